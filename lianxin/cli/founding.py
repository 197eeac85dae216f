"""建县 What `lianxin init` does: everything a county needs before its first letter, and nothing twice."""

import secrets
from collections.abc import Iterator
from datetime import datetime

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from lianxin.clock.calendar import library_years
from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.models import RuleBook
from lianxin.clock.verbs.books import load_calendar, publish_rulebook
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import Post, Role
from lianxin.office.verbs import Body, add_organisations, add_people, give_login, give_post
from lianxin.organisations.models import Kind, Organisation
from lianxin.organisations.queries import county, office_for
from lianxin.outcomes.models import Law
from lianxin.outcomes.verbs import add_laws
from lianxin.outcomes.verbs.laws import read_laws
from lianxin.problems.road import rules_needed

# No letters or digits that are taken for one another when read off a screen.
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105


def pending_migrations() -> int:
    """How many steps the database is behind this version of the software."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def found(*, code: str, name: str, name_en: str, login: str, now: datetime) -> Iterator[str]:
    """建县 Do what is still missing, all of it or nothing; yields a sentence for each thing."""
    yield from _schema()
    with transaction.atomic():
        said = [
            *_bodies(code, name, name_en, now=now),
            *_rulebook(now=now),
            *_calendar(now=now),
            *_laws(now=now),
            *_first_person(login, now=now),
        ]
    yield from said


def _schema() -> Iterator[str]:
    steps = pending_migrations()
    if steps:
        call_command("migrate", verbosity=0, interactive=False)
    yield _("数据库：完成了%(n)d步更新。") % {"n": steps} if steps else _("数据库：已经是最新的。")


def _bodies(code: str, name: str, name_en: str, *, now: datetime) -> Iterator[str]:
    if Organisation.objects.exists():
        yield _("组织机构：已有“%(name)s”，没有改动。") % {"name": county().name}
        return
    english = {"desk": f"{name_en} Letters Desk", "office": f"{name_en} Discipline Office"}
    bodies = [
        Body(code, name, Kind.COUNTY, name_en=name_en),
        Body(f"{code}-DESK", f"{name}群众来信受理中心", Kind.DESK, code, name_en and english["desk"]),
        Body(f"{code}-JW", f"{name}纪检机关", Kind.DISCIPLINE, code, name_en and english["office"]),
    ]
    add_organisations(bodies, by=THE_INSTALLER, now=now)
    yield _("组织机构：建立了“%(name)s”、它的受理中心和纪检机关。") % {"name": name}


def _rulebook(*, now: datetime) -> Iterator[str]:
    if RuleBook.objects.exists():
        yield _("规则手册：已有，没有改动。")
        return
    rows = read_rulebook(OUR_RULEBOOK)
    publish_rulebook(rows, effective_from=now, by=THE_INSTALLER, now=now, needed=rules_needed())
    yield _("规则手册：发布了第1版，共%(n)d条。") % {"n": len(rows)}


def _calendar(*, now: datetime) -> Iterator[str]:
    new = load_calendar(library_years(), by=THE_INSTALLER, now=now)
    if new:
        yield _("日历：载入了%(first)d年至%(last)d年的放假安排。") % {"first": new[0], "last": new[-1]}
    else:
        yield _("日历：已有，没有改动。")


def _laws(*, now: datetime) -> Iterator[str]:
    if Law.objects.exists():
        yield _("法规库：已有，没有改动。")
        return
    added = add_laws(read_laws(), by=THE_INSTALLER, now=now)
    yield _("法规库：写进了%(n)d部法规，请管法律事务的同志核对。") % {"n": len(added)}


def _first_person(login: str, *, now: datetime) -> Iterator[str]:
    if Post.objects.held().filter(role=Role.OFFICE).exists():
        yield _("系统管理员：已有，没有改动。")
        return
    desk = office_for(county(), Kind.DESK)
    (person,) = add_people([(_("系统管理员"), desk)], by=THE_INSTALLER, now=now)
    password = "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _n in range(5)) for _m in range(4))
    give_login(person, login, password, by=THE_INSTALLER, now=now)
    give_post(person, desk, Role.OFFICE, by=THE_INSTALLER, now=now)
    yield _(
        "系统管理员：登录名 %(login)s，密码 %(password)s (只显示这一次，请记下；第一次登录时要换成自己的)"
    ) % {
        "login": login,
        "password": password,
    }
