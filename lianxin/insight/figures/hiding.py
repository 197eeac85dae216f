"""少于5不单列 What everybody may read shows no single person, nor lets one be reckoned back from totals."""

from collections.abc import Iterable, Mapping, Sequence

from lianxin.flow.balance import FEW
from lianxin.insight.figures.counters import COUNTS
from lianxin.insight.figures.queries import Numbers, summed

OTHERS = ""
# Parts of what was due: who is not in the part is as much a group as who is.
OF_DUE = frozenset(
    name
    for name, count in COUNTS.items()
    if count.by == "limit_on" and count.where.get("counts") and not count.amount
)


def few_together(found: Mapping[str, Numbers], *, whole: Numbers) -> dict[str, Numbers]:
    """少于五件合并 The small ones in one line; the next larger joins them while they are too few.

    What belongs to none of them (`whole` less all of them) is among the others, so that it cannot be
    reckoned either. Where even all together are too few, nothing is shown.
    """
    told = {key: one for key, one in found.items() if size(one)}
    rest = summed([whole])
    rest.subtract(summed(told.values()))
    rows = sorted(told.items(), key=lambda row: -size(row[1]))
    shown = [row for row in rows if size(row[1]) >= FEW]
    few = [one for _key, one in rows if size(one) < FEW] + ([rest] if any(rest.values()) else [])
    while few and shown and size(summed(few)) < FEW:
        few.append(shown.pop()[1])
    kept: dict[str, Numbers] = dict(shown)
    if few and size(summed(few)) >= FEW:
        kept[OTHERS] = summed(few)
    return kept


def size(one: Numbers) -> int:
    """The smaller of what came and what was due: each is a group in which a person might be found."""
    return min([number for number in (one["received"], one["due"]) if number > 0], default=0)


def covered(rows: Sequence[Numbers], counts: Iterable[str]) -> list[set[str]]:
    """Of each row the counts that are not told.

    A count of fewer than five, or one that leaves fewer than five of what was due; and where that is a
    single row, one more, because the total would tell it.
    """
    found: list[set[str]] = [set() for _row in rows]
    for name in counts:
        small = [place for place, row in enumerate(rows) if _is_small(name, row)]
        if len(small) == 1:
            others = [place for place, row in enumerate(rows) if place not in small and row[name]]
            small += sorted(others, key=lambda place: rows[place][name])[:1]
        for place in small:
            found[place].add(name)
    return found


def _is_small(name: str, row: Numbers) -> bool:
    left = row["due"] - row[name] if name in OF_DUE else 0
    return 0 < row[name] < FEW or 0 < left < FEW
