"""连心桥 The command line. It starts light: Django and the rooms are woken only inside a command."""

import json
import os
from typing import Annotated

import typer

from lianxin.cli.bench import bench_app
from lianxin.cli.carrying import export_app, import_app
from lianxin.cli.keys import key_app
from lianxin.cli.searching import search_app
from lianxin.cli.terminal import AsJson, progress
from lianxin.cli.waking import awake, end

HELP = """连心桥 Lianxin: letters to the county, kept word for word, owed, answered, and never rubbed out."""

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(import_app, name="import")
app.add_typer(export_app, name="export")
app.add_typer(bench_app, name="bench")
app.add_typer(key_app, name="key")
app.add_typer(search_app, name="search")

Host = Annotated[str, typer.Option(help="地址 The address to listen on.")]
Port = Annotated[int, typer.Option(help="端口 The port to listen on.", min=1, max=65535)]
KnownDemo = Annotated[
    bool, typer.Option("--i-know-this-is-a-demo", help="Let others reach a demo, where anybody is anybody.")
]
COUNTS = {"received": "收到", "registered": "已登记", "waiting": "待登记", "open": "在办", "closed": "已结"}
COUNTY_CODE = os.environ.get("LIANXIN_COUNTY", "519900")


@app.command()
def init(
    county_name: Annotated[str, typer.Option(help="县名 The county's name.")] = "本县",
    county_name_en: Annotated[str, typer.Option(help="英文县名 The same in English.")] = "",
    county_code: Annotated[str, typer.Option(help="区划代码 Six digits, LIANXIN_COUNTY.")] = COUNTY_CODE,
    login: Annotated[str, typer.Option(help="登录名 Sign-in name of the first office person.")] = "office",
) -> None:
    """建县 Make the database and found the county: bodies, rules, calendar, a first person. Repeatable."""
    if len(county_code) != 6 or not (county_code.isascii() and county_code.isdigit()):
        end("区划代码是六位数字。 The county code has six digits.")
    with awake():
        from django.utils import timezone
        from django.utils.translation import gettext as _

        from lianxin.cli.founding import found

        for sentence in found(
            code=county_code, name=county_name, name_en=county_name_en, login=login, now=timezone.now()
        ):
            typer.echo(sentence)
        if county_code != COUNTY_CODE:
            typer.echo(_("请在环境变量中写上：LIANXIN_COUNTY=%(code)s") % {"code": county_code})


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(help="进程数 Worker processes.", min=1, max=64)] = 1,
    worker: Annotated[bool, typer.Option(help="后台 Also do the work that is due by the clock.")] = True,
    known_demo: KnownDemo = False,
) -> None:
    """服务 Serve the pages and do the background work, both in one. Enough on one machine."""
    with awake():
        _open_doors(host, port, workers=workers, worker=worker, known_demo=known_demo)


def _open_doors(host: str, port: int, *, workers: int, worker: bool, known_demo: bool) -> None:
    from django.conf import settings
    from django.utils.translation import gettext as _

    from lianxin.cli.readiness import require_no_mixture, require_own_machine, require_ready, warning
    from lianxin.cli.serving import address, become

    require_ready()
    require_no_mixture()
    require_own_machine(host, known=known_demo)
    if warning():
        typer.secho(f"\n  !!! {warning()} !!!\n", fg="red", bold=True, err=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    where = address(host, port)
    typer.echo(_("网址：%(address)s") % {"address": where})
    if settings.LIANXIN_DEMO:
        os.environ.setdefault("LIANXIN_ADDRESS", where)
        typer.secho(_("一键登录（演示）：%(address)sdesk/demo/") % {"address": where}, bold=True)
    typer.echo(_("按 Ctrl-C 停止。"))
    os.environ.setdefault("LIANXIN_GROUP_COMMIT", "1")
    os.environ["LIANXIN_WORKER"] = "1" if worker else "0"
    become(host=host, port=port, workers=workers)


@app.command()
def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    seed: Annotated[int, typer.Option(help="种子 The same seed makes the same county.")] = 2014,
    fresh: Annotated[bool, typer.Option("--fresh", help="重建 Build the county anew.")] = False,
    known_demo: KnownDemo = False,
) -> None:
    """演示 Build a made-up county of real size in ./data/demo, and serve it with one-click sign-ins."""
    os.environ.setdefault("LIANXIN_DATA", "data/demo")
    with awake(demo=True):
        from django.utils import timezone

        from lianxin.cli.readiness import require_own_machine
        from lianxin.cli.showing import prepare

        require_own_machine(host, known=known_demo)
        with progress("建设演示县 building the demo county") as advance:
            typer.echo(prepare(seed=seed, fresh=fresh, now=timezone.now(), progress=advance.step))
        _open_doors(host, port, workers=1, worker=True, known_demo=known_demo)


@app.command()
def worker() -> None:
    """后台 Do only the work that is due by the clock, in a process of its own, until stopped."""
    import signal
    import threading

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with awake():
        from lianxin.cli.readiness import require_ready
        from lianxin.cli.timetable import run

        require_ready()
        run(stop)


@app.command()
def mail() -> None:
    """收信 Do only the listening: the boxes, and the door of the mail server. `serve` does it too."""
    import signal
    import threading

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with awake():
        from django.utils.translation import gettext as _

        from lianxin.cli.readiness import require_ready
        from lianxin.cli.timetable import listen

        require_ready()
        listen(stop)
        if not stop.is_set():
            end(_("没有要收信的地方：请设置LIANXIN_MAIL_BOXES或LIANXIN_LMTP。"))


