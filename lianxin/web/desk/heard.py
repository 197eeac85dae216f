"""来信人怎么说 What the supervisor's page tells of what writers said, body by body."""

from datetime import datetime

from django.utils.translation import get_language

from lianxin.outcomes.queries import Heard, heard


def heard_by_body(path: str, *, since: datetime) -> list[tuple[str, Heard]]:
    """Each body by the name that the reader knows it by."""
    english = (get_language() or "").startswith("en")
    return [
        (one.name_en if english and one.name_en else one.name_zh, one) for one in heard(path, since=since)
    ]
