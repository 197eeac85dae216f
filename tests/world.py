"""A very small county, by name. Every test may rely on these people and places.

望水县 with its desk and discipline office; the township 柳林镇 with the village branch 上湾村;
the Water Bureau 水务局 and the Education Bureau 教育局. Everybody here is made up.
"""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection

from lianxin.cases.models import Case, Category
from lianxin.cases.verbs import Line, add_category, publish_catalogue
from lianxin.channels.message import ContactCard, Message
from lianxin.clock.loading import read_rulebook
from lianxin.clock.models.rules import Rule
from lianxin.clock.queries import forget_calendar, forget_rules
from lianxin.clock.verbs.books import load_calendar, publish_rulebook
from lianxin.clock.verbs.ticking import tick
from lianxin.flow.verbs import acknowledge, link, register, sort
from lianxin.identity.actors import THE_INSTALLER, Actor, citizen, officer
from lianxin.identity.models import Person
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Reaction
from lianxin.ledger.verbs.reacting import react
from lianxin.office.verbs import Body, add_organisations, add_people, give_post
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import forget_offices
from lianxin.outcomes.answers import AnswerIn
from lianxin.outcomes.models import Outcome, Reply
from lianxin.outcomes.verbs import add_laws, approve, deliver, submit
from lianxin.outcomes.verbs.laws import read_laws
from lianxin.problems.road import rules_needed

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2025, 3, 3, 9, 0, tzinfo=SHANGHAI)  # an ordinary Monday morning
FOUNDED = MONDAY - timedelta(days=60)
RULEBOOK = Path(__file__).parent.parent / "lianxin" / "clock" / "rulebook.csv"

BODIES = [
    Body("WS", "望水县", "county", name_en="Wangshui County"),
    Body("WS-DESK", "望水县群众来信受理中心", "desk", "WS", "County Letters Desk"),
    Body("WS-JW", "望水县纪检机关", "discipline", "WS", "County Discipline Office"),
    Body("LL", "柳林镇", "committee", "WS", "Liulin Township", "柳林"),
    Body("LL-SW", "上湾村党支部", "branch", "LL", "Shangwan Village Branch", "上湾村"),
    Body("WATER", "水务局", "department", "WS", "Water Bureau"),
    Body("SCHOOL", "教育局", "department", "WS", "Education Bureau"),
]

PEOPLE = {  # name here: (name, body, role)
    "clerk": ("登记员甲", "WS-DESK", "clerk"),
    "sorter": ("派单员乙", "WS-DESK", "sorter"),
    "officer": ("承办人丙", "WATER", "officer"),
    "approver": ("审核员子", "WATER", "approver"),
    "stranger": ("承办人丁", "SCHOOL", "officer"),
    "secretary": ("县书记戊", "WS", "secretary"),
    "township_secretary": ("镇书记己", "LL", "secretary"),
    "supervisor": ("督办员庚", "WS", "supervisor"),
    "reviewer": ("复查员子", "WS", "reviewer"),
    "village_officer": ("承办人丑", "LL-SW", "officer"),
    "township_reviewer": ("复查员寅", "LL", "reviewer"),
    "caller": ("回访员卯", "WS-DESK", "caller"),
    "county_approver": ("审核员辰", "WS", "approver"),
    "discipline": ("纪检员辛", "WS-JW", "discipline"),
    "second_discipline": ("纪检员丑", "WS-JW", "discipline"),
    "office": ("管理员壬", "WS-DESK", "office"),
    "auditor": ("监督员癸", "WS", "auditor"),
}

_founded: tuple[bytes, list[tuple[str, Any]]] | None = None


