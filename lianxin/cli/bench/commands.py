"""测速 `lianxin bench`: what the house costs, printed beside what it may cost.

Each measurement runs in a process of its own, on a scratch database of its own.
"""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from lianxin.cli.bench import intake
from lianxin.cli.bench.scratch import NoScratch, Scratch, scratch
from lianxin.cli.terminal import AsJson
from lianxin.cli.waking import awake, end

SMALL = 10_000
TURNS = 4
HELP = "测速 Measure speed on scratch databases; ratios and processor time, printed beside the targets."
bench_app = typer.Typer(help=HELP, no_args_is_help=True)

Cases = Annotated[int, typer.Option(help="件数 How many cases the county has.", min=100)]
Database = Annotated[str, typer.Option(help="sqlite or postgresql; by default what DATABASE_URL says.")]
Keep = Annotated[bool, typer.Option("--keep", help="留用 Keep the scratch database and use it again.")]
Folder = Annotated[Path | None, typer.Option(help="目录 Where scratch databases lie.", file_okay=False)]
Letters = Annotated[int, typer.Option(help="来信数 How many letters are sent.", min=100)]
Connections = Annotated[int, typer.Option(help="How many writers at once.", min=1, max=256)]
Channel = Annotated[str, typer.Option(help="mailbox, or wechat as its platform calls.")]
Lives = Annotated[int, typer.Option(help="How many lives are lived.", min=1)]
Explain = Annotated[bool, typer.Option("--explain", help="Also show how the database answers.")]
Found = dict[str, Any]
Job = Callable[[list[Scratch]], Found]


@bench_app.command("intake")
def bench_intake(
    cases: Cases = SMALL, letters: Letters = 3000, connections: Connections = 32, database: Database = "",
    folder: Folder = None, keep: Keep = False, channel: Channel = "mailbox", as_json: AsJson = False,
) -> None:  # fmt: skip
    """来信 Letters through the real server, beside a raw loop of one commit per letter on the same disk."""
    jobs: dict[str, Job] = {"intake": _intake(letters, connections, channel)}
    _run(jobs, [cases], database, folder, keep, as_json=as_json)


