"""What was measured, as tables a person can read: each figure beside its target, with the ratio."""

from typing import Any

from rich.console import Console
from rich.table import Table

Found = dict[str, Any]
LOOPS = {"bare": "three small rows", "same": "the same rows"}


def show(found: Found, vendor: str, sizes: list[int]) -> None:
    """Print a table for each bench."""
    console = Console()
    tables = {
        "desk": _desk, "pages": _pages, "life": _life, "case": _case, "tick": _tick, "intake": _intake,
        "figures": _figures,
        "search": _search,
    }  # fmt: skip
    for name, results in found.items():
        console.print(tables.get(name, _intake)(results, f"{vendor}, {sizes[-1]:,} cases"))
        for plan in _plans(results) if name == "desk" else []:
            console.print(plan, highlight=False, markup=False)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _beside(value: float, target: float) -> str:
    """A figure and its share of what it may be; green when it keeps to it."""
    colour = "green" if value <= target else "red"
    return f"[{colour}]{value:.2f}[/] ({value / target:.2f} of {target:g})"


def _search(found: Found, where: str) -> Table:
    size = f"index {found['index_mb']} MB, words {found['text_mb']} MB"
    table = _table(
        f"查找 Search among {found['letters']:,} letters ({size}): {where}",
        "who, what", "p50 ms", "p99 ms", "database's p50", "p99",
    )  # fmt: skip
    for row in found["found"]:
        costs = (f"{row[name]:.2f}" for name in ("p50_ms", "p99_ms", "db_p50", "db_p99"))
        table.add_row(f"{row['reading']}: {row['query']}, {row['who']}", *costs)
    return table


def _intake(found: Found, where: str) -> Table:
    raw = found["raw"]
    loops = [f"raw loop, {LOOPS[name]}" for name in raw]
    table = _table(f"来信 Letters in, durable, by {found['channel']}: {where}", "", "house", *loops, "target")
    table.add_row(
        "letters a second",
        f"{found['per_second']:,.0f}",
        *(f"{one['per_second']:,.0f}" for one in raw.values()),
    )
    ratios = [f"[{'green' if one >= 1 else 'red'}]{one:.2f}[/]" for one in found["against_raw"].values()]
    table.add_row("house against the loop", "", *ratios, "1")
    table.add_row(
        "processor ms a letter (house's: server + database)",
        f"{found['app_ms']:.2f} + {found['db_ms']:.2f}",
        *(f"{one['cpu_ms']:.2f}" for one in raw.values()),
        _beside(found["ms"], found["target_ms"]),
    )
    table.add_row("the same, mean of all rounds", f"{found['mean_ms']:.2f}")
    table.add_row("wait ms, half of the letters", f"{found['p50_ms']:.0f}")
    table.add_row("wait ms, 99 of a hundred", f"{found['p99_ms']:.0f}")
    table.add_row("wait ms, the longest", f"{found['longest_ms']:.0f}")
    all_kept = "yes" if found["kept"] and found["laws"] else "[red]NO[/]"
    table.add_row("acknowledged, kept, laws hold", f"{found['acknowledged']:,}", all_kept)
    table.add_row("memory of the server, MB", f"{found['server_mb']}")
    return table


def _desk(found: Found, where: str) -> Table:
    sizes = list(found)
    columns = [f"{what} ms, {int(size):,}" for what in ("data", "page") for size in sizes]
    ratios = ["data ratio", "page ratio"] if len(sizes) > 1 else []
    table = _table(f"案头 A desk's list, fifty rows and exact counts: {where}", "list", *columns, *ratios)
    for lists in zip(*(found[size]["lists"] for size in sizes), strict=True):
        cells = []
        for what, target in (("data", 5), ("page", 10)):
            cells += [_beside(one[what]["ms"], target) for one in lists]
        if ratios:
            cells += [_ratio(lists[-1][what]["ms"], lists[0][what]["ms"]) for what in ("data", "page")]
        table.add_row(lists[-1]["list"], *cells)
    return table


def _pages(found: Found, where: str) -> Table:
    sizes = list(found)
    columns = [f"processor ms, {int(size):,}" for size in sizes]
    table = _table(f"总览 Pages of a whole county: {where}", "page", *columns)
    for rows in zip(*(found[size]["pages"] for size in sizes), strict=True):
        cells = [_beside(row["ms"], found[sizes[0]]["target_ms"]) for row in rows]
        table.add_row(f"{rows[-1]['page']} {rows[-1]['who']}", *cells)
    return table


def _figures(found: Found, where: str) -> Table:
    sizes = list(found)
    columns = [f"{what} ms, {int(size):,}" for size in sizes for what in ("page", "counted anew")]
    table = _table(f"数字 Pages of figures: {where}", "page", *columns)
    for rows in zip(*(found[size]["pages"] for size in sizes), strict=True):
        cells = []
        for row in rows:
            cells.append(_beside(row["ms"], found[sizes[0]]["target_ms"]))
            cells.append(f"{row['naive_ms']:.0f}" if row["naive_ms"] else "")
        table.add_row(f"{rows[-1]['page']} {rows[-1]['who']}", *cells)
    counts = [cell for size in sizes for cell in (f"{found[size]['count_ms']:.2f}", "")]
    table.add_row("counting a case for the first time, ms", *counts)
    return table


def _ratio(large: float, small: float) -> str:
    ratio = large / small if small else 0.0
    return f"[{'green' if ratio <= 1.3 else 'red'}]{ratio:.2f}[/]"


def _plans(found: Found) -> list[str]:
    largest = found[list(found)[-1]]
    return [f"\n{name}\n" + "\n".join(lines) for name, lines in largest["plans"].items()]


def _life(found: Found, where: str) -> Table:
    table = _table(f"一生 A whole life through the verbs: {where}", "", "processor ms", "queries")
    split = f"{found['app_ms']:.1f} + {found['db_ms']:.1f}"
    table.add_row(
        f"a life ({split})", _beside(found["ms"], found["target_ms"]), str(sum(found["queries"].values()))
    )
    table.add_row("the same, case and person read anew each time", f"{found['read_anew_ms']:.2f}", "")
    for verb, queries in found["queries"].items():
        colour = "green" if queries <= found["target_queries"] else "red"
        table.add_row(verb, "", f"[{colour}]{queries}[/]")
    return table


def _case(found: Found, where: str) -> Table:
    title = f"工单 A matter of {found['lines']} lines and {found['voices']} linked voices: {where}"
    table = _table(title, "page", "processor ms")
    for who in ("officer", "writer"):
        table.add_row(who, _beside(found[who]["ms"], found["target_ms"]))
    return table


def _tick(found: Found, where: str) -> Table:
    sizes = list(found)
    table = _table(
        f"走钟 The clock: {where}", "", *(f"processor ms, {int(size):,}" for size in sizes), "ratio"
    )
    idle = [found[size]["idle"]["ms"] for size in sizes]
    table.add_row("nothing is due", *(f"{ms:.2f}" for ms in idle), _ratio(idle[-1], idle[0]))
    for rows in zip(*(found[size]["due"] for size in sizes), strict=True):
        each = [row["ms"] for row in rows]
        name = f"each of {rows[-1]['due']} that are due"
        table.add_row(name, *(f"{ms:.2f}" for ms in each), _ratio(each[-1], each[0]))
        waits = [row["seconds"] for row in rows]
        table.add_row("all of them, seconds by the clock", *(f"{wait:.1f}" for wait in waits))
    return table
