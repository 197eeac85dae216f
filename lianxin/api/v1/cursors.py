"""翻页 Where a list goes on: from the last row that was told, whatever was added or taken meanwhile."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.api.v1.problems import Problem

PAGE = 50
Place = tuple[datetime | None, UUID]


def cursor_of(place: Place) -> str:
    """The place as one word; programs hand it back as it is."""
    moment, key = place
    words = f"{moment.isoformat() if moment else ''},{key.hex}"
    return urlsafe_b64encode(words.encode()).decode().rstrip("=")


def read_cursor(word: str) -> Place | None:
    """The place that a cursor names; none at the beginning. Raises Problem for one that is none of ours."""
    if not word:
        return None
    try:
        padded = word + "=" * (-len(word) % 4)
        moment, _comma, key = urlsafe_b64decode(padded.encode("ascii")).decode().partition(",")
        return (_moment(moment) if moment else None, UUID(hex=key))
    except (ValueError, OverflowError) as error:
        raise Problem("not-valid", _("这不是我们给的翻页标记。"), "after") from error


def _moment(text: str) -> datetime:
    """In the house's own zone; raises ValueError or OverflowError for what no cursor of ours holds."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)
