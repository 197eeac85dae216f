"""kill -9 under load: is every letter there that somebody was told is safe, and none of them twice?

`python -m tests.faults.kill --rounds 100 --database postgresql` does it as often as you like.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from lianxin.kit.codes import code_mark
from tests.faults.server import County, Writers, own_database
from tools.private_postgres import private_postgres

PEOPLE = 6


@dataclass
class Outcome:
    """What became of the letters."""

    rounds: int
    acknowledged: int
    kept: int
    lost: int
    twice: int
    wrong_receipt: int
    ok: bool

    @property
    def good(self) -> bool:
        return self.ok and self.acknowledged > 0 and not (self.lost or self.twice or self.wrong_receipt)


def run(county: County, rounds: int, *, say: bool = False) -> Outcome:
    """Start, write, kill at a moment nobody chose, start again; at the end look at everything."""
    writers = Writers(county)
    county.found()
    for number in range(1, rounds + 1):
        county.start()
        writers.send_again()
        writers.begin(PEOPLE)
        time.sleep(random.uniform(0.2, 2.5))
        county.kill()
        writers.end()
        if say:
            print(
                f"round {number}: {len(writers.told)} acknowledged, {len(writers.unsure)} unsure", flush=True
            )
    county.start()
    writers.send_again()
    county.stop()
    county.lianxin("verify")
    return judge(county, writers, rounds)


def judge(county: County, writers: Writers, rounds: int) -> Outcome:
    """Compare what people were told with what stands in the database."""
    rows = county.count("SELECT code_mark, body FROM intake_submission")
    times = Counter(str(body).split()[0] for _mark, body in rows)
    place = {str(body).split()[0]: mark for mark, body in rows}
    marks = {letter: code_mark(code, "only-for-tests") for letter, code in writers.told.items()}
    return Outcome(
        rounds=rounds,
        acknowledged=len(writers.told),
        kept=len(rows),
        lost=sum(letter not in times for letter in writers.told),
        twice=sum(number > 1 for number in times.values()),
        wrong_receipt=sum(place.get(letter, mark) != mark for letter, mark in marks.items()),
        ok=bool(county.health()["ok"]),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    said = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lianxin-kill-")))
        postgres = stack.enter_context(private_postgres(durable=True)) if said.database != "sqlite" else None
        url = stack.enter_context(own_database(folder, postgres))
        outcome = run(County(folder, url), said.rounds, say=True)
    print(outcome)
    return 0 if outcome.good else 1


if __name__ == "__main__":
    raise SystemExit(main())
