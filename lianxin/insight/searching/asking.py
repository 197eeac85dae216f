"""填写的条件 From the fields that somebody filled in, on a page or by a program, to what is wanted."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from lianxin.insight.searching.bodies import bodies_named
from lianxin.insight.searching.wanted import Wanted, wanted
from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import Organisation

FIELDS = ("q", "place", "body", "stage", "channel", "promise", "since", "until")


def asked_in(fields: Mapping[str, str]) -> Wanted:
    """What is wanted by these fields. Raises NotValid for what is not understood: nothing is guessed."""
    return wanted(
        fields.get("q", ""),
        place=_body(fields.get("place", ""), "place"),
        body=_body(fields.get("body", ""), "body"),
        stage=fields.get("stage", ""),
        channel=fields.get("channel", ""),
        promise=fields.get("promise", ""),
        since=_day(fields.get("since", ""), "since"),
        until=_day(fields.get("until", ""), "until"),
    )


def _body(typed: str, field: str) -> Organisation | None:
    if not typed:
        return None
    found = bodies_named(typed, most=1)
    if not found:
        raise NotValid(
            _("没有找到叫“%(name)s”的地方或单位。可以写名字、编码，或者拼音首字母。") % {"name": typed}, field
        )
    return found[0]


def _day(typed: str, field: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise NotValid(_("日期要写成2025-03-01这样。"), field) from error
