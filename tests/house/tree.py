"""The project's own files, for the tests that look at the house itself."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "lianxin"
NOT_OURS = {".git", ".venv", "node_modules", "__pycache__", "vendor", "data", "build"}


@cache
def files() -> list[Path]:
    """Every file that is or will be in the repository; in an unpacked archive, every file that is ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def name_of(path: Path) -> str:
    """The file as a person in the project's folder would name it."""
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """The room that a file of the package stands in."""
    return path.relative_to(PACKAGE).parts[0]


@cache
def code() -> list[Path]:
    """The Python of the package, without migrations."""
    ours = [path for path in files() if PACKAGE in path.parents and path.suffix == ".py"]
    return [path for path in ours if "migrations" not in path.parts]


@cache
def templates() -> list[Path]:
    """Every template of every room."""
    return [path for path in files() if PACKAGE in path.parents and "templates" in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.expr) -> str:
    """`timezone.now` for an expression made of names and dots, and nothing for any other."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
