"""Writing down how far a box has been read."""

from datetime import date, datetime

from lianxin.mailroom.models import BoxRead


def begin_box(address: str, *, place: str, validity: int, seen: int, since: date, now: datetime) -> BoxRead:
    """开始读 From this number on everything in the box is taken."""
    values = {"place": place[:500], "validity": validity, "seen": seen, "since": since, "read_at": now}
    return BoxRead.objects.update_or_create(address=address, defaults=values)[0]


def read_up_to(read: BoxRead, seen: int, *, now: datetime) -> None:
    """读到 Everything up to this number is on disk. Of two who read at once, one behind changes nothing."""
    behind = BoxRead.objects.filter(pk=read.pk, validity=read.validity, place=read.place, seen__lte=seen)
    behind.update(seen=seen, read_at=now)
    read.seen = max(read.seen, seen)
