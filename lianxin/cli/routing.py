"""派单建议 On the command line: learning from sorted letters, and saying how good it is."""

import json
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Annotated, Any

import typer

from lianxin.cli.terminal import AsJson
from lianxin.cli.waking import awake, end

route_app = typer.Typer(
    no_args_is_help=True, help="派单建议 What a letter is about, learnt from sorted ones."
)
TIMED = 2_000  # letters that are timed, at most
Files = Annotated[list[Path], typer.Argument(help="来信 Letters (JSONL).", exists=True)]
File = Annotated[Path, typer.Argument(help="来信 Letters (JSONL).", exists=True)]
Target = Annotated[Path | None, typer.Option("--out", help="写到 Where to; else this county's model.")]
Taught = Annotated[
    list[Path] | None,
    typer.Option(
        "--baselines", help="比 Letters from which two plain learners learn, to compare.", exists=True
    ),
]
Source = Annotated[Path | None, typer.Option("--model", help="模型 The model; else this county's.")]


@route_app.command("train")
def train_route(files: Files, out: Target = None) -> None:
    """学 Learn from letters with subject and body, or tokens, and category; others show what is common."""
    with awake():
        from lianxin.insight.learning.model import NoModel
        from lianxin.insight.learning.places import model_from_files
        from lianxin.insight.learning.rows import read_rows
        from lianxin.insight.learning.training import train

        target, began = out or model_from_files(), process_time()
        found = read_rows(files)
        for line in found.unread:
            typer.echo(f"没有读出来 not read: {line}", err=True)
        try:
            model = train(found.rows, about={"files": [file.name for file in files]})
        except NoModel as reason:
            end(f"学不了 Nothing was learnt: {reason}")
        model.about["train_s"] = round(process_time() - began, 1)
        model.write(target)
    size = target.stat().st_size / 1e6
    about = f"{model.about['letters']} 封 letters, {len(model.classes)} 类 classes"
    typer.echo(f"学好了 Learnt: {about}, {model.about['train_s']} s, {size:.1f} MB → {target}")


@route_app.command("eval")
def eval_route(file: File, model: Source = None, baselines: Taught = None, as_json: AsJson = False) -> None:
    """试 How good it is on letters that it has not seen."""
    with awake():
        from lianxin.insight.learning.evaluating import evaluate, letters_a_second
        from lianxin.insight.learning.model import NoModel, load
        from lianxin.insight.learning.places import model_from_files
        from lianxin.insight.learning.rows import read_rows

        source = model or model_from_files()
        try:
            learnt = load(source)
        except NoModel as reason:
            end(f"我不知道 I do not know: {reason}")
        found = read_rows([file])
        figures = evaluate(learnt, found.rows)
        figures["letters_per_s"] = letters_a_second(learnt, _objects(file))
        figures["model_mb"] = source.stat().st_size / 1e6
        figures["train_s"] = learnt.about.get("train_s", 0.0)
        beside = _compared(baselines, file) if baselines else {}
    for line in found.unread:
        typer.echo(f"没有读出来 not read: {line}", err=True)
    _tell(figures, beside, as_json=as_json)


def _compared(taught: list[Path], asked: Path) -> dict[str, dict[str, float]]:
    from lianxin.insight.learning.baselines import baselines

    return baselines([said for file in taught for said in _objects(file, None)], _objects(asked, None))


def _tell(figures: dict[str, float], beside: dict[str, dict[str, float]], *, as_json: bool) -> None:
    figures = {name: round(value, 4) for name, value in figures.items()}
    beside = {
        learner: {name: round(value, 4) for name, value in told.items()} for learner, told in beside.items()
    }
    if as_json:
        typer.echo(json.dumps(figures | ({"baselines": beside} if beside else {})))
        return
    if beside:
        typer.echo(f"{'':<28}" + "".join(f"{learner:<16}" for learner in beside))
    for name, value in figures.items():
        others = "".join(f"{told.get(name, ''):<16}" for told in beside.values())
        typer.echo(f"{name:<16}{value:<12}{others}".rstrip())


def _objects(file: Path, most: int | None = TIMED) -> list[dict[str, Any]]:
    """The first letters of the file, as they are timed; or all."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        read = (_object(line) for line in islice(lines, most))
        return [said for said in read if said is not None]


def _object(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
