"""What runs in a process of its own, on a scratch database: `-m lianxin.cli.bench.inside NAME IN OUT`."""

import json
import sys
from pathlib import Path

import django
from django.utils.module_loading import import_string

WHAT = {
    "populate": "lianxin.cli.bench.population.populate",
    "life": "lianxin.cli.bench.life.measure",
    "tick": "lianxin.cli.bench.ticking.measure",
    "desk": "lianxin.cli.bench.desk.measure",
    "case": "lianxin.cli.bench.opening.measure",
    "pages": "lianxin.cli.bench.overview.measure",
    "figures": "lianxin.cli.bench.figures.measure",
    "letters": "lianxin.cli.bench.searching.add_letters",
    "search": "lianxin.cli.bench.searching.measure",
    "raw": "lianxin.cli.bench.raw.measure",
    "counts": "lianxin.cli.bench.counting.counts",
    "mails": "lianxin.cli.bench.counting.mails",
    "keys": "lianxin.cli.bench.counting.keys",
    "database_server": "lianxin.cli.bench.counting.database_server",
}


def main(name: str, told: str, answer: str) -> None:
    """Do one thing with the options in the file `told`, and leave its result in the file `answer`."""
    django.setup()
    options = json.loads(Path(told).read_text("utf-8"))
    found = import_string(WHAT[name])(**options)
    Path(answer).write_text(json.dumps(found, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
