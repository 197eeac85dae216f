"""排版 A process of its own that sets one document: `python -m lianxin.kit.typesetting.child letters`.

The data comes on its standard input, the PDF goes to its standard output. It knows neither Django nor the
database, and what it takes of memory is given back when it ends.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
KINDS = ("letters", "labels", "envelopes", "yearly")
FAMILIES = {"Noto Serif CJK SC", "Noto Sans CJK SC"}


def main() -> None:
    kind = sys.argv[1]
    if kind == "fonts":
        print(" ".join(sorted(FAMILIES - {*typst.Fonts().families()})).strip())
        return
    assert kind in KINDS
    data = sys.stdin.buffer.read().decode()
    made = typst.compile(HERE / f"{kind}.typ", root=HERE, sys_inputs={"data": data}, pdf_tags=True)
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
