"""The county that benches run on: its tree, its people and its books, made by the ordinary verbs."""

from datetime import datetime, timedelta

from lianxin.cases.verbs import Line, add_category, publish_catalogue
from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.verbs.books import load_calendar, publish_rulebook
from lianxin.identity.actors import THE_INSTALLER, Actor, officer
from lianxin.identity.models import Person, Post
from lianxin.office.verbs import Body, add_organisations, add_people, give_login, give_post
from lianxin.organisations.models import Kind, Organisation
from lianxin.problems.road import rules_needed

CODE = "BENCH"
DESK, DISCIPLINE = f"{CODE}-DESK", f"{CODE}-JW"
COMMITTEES, BRANCHES, DEPARTMENTS = 35, 733, 20
FIRST_YEAR = 2014


class NotOurs(Exception):
    """The database holds something that no bench has made."""


def refuse_others() -> None:
    """Raise NotOurs when this is somebody's real county."""
    roots = list(Organisation.objects.filter(parent=None).values_list("code", flat=True))
    if roots not in ([], [CODE]):
        raise NotOurs("This database holds a county that no bench has made. Benches never touch it.")


def found(now: datetime) -> None:
    """Found the county: bodies, one secretary, sorter or officer for each of them, books, catalogue."""
    bodies = {body.code: body for body in add_organisations(_bodies(), by=THE_INSTALLER, now=now)}
    rows = read_rulebook(OUR_RULEBOOK)
    publish_rulebook(rows, effective_from=now, by=THE_INSTALLER, now=now, needed=rules_needed())
    load_calendar(range(FIRST_YEAR, FIRST_YEAR + 13), by=THE_INSTALLER, now=now)
    _appoint(bodies, now=now)
    lines = []
    for number in range(1, DEPARTMENTS + 1):
        code = f"C{number:02}"
        add_category(code, f"第{number}类", name_en=f"Class {number}", by=THE_INSTALLER, now=now)
        lines.append(Line(code, f"{CODE}-D{number:02}"))
    publish_catalogue(lines, effective_from=now, by=THE_INSTALLER, now=now)


def _bodies() -> list[Body]:
    bodies = [
        Body(CODE, "试验县", "county", name_en="Bench County"),
        Body(DESK, "试验县受理中心", "desk", CODE, "Bench Desk"),
        Body(DISCIPLINE, "试验县纪检机关", "discipline", CODE, "Bench Discipline Office"),
    ]
    bodies += [
        Body(f"{CODE}-D{n:02}", f"第{n}局", "department", CODE, f"Bureau {n}")
        for n in range(1, DEPARTMENTS + 1)
    ]
    bodies += [
        Body(f"{CODE}-T{n:02}", f"第{n}镇", "committee", CODE, f"Township {n}")
        for n in range(1, COMMITTEES + 1)
    ]
    for n in range(BRANCHES):
        town = n % COMMITTEES + 1
        bodies.append(
            Body(f"{CODE}-B{n:03}", f"第{n}村党支部", "branch", f"{CODE}-T{town:02}", f"Village {n}")
        )
    return bodies


def _appoint(bodies: dict[str, Organisation], *, now: datetime) -> None:
    """Each body has an officer, the desk a sorter who can sign in, the county a secretary and an approver."""
    answering = [b for b in bodies.values() if b.kind in (Kind.DEPARTMENT, Kind.COMMITTEE, Kind.BRANCH)]
    people = add_people([(f"承办人{b.code}", b) for b in answering], by=THE_INSTALLER, now=now)
    Post.objects.bulk_create(
        Post(person=person, organisation=person.organisation, role="officer", since=now) for person in people
    )
    desk, county = bodies[DESK], bodies[CODE]
    named = add_people(
        [("派单员", desk), ("书记", county), ("审核签发人", county)], by=THE_INSTALLER, now=now
    )
    give_post(named[0], desk, "sorter", by=THE_INSTALLER, now=now)
    give_post(named[1], county, "secretary", by=THE_INSTALLER, now=now)
    give_post(named[2], county, "approver", by=THE_INSTALLER, now=now)
    give_login(named[0], "bench-sorter", None, by=THE_INSTALLER, now=now)


def sorter() -> Person:
    return Person.objects.get(login="bench-sorter")


def officer_of(organisation: Organisation) -> Actor:
    """The officer who answers for this body."""
    return officer(Person.objects.get(posts__organisation=organisation, posts__role="officer"))


def founded_before(first_letter: datetime) -> datetime:
    """A county stands for two months before its first letter comes."""
    return first_letter - timedelta(days=60)
