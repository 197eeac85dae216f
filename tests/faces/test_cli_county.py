"""The command line: founding a county, asking after its health, and never mistaking a demo for one."""

import json
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from typer.testing import CliRunner

from lianxin.cli import readiness
from lianxin.cli.main import app
from lianxin.cli.timetable import run, run_once
from lianxin.clock.models import Promise
from lianxin.flow.walking import guard_complaints
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import Person, Post
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Dossier, Tally
from lianxin.ledger.queries import DEMO_EVENT
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation
from tests.rooms.ledger.raw import lifted
from tests.world import World

KEYS = ["ok", "received", "registered", "waiting", "open", "closed", "gap", "laws"]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that speaks Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def lianxin(*words: str) -> Any:
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_line_starts_without_waking_django() -> None:
    asked = "import sys, lianxin.cli.main; print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_web_servers_own_process_never_sees_django() -> None:
    asked = "import sys, lianxin.cli.serving; print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_names_every_command() -> None:
    said = lianxin("--help").output
    for command in ("init", "demo", "serve", "worker", "tick", "import", "health", "verify", "bench"):
        assert command in said


@pytest.mark.django_db
def test_init_founds_a_county_once_and_tells_the_password_once() -> None:
    first = lianxin("init", "--county-name", "试县", "--login", "boss").output
    assert "boss" in first and "试县" in first
    password = first.split("密码 ")[1].split()[0]
    assert Person.objects.get(login="boss").check_password(password)
    again = lianxin("init", "--county-name", "试县").output
    assert password not in again
    assert (Organisation.objects.count(), Post.objects.count()) == (3, 1)
    assert json.loads(lianxin("health", "--json").output)["ok"]


@pytest.mark.django_db
def test_on_an_english_machine_init_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "shown only this once" in lianxin("init").output


def test_a_county_code_that_is_none_is_refused_in_words() -> None:
    result = lianxin("init", "--county-code", "12")
    assert result.exit_code == 1 and "六位" in result.output


@pytest.mark.django_db
def test_commands_on_an_empty_database_say_what_to_do() -> None:
    with pytest.raises(NotAllowedNow, match="lianxin init"):
        readiness.require_ready()


def test_health_says_exactly_what_scripts_rely_on(world: World) -> None:
    world.answered()
    result = lianxin("health", "--json")
    said = json.loads(result.output)
    assert result.exit_code == 0 and list(said) == KEYS
    assert said["laws"] == dict.fromkeys("12345", True)


def test_health_fails_loudly_when_a_letter_is_missing(world: World) -> None:
    world.letter()
    Tally.objects.filter(kind="submission").update(number=2, stage="lost")
    result = lianxin("health", "--json")
    assert result.exit_code == 1 and json.loads(result.output)["gap"] == 2


def test_verify_walks_every_folder_and_finds_nothing_wrong(world: World) -> None:
    world.answered()
    world.letter()
    said = json.loads(lianxin("verify", "--json").output)
    assert said["ok"] and said["dossiers"] == 4 and said["events"] > 8


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"stage": "closed"}, "the ledger replied"),
        ({"next_due": None}, "next due"),
        ({"length": 2}, "lines"),
        ({"keeper_path": "0001ZZZZ"}, "tally"),
    ],
)
def test_verify_finds_a_cover_that_does_not_match_its_ledger(
    world: World, change: dict[str, object], word: str
) -> None:
    case = world.answered()
    with lifted("ledger_dossier"):
        Dossier.objects.filter(pk=case.pk).update(**change)
    result = lianxin("verify", "--json")
    assert result.exit_code == 1 and word in " ".join(json.loads(result.output)["complaints"])


def test_verify_tries_to_move_a_case_where_no_procedure_leads(world: World) -> None:
    world.dispatched()
    assert guard_complaints() == []
    with lifted("ledger_dossier"):
        assert guard_complaints() == ["a case lets itself be moved where no procedure leads"]


@pytest.mark.sqlite
def test_verify_tries_the_guards_and_does_not_take_their_word(world: World) -> None:
    world.letter()
    assert guard_complaints() == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER guard_ledger_event_update")
        cursor.execute(
            "CREATE TRIGGER guard_ledger_event_update BEFORE UPDATE ON ledger_event BEGIN SELECT 1; END"
        )
    assert guard_complaints() == ["ledger_event lets itself be altered"]


def test_tick_does_what_is_due_now(world: World) -> None:
    world.letter()
    Promise.objects.update(alarm_at=timezone.now(), due=timezone.now())
    assert lianxin("tick").exit_code == 0
    assert Promise.objects.get().state == "broken"


@pytest.mark.django_db
def test_work_that_fails_is_no_reason_for_the_timetable_to_stop() -> None:
    def fail(*, now: object) -> int:
        raise RuntimeError("the disk is gone")

    assert run_once(fail) == 0


def test_demo_sign_ins_never_stand_over_a_real_county(world: World, settings: Any) -> None:
    settings.LIANXIN_DEMO = True
    with pytest.raises(NotAllowedNow, match="LIANXIN_DEMO"):
        readiness.require_no_mixture()
    record(house_dossier(now=world.now), DEMO_EVENT, by=THE_INSTALLER, now=world.now)
    readiness.require_no_mixture()
    settings.LIANXIN_DEMO = False
    assert readiness.warning()


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)]
)
def test_a_demo_is_reached_from_its_own_machine_only(settings: Any, host: str, own: bool) -> None:
    settings.LIANXIN_DEMO = True
    assert readiness.is_loopback(host) == own
    readiness.require_own_machine(host, known=True)
    if not own:
        with pytest.raises(NotAllowedNow, match="i-know-this-is-a-demo"):
            readiness.require_own_machine(host, known=False)


def test_a_database_of_another_county_is_not_served(world: World, settings: Any) -> None:
    Organisation.objects.filter(parent=None).update(code="431025")
    with pytest.raises(NotAllowedNow, match="431025"):
        readiness.require_ready()
    settings.LIANXIN_COUNTY = "431025"
    readiness.require_ready()


rounds: list[str] = []


def quick(*, now: object) -> int:
    rounds.append("quick")
    return 0


def slow(*, now: object) -> int:
    rounds.append("slow")
    time.sleep(0.5)
    return 0


def test_slow_work_does_not_hold_up_the_clock(settings: Any) -> None:
    """As when a mail server lets one wait."""
    settings.LIANXIN_TIMETABLE = [(0.01, f"{__name__}.quick"), (0.01, f"{__name__}.slow")]
    stop = threading.Event()
    threading.Timer(0.4, stop.set).start()
    run(stop)
    assert rounds.count("slow") == 1 and rounds.count("quick") > 5
