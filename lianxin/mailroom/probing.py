"""试信 The house writes to itself every hour, so that a channel that broke is noticed before a writer is."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent
from lianxin.channels.registry import label_of, the_mouth
from lianxin.intake.models import Probe
from lianxin.intake.probes import DEAF, deaf_since, newest
from lianxin.intake.verbs.probing import begin_probe, end_probe, give_up_probes, mark_told
from lianxin.kit.dates import say_instant
from lianxin.mailroom.roads import NotSetUp, Road

log = logging.getLogger(__name__)
BETWEEN = timedelta(minutes=50)  # several processes keep the same timetable: one of them is enough


def probe_channels(*, now: datetime) -> int:
    """试信 Try every channel that is set up, and write down whether it took the letter. Returns the tries.

    What was tried is in no count, on no desk and in no search. The office is told of a channel that has
    taken nothing for an hour.
    """
    with override(settings.LANGUAGE_CODE):
        give_up_probes(now=now, after=DEAF, failed=_("试信一小时没有收到"))
        tried = 0
        for channel, path in settings.LIANXIN_ROADS.items():
            last = Probe.objects.filter(channel=channel).order_by("-at").first()
            if last is None or last.at <= now - BETWEEN:
                tried += _try(channel, import_string(path), now)
            _tell_office(channel, now)
    return tried


def _try(channel: str, road: Road, now: datetime) -> int:
    probe, began, failed = begin_probe(channel, now=now), time.perf_counter(), ""
    try:
        if not road(probe, now=now):
            return 1  # it is on its way, and will come in at the door
    except NotSetUp:
        probe.delete()
        return 0
    except Exception as error:  # whatever it is, a writer would have met it
        log.exception("the channel %s did not take a letter", channel)
        failed = f"{error}" or type(error).__name__
    end_probe(probe, failed=failed, milliseconds=round(1000 * (time.perf_counter() - began)))
    return 1


def _tell_office(channel: str, now: datetime) -> None:
    """告诉管理员 One mail for each outage, while mails go; the office's own page tells in any case."""
    last, since = newest(channel), deaf_since(channel)
    mouth, to = the_mouth("email"), settings.LIANXIN_OFFICE_MAIL
    if not (last and since and to and mouth) or since > now - DEAF:
        return
    if Probe.objects.filter(channel=channel, at__gte=since, told=True).exists():
        return
    words = {"channel": label_of(channel), "since": say_instant(since), "why": last.failed}
    try:
        mouth.send(
            MessageOut(
                key=f"deaf-{last.pk.hex}", to=to, at=now,
                subject=_("%(channel)s收不了信") % words,
                body=_("%(channel)s从%(since)s起没有收下试信：%(why)s\n请打开系统管理看一看。") % words,
            )
        )  # fmt: skip
    except NotSent as error:
        log.warning("the office could not be told: %s", error)
    else:
        mark_told(last)