@dataclass
class World:
    """Places by code, people by what they do, and a few short ways to say what happens."""

    bodies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    water: Category = None  # type: ignore[assignment]
    now: datetime = MONDAY

    def actor(self, who: str) -> Actor:
        return officer(self.people[who])

    def letter(self, body: str = "我们村停水三天了，请帮帮我们。", **said: object) -> Submission:
        """A citizen's letter through the web mailbox."""
        # So that no test hangs on a lot: nothing is drawn but what was worked on again or put off.
        Rule.objects.filter(key="LX_LOOK_BACK_RATE").update(amount=2_000_000_000)
        message = Message(**{"channel": "mailbox", "key": f"test:{uuid7()}", "body": body, **said})  # type: ignore[arg-type]
        return receive(message, by=citizen(), now=self.now)

    def dispatched(self, to: str = "WATER", **said: object) -> Case:
        """A letter that the sorter has given to an organisation."""
        sort(self.letter(**said), to=self.bodies[to], by=self.actor("sorter"), now=self.now)  # type: ignore[arg-type]
        return self.case()

    def in_handling(self, **said: object) -> Case:
        case = self.dispatched(**said)
        acknowledge(case, by=self.actor("officer"), now=self.now)
        return self.case()

    def answered(self, words: str = "已接通备用水源，三天内恢复供水。", **more: object) -> Case:
        self.reply(self.in_handling(**more), {1: words})
        return self.case()

    def delivered(self, **said: object) -> Case:
        """A letter whose answer its writer has read."""
        case = self.answered(**said)
        deliver(case, means="read", by=self.writer(case), now=self.now)
        return self.case()

    def submitted(self, words: str = "已接通备用水源，三天内恢复供水。", **more: object) -> Case:
        """A case whose answer waits to be signed."""
        submit(self.in_handling(**more), {1: said(words)}, by=self.actor("officer"), now=self.now)
        return self.case()

    def reply(self, case: Case, words: dict[int, str], *, by: str = "officer", signed: str = "") -> Reply:
        """What was found true and is mended: written by one, signed by another, then by one above."""
        signed = signed or ("approver" if case.passes == 1 else "county_approver")
        answers = {number: said(text) for number, text in words.items()}
        submit(case, answers, by=self.actor(by), now=self.now)
        return approve(case, by=self.actor(signed), now=self.now)

    def linked(self, matter: Case, **said: object) -> Case:
        """Another letter, linked by the sorter to a matter that is in hand."""
        register(self.letter(**said), by=self.actor("sorter"), now=self.now)  # type: ignore[arg-type]
        link(self.case(), to=self.fresh(matter), by=self.actor("sorter"), now=self.now)
        return self.case()

    def fresh(self, case: Case) -> Case:
        """This case as it stands in the database now."""
        return Case.objects.with_cover().get(pk=case.pk)

    def case(self) -> Case:
        """The newest case, as it stands in the database."""
        return Case.objects.with_cover().order_by("-dossier_id")[0]

    def writer(self, case: Case) -> Actor:
        """The citizen with the receipt of this case."""
        return citizen(case.submission_id)

    def later(self, **passed: float) -> datetime:
        """Time passes, and the clock and the worker do what is due."""
        self.now += timedelta(**passed)
        while tick(now=self.now) + react(now=self.now):
            pass
        failed = Reaction.objects.filter(done_at=None, attempts__gt=0)
        assert not failed, list(failed.values_list("function", "complaint"))
        return self.now


def found() -> World:
    """The county, founded two months before MONDAY, verb by verb."""
    world = World()
    bodies = add_organisations(BODIES, by=THE_INSTALLER, now=FOUNDED)
    world.bodies = {body.code: body for body in bodies}
    rows = read_rulebook(RULEBOOK)
    publish_rulebook(rows, effective_from=FOUNDED, by=THE_INSTALLER, now=FOUNDED, needed=rules_needed())
    load_calendar(range(2014, 2027), by=THE_INSTALLER, now=FOUNDED)
    named = [(name, world.bodies[body]) for name, body, _role in PEOPLE.values()]
    people = add_people(named, by=THE_INSTALLER, now=FOUNDED)
    for (who, (_name, body, role)), person in zip(PEOPLE.items(), people, strict=True):
        give_post(person, world.bodies[body], role, by=THE_INSTALLER, now=FOUNDED)
        world.people[who] = person
    world.water = add_category(
        "WATER", "供水", name_en="Water supply", lifeline=True, by=THE_INSTALLER, now=FOUNDED
    )
    add_category("SCHOOL", "教育", name_en="Schools", by=THE_INSTALLER, now=FOUNDED)
    lines = [Line("WATER", "WATER"), Line("SCHOOL", "SCHOOL"), Line("WATER", "LL", "LL-SW")]
    publish_catalogue(lines, effective_from=FOUNDED, by=THE_INSTALLER, now=FOUNDED)
    add_laws(read_laws(), by=THE_INSTALLER, now=FOUNDED)
    return world


def build() -> World:
    """The county: founded once in a process, and put back row by row for every other test."""
    global _founded
    for forget in (forget_calendar, forget_rules, forget_offices):
        forget()
    if _founded is None:
        world = found()
        _founded = (pickle.dumps(world), list(_rows()))
        return world
    kept, rows = _founded
    for statement, values in rows:
        _put_back(statement, values)
    world = pickle.loads(kept)
    assert isinstance(world, World)
    return world


def _rows() -> Iterator[tuple[str, Any]]:
    """Every row the founding made, with the statement that puts it back."""
    take = _copied if connection.vendor == "postgresql" else _selected
    for room in ("organisations", "identity", "ledger", "clock", "cases", "outcomes"):
        for model in apps.get_app_config(room).get_models():
            yield from take(model._meta.db_table)


def _selected(table: str) -> Iterator[tuple[str, list[object]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        rows = cursor.fetchall()
    if rows:
        slots = "(" + ",".join(["%s"] * len(rows[0])) + ")"
        yield f"INSERT INTO {table} VALUES {','.join([slots] * len(rows))}", [*chain(*rows)]


def _copied(table: str) -> Iterator[tuple[str, bytes]]:
    """PostgreSQL takes its own words back six times faster than three thousand values one by one."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as lines:
        content = b"".join(lines)
    if content:
        yield f"COPY {table} FROM STDIN", content


def _put_back(statement: str, values: Any) -> None:
    with connection.cursor() as cursor:
        if isinstance(values, bytes):
            with cursor.copy(statement) as copy:
                copy.write(values)
        else:
            cursor.execute(statement, values)


def said(words: str, **parts: Any) -> AnswerIn:
    """A whole answer: looked into, found true, mended."""
    return AnswerIn(words, **{"facts": "到现场看过，情况属实。", "outcome": Outcome.SUPPORTED, **parts})


def card(**parts: str) -> ContactCard:
    return ContactCard(**{"name": "来信人", "phone": "13800000000", **parts})
