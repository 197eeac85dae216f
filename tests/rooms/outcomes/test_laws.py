"""The county's register of laws: what is in it, from when until when each holds."""

from datetime import date

import pytest

from lianxin.kit.refusals import NotAllowed, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Law
from lianxin.outcomes.verbs import add_laws, date_law
from lianxin.outcomes.verbs.laws import LawIn, read_laws
from tests.world import World

SPANS = [
    (None, None, "2025-03-03", True),
    ("2025-03-03", None, "2025-03-03", True),
    ("2025-03-04", None, "2025-03-03", False),
    (None, "2025-03-03", "2025-03-03", True),
    (None, "2025-03-02", "2025-03-03", False),
]


@pytest.mark.parametrize(("begins", "ends", "day", "holds"), SPANS)
def test_a_law_holds_from_its_first_day_to_its_last(begins: str, ends: str, day: str, holds: bool) -> None:
    span = [date.fromisoformat(one) if one else None for one in (begins, ends)]
    law = Law(in_force_from=span[0], in_force_until=span[1])
    assert law.holds_on(date.fromisoformat(day)) is holds


def test_the_laws_that_come_with_the_house_have_titles_years_and_no_text() -> None:
    laws = {law.code: law for law in read_laws()}
    assert (laws["PETITION-2022"].title_zh, laws["PETITION-2022"].in_force_from) == (
        "信访工作条例",
        date(2022, 5, 1),
    )
    assert laws["PETITION-2005"].in_force_until == date(2022, 4, 30)
    assert all(law.year and len(law.title_zh) < 30 for law in laws.values())
    assert not [code for code in laws if "BEIJING" in code or "HOTLINE" in code]  # they bind nobody here


def test_the_office_adds_a_law_once(world: World) -> None:
    law = LawIn("COUNTY-1", "望水县供水管理办法", year=2024, in_force_from=date(2024, 7, 1))
    add_laws([law], by=world.actor("office"), now=world.now)
    assert str(Law.objects.get(code="COUNTY-1")) == "《望水县供水管理办法》(2024)"
    assert Event.objects.filter(name="law.added").latest("at").data["codes"] == ["COUNTY-1"]
    with pytest.raises(NotValid, match="用过"):
        add_laws([law], by=world.actor("office"), now=world.now)


@pytest.mark.parametrize(
    "wrong",
    [
        LawIn("", "没有编码"),
        LawIn("X", " "),
        LawIn("X", "先失效后施行", in_force_from=date(2024, 2, 1), in_force_until=date(2024, 1, 1)),
    ],
)
def test_a_law_needs_a_code_a_title_and_days_in_order(world: World, wrong: LawIn) -> None:
    with pytest.raises(NotValid):
        add_laws([wrong], by=world.actor("office"), now=world.now)


def test_its_end_is_written_in_and_an_old_page_does_not_overwrite_it(world: World) -> None:
    law, old = (Law.objects.get(code="VILLAGE-2018") for _ in range(2))
    ended = {"in_force_from": date(2018, 12, 29), "in_force_until": date(2025, 12, 31)}
    date_law(law, **ended, by=world.actor("office"), now=world.now)
    assert Event.objects.get(name="law.dated").data == {
        "code": "VILLAGE-2018", "in_force_from": "2018-12-29", "in_force_until": "2025-12-31",
    }  # fmt: skip
    with pytest.raises(SomeoneActedFirst):
        date_law(old, in_force_from=None, in_force_until=None, by=world.actor("office"), now=world.now)
    law.refresh_from_db()
    with pytest.raises(NotValid, match="早于"):
        backwards = {"in_force_from": date(2026, 1, 1), "in_force_until": date(2025, 1, 1)}
        date_law(law, **backwards, by=world.actor("office"), now=world.now)


@pytest.mark.parametrize("who", ["officer", "approver", "sorter", "secretary", "auditor"])
def test_nobody_else_keeps_the_register(world: World, who: str) -> None:
    law = Law.objects.first()
    assert law
    with pytest.raises(NotAllowed):
        add_laws([LawIn("X", "某法")], by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        date_law(law, in_force_from=None, in_force_until=None, by=world.actor(who), now=world.now)
