"""终端 What commands share: how far a long piece of work has come, and an answer for programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

AsJson = Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")]


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator["Advance"]:
    """A bar on a terminal, and silence in a pipe."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        yield Advance(bar, bar.add_task(words, total=total))


class Advance:
    """How far a long piece of work has come."""

    def __init__(self, bar: "Progress", task: "TaskID") -> None:
        self.bar, self.task = bar, task

    def __call__(self, steps: int = 1) -> None:
        self.bar.advance(self.task, steps)

    def step(self, words: str, done: int, total: int) -> None:
        """So much of one part of the work."""
        self.bar.update(self.task, description=words, completed=done, total=total)
