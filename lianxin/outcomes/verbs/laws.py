"""法规库 Keeping the register of the laws that answers may lean on."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid, SomeoneActedFirst
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.outcomes.models import Law

OUR_LAWS = Path(__file__).parent.with_name("laws.csv")


@dataclass(frozen=True)
class LawIn:
    """法规 One law as somebody writes it into the register; days of the county, None where not known."""

    code: str
    title_zh: str
    title_en: str = ""
    year: int | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None


def read_laws(path: Path = OUR_LAWS) -> list[LawIn]:
    """The laws that come with the house: titles, years and days in force, no text of any law.

    Only what holds in the whole country; ordinances of other places bind nobody here. Days that
    nobody has checked are left open.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [
            LawIn(
                row["code"], row["title_zh"], row["title_en"], int(row["year"]),
                _day(row["in_force_from"]), _day(row["in_force_until"]),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def add_laws(laws: Sequence[LawIn], *, by: Actor, now: datetime) -> list[Law]:
    """增加法规 Write laws into the register; one line in the house's folder for all of them."""
    require(by, "law.keep", None)
    rows = [_checked(law) for law in laws]
    codes = [law.code for law in rows]
    taken = Law.objects.filter(code__in=codes).values_list("code", flat=True).first()
    taken = taken or next((code for code in codes if codes.count(code) > 1), None)
    if taken:
        raise NotValid(_("编码“%(code)s”已经用过了。") % {"code": taken}, "code")
    added = Law.objects.bulk_create(Law(**vars(law)) for law in rows)
    record(house_dossier(now=now), "law.added", by=by, now=now, codes=codes)
    return added


def _checked(law: LawIn) -> LawIn:
    code, title = one_line(law.code), one_line(law.title_zh)
    if not code or not title:
        raise NotValid(_("法规要有编码和名称。"), "code" if title else "title_zh")
    _require_order(law.in_force_from, law.in_force_until)
    return LawIn(code, title, one_line(law.title_en), law.year, law.in_force_from, law.in_force_until)


def _require_order(begins: date | None, ends: date | None) -> None:
    if begins and ends and ends < begins:
        raise NotValid(_("失效的日子早于施行的日子，请核对。"), "in_force_until")


@transaction.atomic
def date_law(
    law: Law, *, in_force_from: date | None, in_force_until: date | None, by: Actor, now: datetime
) -> None:
    """定施行起止 From when a law holds, and its last day; what was answered under it stays as it was."""
    require(by, "law.keep", None)
    _require_order(in_force_from, in_force_until)
    before = {"in_force_from": law.in_force_from, "in_force_until": law.in_force_until}
    fresh = {"in_force_from": in_force_from, "in_force_until": in_force_until}
    if not Law.objects.filter(pk=law.pk, **before).update(**fresh):
        raise SomeoneActedFirst(_("刚才有人先改了这部法规。请刷新页面，看看现在的情况再改。"))
    record(house_dossier(now=now), "law.dated", by=by, now=now, code=law.code, **fresh)
