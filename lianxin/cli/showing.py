"""演示县 A made-up county in a folder of its own, built when it is not there, never over somebody's data."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

import lianxin
from lianxin.cli.demo import build_demo
from lianxin.cli.founding import pending_migrations
from lianxin.identity.actors import THE_INSTALLER
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.queries import DEMO_EVENT, is_demo_county
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation

GROWS_OLD = timedelta(days=14)
Progress = Callable[[str, int, int], None]


def prepare(*, seed: int, fresh: bool, now: datetime, progress: Progress) -> str:
    """Make sure that this version's demo of this seed is there; returns a sentence about what was done."""
    settings.LIANXIN_DATA.mkdir(parents=True, exist_ok=True)
    note = _note()
    wanted = {"version": lianxin.__version__, "seed": seed, "database": _database().name}
    kept = json.loads(note.read_text()) if note.exists() else {}
    if not fresh and kept.get("built") and kept.items() >= wanted.items() and _is_whole():
        return _age(datetime.fromisoformat(kept["built"]), now)
    _clear(kept)
    note.write_text(json.dumps(wanted))  # from here on whatever stands here is a demo, even half of one
    call_command("migrate", verbosity=0, interactive=False)
    build_demo(now=now, seed=seed, progress=progress)
    if not is_demo_county():
        record(house_dossier(now=now), DEMO_EVENT, by=THE_INSTALLER, now=now, seed=seed)
    note.write_text(json.dumps({**wanted, "built": now.isoformat()}))
    return _("演示县已建好。")


def _database() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _note() -> Path:
    """What stands beside a demo's database and says so."""
    beside = _database().parent if connection.vendor == "sqlite" else settings.LIANXIN_DATA
    return Path(beside) / "demo.json"


def _is_whole() -> bool:
    return not pending_migrations() and is_demo_county()


def _age(built: datetime, now: datetime) -> str:
    if now - built < GROWS_OLD:
        return _("演示县已在，接着使用。")
    words = {"days": (now - built).days}
    return _("演示县是%(days)d天前建的，很多期限已经过了。想要新的，请加 --fresh") % words


def _clear(kept: dict[str, object]) -> None:
    """An empty database to build in. What a demo did not make is never taken away."""
    tables = connection.introspection.table_names()
    filled = Organisation._meta.db_table in tables and Organisation.objects.exists()
    if connection.vendor != "sqlite":
        if filled:
            raise NotAllowedNow(_("这个数据库里已有数据。演示县要建在空的数据库里，请换一个DATABASE_URL。"))
        return
    path = _database()
    half_built = kept.get("database") == path.name and "built" not in kept
    if filled and not half_built and not is_demo_county():
        raise NotAllowedNow(
            _("“%(path)s”不是演示数据，不会覆盖。请用另一个文件夹：LIANXIN_DATA=…") % {"path": path}
        )
    connection.close()
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
