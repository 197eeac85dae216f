"""学一遍 One turn of learning in a process of its own: rows, what is to be told with the model, where to."""

import json
import sys
from pathlib import Path

from lianxin.insight.learning.model import NoModel
from lianxin.insight.learning.rows import read_rows
from lianxin.insight.learning.training import train


def main(rows: str, about: str, target: str) -> int:
    """0 when the new model has replaced the old one; otherwise the old one stays, and why is said."""
    try:
        train(read_rows([Path(rows)]).rows, about=json.loads(Path(about).read_text("utf-8"))).write(
            Path(target)
        )
    except NoModel as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
