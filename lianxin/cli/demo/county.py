"""县 The demo county itself: its bodies, members, posts, rules and catalogue. Everything is made up."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from django.conf import settings

from lianxin.cases.models import AnswerType, Category
from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import Line, add_category, add_question, publish_catalogue
from lianxin.cli.demo import names
from lianxin.clock.calendar import library_years
from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.verbs.books import load_calendar, publish_rulebook
from lianxin.identity.actors import THE_INSTALLER, Actor, officer
from lianxin.identity.models import Person
from lianxin.office.verbs import Body, add_organisations, add_people, give_login, give_post
from lianxin.organisations.models import Organisation
from lianxin.outcomes.verbs import add_laws
from lianxin.outcomes.verbs.laws import read_laws
from lianxin.problems.road import rules_needed

ROOT: str = settings.LIANXIN_COUNTY
MEMBERS = 21_726
BRANCHES = 733

CATEGORIES = (
    ("WATER", "供水", "Water supply", "WATER", True),
    ("POWER", "供电", "Power supply", "POWER", True),
    ("GAS", "燃气", "Gas", "HOUSING", True),
    ("ROAD", "道路桥梁", "Roads and bridges", "TRAFFIC", False),
    ("LIGHT", "路灯", "Street lights", "HOUSING", False),
    ("BUS", "公交客运", "Buses", "TRAFFIC", False),
    ("SAFETY", "治安与交通秩序", "Public order and traffic", "POLICE", False),
    ("SCHOOL", "教育", "Schools", "EDU", False),
    ("MEDICAL", "看病与医保", "Health and medical insurance", "HEALTH", False),
    ("PENSION", "养老金与社保", "Pensions and social security", "LABOUR", False),
    ("WAGES", "欠薪与劳动权益", "Wages and labour rights", "LABOUR", False),
    ("ELDER", "低保、残疾与养老服务", "Low-income, disability and elderly care", "CIVIL", False),
    ("HOUSING", "住房与物业", "Housing and property", "HOUSING", False),
    ("LAND", "土地与征收", "Land and expropriation", "LAND", False),
    ("FARM", "农业与补贴", "Farming and subsidies", "FARM", False),
    ("VILLAGE", "村务公开", "Village affairs", "CIVIL", False),
    ("GARBAGE", "垃圾与公厕", "Garbage and toilets", "CITY", False),
    ("NOISE", "噪声、油烟与污染", "Noise, smoke and pollution", "ENV", False),
    ("MARKET", "市场与消费", "Markets and consumers", "MARKET", False),
    ("CULTURE", "文化体育", "Culture and sport", "CULTURE", False),
    ("SERVICE", "办事服务", "Public services", "SERVICE", False),
    ("OTHER", "其他", "Other", "SERVICE", False),
)
# What programs of others ask of who writes about water.
QUESTIONS = (
    QuestionIn("SINCE", "从哪天起停水？", "Since which day is there no water?", required=True),
    QuestionIn(
        "HOUSES", "几户停水？", "How many households are without water?", AnswerType.ONE,
        choices="ONE 一户 | One\nSOME 几户 | Some\nALL 全村 | The whole village",
    ),
)  # fmt: skip
# What the second edition of the catalogue changed.
MOVED = {"LIGHT": "CITY", "NOISE": "CITY"}
IN_TOWNSHIPS = ("GARBAGE", "VILLAGE")
LOGINS = {
    "clerk": ("DESK", "clerk"),
    "sorter": ("DESK", "sorter"),
    "office": ("DESK", "office"),
    "secretary": (ROOT, "secretary"),
    "approver": (ROOT, "approver"),
    "supervisor": (ROOT, "supervisor"),
    "caller": ("DESK", "caller"),
    "reviewer": (ROOT, "reviewer"),
    "auditor": (ROOT, "auditor"),
    "discipline": ("JW", "discipline"),
    "discipline-second": ("JW", "discipline"),
}


@dataclass
class County:
    """Its bodies by code, the places in it, and who acts for what."""

    chance: Random
    bodies: dict[str, Organisation] = field(default_factory=dict)
    villages: list[Organisation] = field(default_factory=list)
    quarters: list[Organisation] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)
    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def actor(self, code: str, role: str) -> Actor:
        """Whoever holds this role in this body."""
        key = (code, role)
        if key not in self.actors:
            self.actors[key] = officer(self.people[key])
        return self.actors[key]

    @property
    def clerk(self) -> Actor:
        return self.actor("DESK", "clerk")

    @property
    def sorter(self) -> Actor:
        return self.actor("DESK", "sorter")


def upper_bodies() -> list[Body]:
    """The county, its two offices, its departments and the 35 committees."""
    found = [
        Body(ROOT, names.COUNTY[0], "county", "", names.COUNTY[1], "望川"),
        Body("DESK", f"{names.COUNTY[0]}群众来信受理中心", "desk", ROOT, "County Letters Desk"),
        Body("JW", f"{names.COUNTY[0]}纪检机关", "discipline", ROOT, "County Discipline Office"),
    ]
    found += [Body(code, zh, "department", ROOT, en) for code, zh, en in names.DEPARTMENTS]
    for number, town in enumerate(names.TOWNSHIPS.split("|"), start=1):
        zh, en = town.split()
        kind = "Township"
        found.append(Body(f"T{number:02}", zh, "committee", ROOT, f"{en} {kind}", zh[:-1]))
    found += [Body(code, zh, "committee", ROOT, en) for code, zh, en, _size in names.COMMITTEES]
    return found


def shares(whole: int, weights: list[float]) -> list[int]:
    """The whole divided by these weights into parts of at least one that add up exactly."""
    over, total = whole - len(weights), sum(weights)
    edges = [0]
    passed = 0.0
    for weight in weights:
        passed += weight
        edges.append(round(over * passed / total))
    return [1 + after - before for before, after in pairwise(edges)]


def branch_bodies(chance: Random, number: int) -> list[Body]:
    """Villages and communities under the townships, units under the committees; unevenly many."""
    towns = [f"T{n:02}" for n in range(1, len(names.TOWNSHIPS.split("|")) + 1)]
    weights = [2.2, *(chance.uniform(0.5, 1.5) for _town in towns[1:])]
    share_of_towns = sum(size for *_rest, size in names.COMMITTEES)
    in_committees = round(number * share_of_towns / BRANCHES)
    villages = names.village_names(chance)
    found = []
    for town, many in zip(towns, shares(number - in_committees, weights), strict=True):
        quarters = names.quarters_of(int(town[1:]))[: max(1, many // (2 if town == "T01" else 9))]
        found += [_quarter(f"{town}-{n:02}", town, *place) for n, place in enumerate(quarters, start=1)]
        for place in range(len(quarters) + 1, many + 1):
            found.append(_village(f"{town}-{place:02}", town, villages, chance))
    sizes = [float(size) for *_rest, size in names.COMMITTEES]
    for (code, *_names), many in zip(names.COMMITTEES, shares(in_committees, sizes), strict=True):
        found += [_unit(code, place, villages) for place in range(1, many + 1)]
    return found


def _quarter(code: str, town: str, zh: str, en: str) -> Body:
    return Body(code, f"{zh}社区党支部", "branch", town, f"{en} Community Branch", f"{zh}社区")


def _village(code: str, town: str, unused: list[tuple[str, str]], chance: Random) -> Body:
    zh, en = unused.pop(0)
    places = " ".join(chance.sample(names.SMALL_PLACES.split(), 3))
    return Body(code, f"{zh}村党支部", "branch", town, f"{en} Village Branch", f"{zh}村 {places}")


def _unit(committee: str, place: int, villages: list[tuple[str, str]]) -> Body:
    zh, en = villages.pop()
    kinds = names.UNITS[committee].split("|")
    kind, english = kinds[(place - 1) % len(kinds)].split(" ", 1)
    code = f"{committee}-{place:02}"
    if committee == "JG":
        number = (place - 1) // len(kinds)
        name = f"{kind}第{'一二三四五六七八九'[number]}党支部"
        return Body(code, name, "branch", committee, f"{english.capitalize()} Branch {number + 1}")
    return Body(code, f"{zh}{kind}党支部", "branch", committee, f"{en} {english.title()} Branch", zh)


def found_county(chance: Random, *, now: datetime, scale: float) -> County:
    """The tree of bodies, and who is a member of what."""
    county = County(chance)
    branches = branch_bodies(chance, max(60, round(BRANCHES * scale)))
    for body in add_organisations([*upper_bodies(), *branches], by=THE_INSTALLER, now=now):
        county.bodies[body.code] = body
        if "村党支部" in body.name_zh:
            county.villages.append(body)
        elif "社区党支部" in body.name_zh:
            county.quarters.append(body)
    return county


def write_books(county: County, *, now: datetime, changed: datetime) -> None:
    """The rule book, the calendar, the laws, the classes, and two editions of the catalogue."""
    rows = read_rulebook(OUR_RULEBOOK)
    publish_rulebook(rows, effective_from=now, by=THE_INSTALLER, now=now, needed=rules_needed())
    around = range(now.year - 1, now.year + 3)
    load_calendar([year for year in around if year in library_years()], by=THE_INSTALLER, now=now)
    add_laws(read_laws(), by=THE_INSTALLER, now=now)
    for code, zh, en, _body, lifeline in CATEGORIES:
        county.categories[code] = add_category(
            code, zh, name_en=en, lifeline=lifeline, by=THE_INSTALLER, now=now
        )
    for asked in QUESTIONS:
        add_question(county.categories["WATER"], asked, by=THE_INSTALLER, now=now)
    old = [Line(code, body) for code, _zh, _en, body, _lifeline in CATEGORIES]
    old += [Line("ROAD", "HOUSING", "T01")]
    publish_catalogue(old, effective_from=now, by=THE_INSTALLER, now=now, note="首版")
    new = [Line(line.category, MOVED.get(line.category, line.organisation), line.place) for line in old]
    towns = [code for code in county.bodies if len(code) == 3 and code.startswith("T")]
    new += [Line(category, town, town) for category in IN_TOWNSHIPS for town in towns[1:]]
    note = "路灯、噪声划归综合行政执法局；乡镇的垃圾、村务由乡镇办理"
    told = changed - timedelta(days=7)
    publish_catalogue(new, effective_from=changed, by=THE_INSTALLER, now=told, note=note)


def posts_of(county: County) -> list[tuple[str, str, str]]:
    """Every post of the county as (body, role, login); most holders need no login here."""
    found = [(code, role, login) for login, (code, role) in LOGINS.items()]
    for code, *_names in names.DEPARTMENTS:
        found += [(code, role, f"{role}-{code.lower()}") for role in ("officer", "approver")]
    towns = names.TOWNSHIPS.split("|")
    for number, town in enumerate(towns, start=1):
        known = town.split()[1].lower().replace("'", "") if number <= 3 else ""
        found.append((f"T{number:02}", "secretary", f"secretary-{known}" if known else ""))
        found.append((f"T{number:02}", "officer", f"officer-{known}" if known else ""))
        found.append((f"T{number:02}", "reviewer", f"reviewer-{known}" if known else ""))
    found += [(code, "secretary", "") for code, *_rest in names.COMMITTEES]
    shown = {county.villages[0].code, county.quarters[0].code}
    for branch in [*county.villages, *county.quarters]:
        spelt = branch.name_en.split()[0].lower()
        found.append((branch.code, "secretary", f"secretary-{spelt}" if branch.code in shown else ""))
    units = [code for code in county.bodies if code[:2] in names.UNITS and "-" in code[2:3]]
    return [*found, *((code, "secretary", "") for code in units)]


def people_county(county: County, *, now: datetime, scale: float) -> None:
    """Members in every branch, officials in their bodies: together exactly as many as the county has."""
    posts, chance = posts_of(county), county.chance
    branches = [body for body in county.bodies.values() if body.kind == "branch"]
    weights = [chance.lognormvariate(0, 0.55) for _branch in branches]
    members = max(round(MEMBERS * scale), len(posts) + 2 * len(branches)) - len(posts)
    listed = [(names.person_name(chance), county.bodies[code]) for code, _role, _login in posts]
    for branch, many in zip(branches, shares(members, weights), strict=True):
        listed += [(names.person_name(chance), branch) for _member in range(many)]
    people = add_people(listed, by=THE_INSTALLER, now=now)
    for (code, role, login), person in zip(posts, people, strict=False):
        give_post(person, county.bodies[code], role, by=THE_INSTALLER, now=now)
        # Of two who hold the same post, the second is known as such.
        county.people[code, f"{role}/2" if (code, role) in county.people else role] = person
        if login:
            # No password: in the demo one signs in with one click, so there is none to guess.
            give_login(person, login, None, by=THE_INSTALLER, now=now)
