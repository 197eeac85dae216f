"""建县 The demo county is built by the verbs of the house, day by day, so that its ledger is a true one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from lianxin.cli.demo.agenda import Agenda
from lianxin.cli.demo.county import ROOT, County, found_county, people_county, write_books
from lianxin.cli.demo.fairness import appeals_of_figures, asked_to_keep_out, looking_again
from lianxin.cli.demo.hard_cases import hard_cases
from lianxin.cli.demo.ledger_of_problems import ledger_of_problems
from lianxin.cli.demo.letters import Letter, Writers
from lianxin.cli.demo.lives import arrive, clock, post_office
from lianxin.cli.demo.long_matters import long_matters
from lianxin.cli.demo.other_systems import other_systems
from lianxin.cli.demo.publishing import evening
from lianxin.cli.demo.town import Town
from lianxin.clock.queries import forget_calendar, forget_rules
from lianxin.clock.verbs.ticking import tick
from lianxin.flow.laws import quick
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import Person
from lianxin.kit.ids import from_seed
from lianxin.ledger.verbs import house_dossier, record
from lianxin.ledger.verbs.reacting import react
from lianxin.organisations.queries import forget_offices
from lianxin.outcomes.verbs.sending import send_due

Progress = Callable[[str, int, int], None]
DAYS = 152
BEFORE = timedelta(days=20)  # the county is founded so long before its first letter
NEW_CATALOGUE = timedelta(days=75)
ONE_FILE = timedelta(days=6)
KEYED_IN = {"paper", "phone"}


def build_demo(*, now: datetime, seed: int = 2014, progress: Progress, scale: float = 1.0) -> None:
    """演示县 Build the demo county in an empty database, all of it or nothing.

    The same seed and the same `now` make the same county. `scale` makes a smaller one for tests.
    """
    _forget()
    chance = Random(seed)
    agenda = Agenda(now - timedelta(days=DAYS) - BEFORE, chance)
    with transaction.atomic(), from_seed(seed, lambda: agenda.now):
        county = _found(agenda, now, scale, progress)
        writers = Writers(county, chance, now)
        by_hand = [*hard_cases(writers), *long_matters(writers)]
        letters = sorted([*writers.letters(scale), *by_hand], key=lambda letter: letter.at)
        town = Town(county, agenda)
        agenda.begin(clock(town))
        agenda.begin(post_office(town))
        agenda.begin(looking_again(town))
        agenda.begin(appeals_of_figures(town, timedelta(days=DAYS - 1) + BEFORE))
        agenda.begin(asked_to_keep_out(town, timedelta(days=DAYS, hours=-3) + BEFORE))
        for life in ledger_of_problems(town, letters, DAYS + BEFORE.days):
            agenda.begin(life)
        _send(town, letters)
        for day in range(DAYS + BEFORE.days, -1, -1):
            agenda.run(now - timedelta(days=day))
            evening(town, day, now=now - timedelta(days=day))
            progress("letters", DAYS + BEFORE.days - day, DAYS + BEFORE.days)
        other_systems(county, now=now)
        _settle(now)
        _write_down(seed, letters, now=now)
    _forget()


def _forget() -> None:
    for forget in (forget_calendar, forget_rules, forget_offices):
        forget()


def _found(agenda: Agenda, now: datetime, scale: float, progress: Progress) -> County:
    """The bodies, the books and the people, before the first letter."""
    founded = agenda.now
    progress("organisations", 0, 3)
    county = found_county(agenda.chance, now=founded, scale=scale)
    progress("books", 1, 3)
    write_books(county, now=founded, changed=now - NEW_CATALOGUE)
    progress("members", 2, 3)
    people_county(county, now=founded, scale=scale)
    progress("members", 3, 3)
    return county


def _send(town: Town, letters: list[Letter]) -> None:
    """Letters come one by one; those written elsewhere come in files, a clerk keys in paper and calls."""
    county = town.county
    in_files = [letter for letter in letters if letter.message.channel == "file"]
    for letter in letters:
        if letter.message.channel in KEYED_IN:
            town.agenda.begin(arrive(town, [letter], by=county.clerk))
        elif letter.message.channel != "file":
            town.agenda.begin(arrive(town, [letter]))
    while in_files:
        batch = [letter for letter in in_files if letter.at - in_files[0].at < ONE_FILE]
        town.agenda.begin(arrive(town, batch, by=county.actor("DESK", "office")))
        in_files = in_files[len(batch) :]


def _settle(now: datetime) -> None:
    """The clock's last round at this very moment, and whatever follows from it."""
    tick(now=now)
    while react(now=now):
        tick(now=now)
    send_due(now=now)


def _write_down(seed: int, letters: list[Letter], *, now: datetime) -> None:
    health = quick()
    record(
        house_dossier(now=now), "demo.built", by=THE_INSTALLER, now=now,
        seed=seed, county=ROOT, letters=len(letters), members=Person.objects.count(),
        received=health.received, registered=health.registered, open=health.open, closed=health.closed,
    )  # fmt: skip