@app.command()
def tick() -> None:
    """走钟 Do once what is due now: remind, break, escalate, and everything that follows from it."""
    with awake():
        from django.utils import timezone
        from django.utils.translation import gettext as _

        from lianxin.clock.verbs.ticking import tick as ring
        from lianxin.ledger.verbs.reacting import react

        now = timezone.now()
        rung, answered = ring(now=now), 0
        while done := react(now=now):
            answered += done
        typer.echo(
            _("到期承诺 %(rung)d 项，后续事项 %(answered)d 项。") % {"rung": rung, "answered": answered}
        )


@app.command()
def figures(
    check: Annotated[bool, typer.Option("--check", help="核对 Count again from the events.")] = False,
) -> None:
    """数字 The public ledger by channel; --check counts it once more from every event and compares."""
    with awake():
        from lianxin.flow.balance import by_channel, differences

        lines, wrong = by_channel(), differences() if check else []
    for one in lines:
        typer.echo(
            f"{one.key:<10} 收到 {one.received} = 待登记 {one.waiting} + 已登记 {one.registered}; "
            f"已登记 {one.registered} = 办理中 {one.open} + 已结案 {one.closed}"
        )
    for complaint in wrong:
        typer.echo(complaint, err=True)
    if wrong:
        raise typer.Exit(1)
    if check:
        typer.echo("一样。 The events say the same.")


@app.command()
def health(as_json: AsJson = False) -> None:
    """健康 The conservation law and the five laws, asked of what is open. Exit code 1 when one is broken."""
    with awake():
        from lianxin.flow.laws import quick

        now = quick()
    said = {"ok": now.ok, **vars(now)}
    if as_json:
        typer.echo(json.dumps(said))
    else:
        for name, chinese in COUNTS.items():
            typer.echo(f"{chinese} {name:<12} {said[name]:>10}")
        typer.echo(f"差额 gap {said['gap']:>19}")
        held = "  ".join(f"{law} {'✓' if holds else '✗'}" for law, holds in now.laws.items())
        typer.echo(f"五条规矩 the five laws  {held}")
    if not now.ok:
        raise typer.Exit(1)


@app.command()
def check() -> None:
    """自检 Does every channel work, and the virus scanner? Says in words what is broken. Sends nothing."""
    with awake():
        from django.utils.translation import gettext as _

        from lianxin.channels.addresses import doors
        from lianxin.channels.registry import channels, label_of
        from lianxin.cli.readiness import deaf_hooks, on_paper
        from lianxin.intake import scanning

        broken = 0
        for name, channel in channels().items():
            wrong = channel.check()
            broken += bool(wrong)
            state = wrong or (_("可以用") if channel.set_up() else _("没有设置"))
            typer.echo(f"{label_of(name)}  {state}", err=bool(wrong))
        for name, state, lacks in on_paper():
            broken += lacks
            typer.echo(f"{name}  {state}", err=lacks)
        for name, address in doors().items():
            where = {"channel": label_of(name), "address": address}
            typer.echo(_("%(channel)s的回调地址(不要告诉别人)：%(address)s") % where)
        wrong = scanning.check()
        broken += bool(wrong)
        state = wrong or (_("可以用") if scanning.the_scanner() else _("没有设置"))
        typer.echo(f"{_('查毒程序')}  {state}", err=bool(wrong))
        for sentence in deaf_hooks():
            broken += 1
            typer.echo(sentence, err=True)
    if broken:
        raise typer.Exit(1)


@app.command()
def verify(
    number: Annotated[str, typer.Option(help="Only list the seals of this letter, line by line.")] = "",
    as_json: AsJson = False,
) -> None:
    """查验 Walk the whole ledger: seals, stages, words, counts, due times, and guards that really refuse."""
    with awake():
        if number:
            _list_seals(number)
            return
        from lianxin.flow.walking import complaints_of_the_whole, walk
        from lianxin.ledger.models import Dossier
        from lianxin.outcomes.sealed_words import altered_opinions, altered_replies

        dossiers = events = 0
        complaints: list[str] = []
        with progress("查验 verifying", Dossier.objects.count()) as advance:
            for step in walk():
                dossiers, events = dossiers + step.dossiers, events + step.events
                complaints += step.complaints
                advance(step.dossiers)
        complaints += [*complaints_of_the_whole(), *altered_replies(), *altered_opinions()]
    if as_json:
        said = {"ok": not complaints, "dossiers": dossiers, "events": events, "complaints": complaints}
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        for complaint in complaints:
            typer.echo(complaint, err=True)
        typer.echo(f"卷宗 folders {dossiers}，记录 lines {events}，问题 complaints {len(complaints)}")
    if complaints:
        raise typer.Exit(1)


def _list_seals(number: str) -> None:
    """What stands on a printed timeline is one of these, letter for letter, or the paper is no copy."""
    from lianxin.ledger.queries import seals_of

    seals = seals_of(number)
    if not seals:
        end("没有这个编号。No folder has this number.")
    for kind, line, seal in seals:
        typer.echo(f"{kind} {line} {seal}")


if __name__ == "__main__":
    app()
