"""Small enough to read, and none of the ways in which rules hide."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PACKAGE, ROOT, code, files, name_of, templates, tree_of

FUNCTION, MODELS, TEMPLATE = 40, 200, 120
NO_SUCH_FILES = {"services.py", "utils.py", "helpers.py", "managers.py", "signals.py"}
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def is_models(path: Path) -> bool:
    return path.name == "models.py" or path.parent.name == "models"


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_function_fits_on_a_screen() -> None:
    tools = [path for path in files() if path.suffix == ".py" and path.parent == ROOT / "tools"]
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} has {length} lines"
        for path in [*code(), *tools]
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
    ]
    assert long == []


def test_a_file_of_models_can_be_read_in_one_sitting() -> None:
    assert [name_of(path) for path in code() if is_models(path) and lines(path) > MODELS] == []


def test_a_template_is_a_table_of_contents_not_a_book() -> None:
    assert [name_of(path) for path in templates() if lines(path) > TEMPLATE] == []


def test_a_file_is_named_after_what_it_is_about() -> None:
    assert [name_of(path) for path in files() if PACKAGE in path.parents and path.name in NO_SUCH_FILES] == []


def test_saving_a_row_saves_a_row() -> None:
    overridden = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in code()
        if is_models(path)
        for node in functions(path)
        if node.name in {"save", "asave", "delete", "adelete"}
    ]
    assert overridden == []


def test_nothing_follows_by_signal_or_after_the_commit_by_chance() -> None:
    """What follows an event stands in config/reactions.py."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in code()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.ImportFrom) and node.module in SIGNALS)
        or (isinstance(node, ast.Attribute) and node.attr == "on_commit")
        or (isinstance(node, ast.Name) and node.id in {"receiver", "on_commit"})
    ]
    assert found == []


def test_a_verb_is_told_by_name_who_acts_when_and_to_whom() -> None:
    """`by`, `now` and `to` are keyword-only in every public function of a verbs file."""
    loose = [
        f"{name_of(path)}:{node.lineno} {node.name}({argument.arg})"
        for path in code()
        if path.name == "verbs.py" or path.parent.name == "verbs"
        for node in functions(path)
        if not node.name.startswith("_")
        for argument in [*node.args.posonlyargs, *node.args.args]
        if argument.arg in {"by", "now", "to"}
    ]
    assert loose == []


def test_no_page_carries_a_script_or_a_style_inside() -> None:
    """The content security policy would stop it, so it would only look as if it worked."""
    inline = [
        f"{name_of(path)}:{number}"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "<style" in line or " style=" in line or ("<script" in line and " src=" not in line)
        if 'type="application/json"' not in line
    ]
    assert inline == []