@bench_app.command("channels")
def bench_channels(
    cases: Cases = SMALL, letters: Letters = 3000, database: Database = "", folder: Folder = None,
    keep: Keep = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """渠道 The same letters through the page, WeChat, Open311 and the mail server, each beside the page."""
    jobs: dict[str, Job] = {channel: _intake(letters, 32, channel) for channel in intake.TIMES}
    _run(jobs, [cases], database, folder, keep, as_json=as_json)


@bench_app.command("desk")
def bench_desk(
    cases: Cases = SMALL, database: Database = "", folder: Folder = None, keep: Keep = False,
    explain: Explain = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """案头 A desk's list as data and as a page, at 10,000 cases and at --cases."""
    _run({"desk": _desk(explain)}, _sizes(cases), database, folder, keep, as_json=as_json)


@bench_app.command("life")
def bench_life(
    cases: Cases = SMALL, database: Database = "", folder: Folder = None, keep: Keep = False,
    lives: Lives = 200, as_json: AsJson = False,
) -> None:  # fmt: skip
    """一生 A letter's whole life through the verbs, and the queries of each verb."""
    _run({"life": _life(lives)}, [cases], database, folder, keep, as_json=as_json)


@bench_app.command("tick")
def bench_tick(
    cases: Cases = SMALL, database: Database = "", folder: Folder = None, keep: Keep = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """走钟 The clock: idle, and for each promise that falls due, at 10,000 cases and at --cases."""
    _run({"tick": _at_each_size("tick")}, _sizes(cases), database, folder, keep, as_json=as_json)


@bench_app.command("case")
def bench_case(
    cases: Cases = SMALL, database: Database = "", folder: Folder = None, keep: Keep = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """工单 The page of a matter with five hundred lines and sixty linked voices."""
    _run({"case": _case}, [cases], database, folder, keep, as_json=as_json)


@bench_app.command("pages")
def bench_pages(
    cases: Cases = SMALL, database: Database = "", folder: Folder = None, keep: Keep = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """总览 Pages that tell of a whole county at once, at 10,000 cases and at --cases."""
    _run({"pages": _at_each_size("pages")}, _sizes(cases), database, folder, keep, as_json=as_json)


@bench_app.command("figures")
def bench_figures(
    cases: Cases = SMALL, database: Database = "", folder: Folder = None, keep: Keep = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """数字 The pages of figures, at 10,000 cases and at --cases, beside counting every case anew."""
    _run({"figures": _at_each_size("figures")}, _sizes(cases), database, folder, keep, as_json=as_json)


@bench_app.command("search")
def bench_search(
    letters: Annotated[int, typer.Option(help="来信数 How many letters there are.", min=100)] = 100_000,
    database: Database = "", folder: Folder = None, keep: Keep = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """查找 Words in very many letters, for a county, a bureau, a township and a village, beside LIKE."""
    _run({"search": _search(letters)}, [100], database, folder, keep, as_json=as_json)


@bench_app.command("ocr")
def bench_ocr(
    folder: Annotated[
        Path, typer.Argument(help="Pages, with ground_truth.jsonl.", exists=True, file_okay=False)
    ],
    as_json: AsJson = False,
) -> None:
    """识字 How many characters of the pages in a folder are read wrong, and what a page costs."""
    with awake():
        from lianxin.channels.paper.reading import reader
        from lianxin.cli.bench.ocr import measure, pages_in, say

        if not reader():
            end("没有装文字识别：make ocr。Nothing reads words here: make ocr")
        with typer.progressbar(length=pages_in(folder), file=sys.stderr) as bar:
            found = measure(folder, lambda: bar.update(1))
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(say(found)))


@bench_app.command("redaction")
def bench_redaction(
    file: Annotated[Path, typer.Argument(help="手工标注的来信 Letters marked by hand, JSONL.", exists=True)],
    show: Annotated[
        bool, typer.Option("--show", help="列出 List what was missed and what was false.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """隐去 What is found, missed and proposed for nothing in letters that a person has marked; per second."""
    with awake():
        from lianxin.cli.bench.redaction import measure

        score = measure(file)
    if as_json:
        typer.echo(json.dumps(score.as_json(), ensure_ascii=False))
        return
    for line in score.unlike if show else ():
        typer.echo(line)
    typer.echo(f"{'kind':<16}{'found':>8}{'missed':>8}{'false':>8}")
    for kind, *counts in score.rows():
        typer.echo(f"{kind:<16}" + "".join(f"{count:>8}" for count in counts))
    typer.echo(f"{score.letters} letters, {score.letters / score.seconds:.0f} a CPU second")


@bench_app.command("replies")
def bench_replies(
    file: Annotated[
        Path, typer.Argument(help="答复过的来信 Letters with their answers, JSONL.", exists=True)
    ],
    as_json: AsJson = False,
) -> None:
    """答复提示 What would be pointed out to whoever signs these answers; letters a CPU second."""
    with awake():
        from lianxin.cli.bench.replies import measure

        found = measure(file).as_json()
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for kind, number in found["kinds"].items():
        typer.echo(f"{kind:<12}{number:>7}  {number / max(found['letters'], 1):.1%}")
    shuffled = found["shuffled"] / max(found["letters"], 1)
    typer.echo(
        f"answers put to another letter that are pointed out as answering something else: {shuffled:.1%}"
    )
    typer.echo(f"{found['letters']} letters, {found['letters_per_second']} a CPU second")


@bench_app.command("problems")
def bench_problems(
    folder: Annotated[
        Path | None,
        typer.Argument(help="标注过的来信 Letters, groups and pairs that people judged.", exists=True),
    ] = None,
    letters: Annotated[int, typer.Option(help="有多少封以后 Behind how many letters one more is put.")] = 0,
    as_json: AsJson = False,
) -> None:
    """归并 How well letters of one matter are put together, beside the plain ways; what one more costs."""
    from lianxin.cli.bench.problems import measure, one_more

    found = measure(folder) if folder else {}
    if letters:
        found["one_more"] = one_more(letters)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, values in found.items():
        said = (
            "  ".join(f"{key} {value}" for key, value in values.items())
            if isinstance(values, dict)
            else values
        )
        typer.echo(f"{name:<20}{said}")


@bench_app.command("all")
def bench_all(
    cases: Cases = SMALL, letters: Letters = 3000, lives: Lives = 200, database: Database = "",
    folder: Folder = None, keep: Keep = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """全部 Everything, one after the other, on the same scratch databases."""
    jobs: dict[str, Job] = {
        "desk": _desk(False), "pages": _at_each_size("pages"), "life": _life(lives), "case": _case,
        "tick": _at_each_size("tick"), "intake": _intake(letters, 32),
    }  # fmt: skip
    _run(jobs, _sizes(cases), database, folder, keep, as_json=as_json)


def _sizes(cases: int) -> list[int]:
    return [SMALL, cases] if cases > SMALL else [cases]


def _intake(letters: int, connections: int, channel: str = "mailbox") -> Job:
    return lambda places: intake.measure(
        places[-1], letters=letters, connections=connections, channel=channel
    )


def _life(lives: int) -> Job:
    return lambda places: places[-1].call("life", lives=lives)


def _case(places: list[Scratch]) -> Found:
    return places[-1].call("case")


def _search(letters: int) -> Job:
    """A county of very few cases, and so many letters more."""

    def job(places: list[Scratch]) -> Found:
        places[-1].call("letters", letters=letters)
        return places[-1].call("search")

    return job


def _at_each_size(name: str) -> Job:
    return lambda places: {str(place.cases): place.call(name) for place in places}


def _desk(explain: bool) -> Job:
    """Small and large in turn, several times, and the cheapest of each: what else the machine does
    in one minute must not look like what a larger county costs."""

    def measure(places: list[Scratch]) -> Found:
        turns = [
            {str(place.cases): place.call("desk", explain=explain and not turn) for place in places}
            for turn in range(TURNS)
        ]
        return {size: _cheapest([turn[size] for turn in turns]) for size in turns[0]}

    return measure


def _cheapest(turns: list[Found]) -> Found:
    best = {**turns[0]}
    best["lists"] = [
        {**rows[0], **{what: min((row[what] for row in rows), key=_sum) for what in ("data", "page")}}
        for rows in zip(*(turn["lists"] for turn in turns), strict=True)
    ]
    best["worst"] = {what: max(row[what]["ms"] for row in best["lists"]) for what in ("data", "page")}
    return best


def _sum(cost: Found) -> float:
    return float(cost["ms"])


def _run(
    jobs: dict[str, Job], sizes: list[int], database: str, folder: Path | None, keep: bool, *, as_json: bool
) -> None:
    """Lend the scratch databases, do the jobs, print what was found."""
    from lianxin.cli.bench.tables import show

    try:
        with ExitStack() as lent:
            places = [
                lent.enter_context(scratch(size, database=database, folder=folder, keep=keep))
                for size in sizes
            ]
            found = {name: job(places) for name, job in jobs.items()}
            vendor = places[-1].vendor
    except NoScratch as why:
        typer.echo(str(why), err=True)
        sys.exit(1)
    if as_json:
        typer.echo(json.dumps({"database": vendor, "cases": sizes[-1], **found}, ensure_ascii=False))
    else:
        show(found, vendor, sizes)
