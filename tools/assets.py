"""Bring the front-end packages to where the pages find them: the part of Tabler that our pages use, and htmx.
And draw the picture of the house for the first screens of phones.

Run at every set-up; does nothing while no template, script or package is newer than what it made.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import icons

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TABLER = PACKAGES / "@tabler/core/dist/css/tabler.min.css"
HTMX = PACKAGES / "htmx.org/dist/htmx.min.js"
PURGECSS = PACKAGES / "purgecss/bin/purgecss.js"
VENDOR = ROOT / "lianxin/web/static/vendor"

# Said by no template of ours, but put on the page by Django, allauth's pages or htmx.
SAFELIST = ["errorlist", "helptext", "is-invalid", "invalid-feedback", "htmx-indicator", "htmx-request"]


def pages() -> Iterator[Path]:
    """Everything that may name a class: templates, scripts, and the Python that builds widgets and tags."""
    rooms = ROOT / "lianxin"
    yield from rooms.glob("*/templates/**/*.html")
    yield from (path for path in rooms.glob("*/static/**/*.js") if VENDOR not in path.parents)
    yield from rooms.glob("*/**/forms*.py")
    yield from rooms.glob("*/**/widgets.py")
    yield from rooms.glob("*/templatetags/*.py")


def is_fresh(made: list[Path], sources: list[Path]) -> bool:
    """Whether all was made after the newest of what it is made from."""
    if not all(path.exists() for path in made):
        return False
    newest = max(path.stat().st_mtime for path in sources)
    return min(path.stat().st_mtime for path in made) >= newest


def purge(content: list[Path]) -> str:
    """Tabler's style sheet without the rules and variables that none of our pages can use."""
    node = shutil.which("node") or str(ROOT / ".venv/bin/node")
    names = [str(path.relative_to(ROOT)) for path in content]
    command = [node, str(PURGECSS), "--css", str(TABLER), "--variables", "--keyframes", "--font-face"]
    command += ["--content", *names, "--safelist", *SAFELIST]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The style sheet could not be made:\n{done.stderr}")
    style: str = json.loads(done.stdout)[0]["css"]
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", style)


def main() -> None:
    """Make all of it unless it is fresh, and say how large it is."""
    icons.make(VENDOR)
    content = sorted(pages())
    style, script = VENDOR / "tabler.css", VENDOR / "htmx.min.js"
    if is_fresh([style, script], [*content, TABLER, HTMX, Path(__file__)]):
        return
    VENDOR.mkdir(parents=True, exist_ok=True)
    style.write_text(purge(content), encoding="utf-8")
    shutil.copyfile(HTMX, script)
    sizes = ", ".join(f"{path.name} {path.stat().st_size // 1024} kB" for path in (style, script))
    print(f"Front-end files: {sizes}")


if __name__ == "__main__":
    main()
