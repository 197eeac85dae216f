"""A room imports rooms below it, never one above, never its neighbour; and there is no way round."""

import ast
import re
import tomllib

import pytest
from importlinter.cli import lint_imports

from tests.house.tree import ROOT, code, dotted, name_of, room_of, tree_of

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
LAYERS = reversed(TOOLS["importlinter"]["contracts"][0]["layers"])
FLOORS = {room.strip(): floor for floor, rooms in enumerate(LAYERS) for room in rooms.split("|")}
ROOF = max(FLOORS.values())
CLOCKS = re.compile(r"(^|\.)(timezone\.now|datetime\.(now|utcnow|today)|date\.today)$")


def test_every_import_goes_down(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert broken == 0, capsys.readouterr().out


def test_no_import_hides_inside_a_function() -> None:
    """Only apps.py must wait for Django, and the command line must set it up before it knows the rooms."""
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for path in code()
        if path.name != "apps.py" and room_of(path) != "cli"
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_no_room_names_a_higher_room_in_a_string() -> None:
    """An address in a string is an import by another name; the tables of such addresses stand in config."""
    upward = [
        f"{name_of(path)}:{node.lineno} {node.value}"
        for path in code()
        if room_of(path) in FLOORS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (found := re.match(r"lianxin\.(\w+)[\w.]*$", node.value))
        if FLOORS.get(found[1], -1) > FLOORS[room_of(path)]
    ]
    assert upward == []


def test_nothing_below_the_roof_asks_the_time() -> None:
    asked = [
        f"{name_of(path)}:{node.lineno} {dotted(node)}"
        for path in code()
        if FLOORS.get(room_of(path), ROOF) < ROOF
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and CLOCKS.search(dotted(node))
    ]
    assert asked == []
