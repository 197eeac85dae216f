"""搬运 `lianxin import` and `lianxin export`: what comes from files and what goes into them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianxin.cli.terminal import AsJson, progress
from lianxin.cli.waking import awake, end

if TYPE_CHECKING:
    from lianxin.cli.importing import LetterImport

import_app = typer.Typer(help="导入 Take letters or organisations from files.", no_args_is_help=True)
export_app = typer.Typer(help="导出 Write files for other systems.", no_args_is_help=True)


@import_app.command("letters")
def import_letters(
    file: Annotated[Path, typer.Argument(help="JSONL, CSV or XLSX.", exists=True, dir_okay=False)],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="栏目=列名 field=column, where the usual names do not fit."),
    ] = None,
    source: Annotated[str, typer.Option(help="来源 Which system the letters come from.")] = "",
    refused: Annotated[Path | None, typer.Option(help="退回清单 Where refused rows go.")] = None,
    register: Annotated[bool, typer.Option("--register", help="登记 Register them at once.")] = False,
    settled: Annotated[str, typer.Option("--mapping", help="对应 The saved mapping of a system.")] = "",
    look: Annotated[bool, typer.Option("--dry-run", help="试读 With --mapping: only look.")] = False,
    as_json: AsJson = False,
) -> None:
    """来信 Take letters from a file, none of them twice; what cannot be taken goes to a side file.

    By a saved mapping other words under a known number are a further word, and what cannot be read waits for
    a person at the desk instead.
    """
    if settled:
        _import_by_mapping(file, settled, register=register, look=look, as_json=as_json)
        return
    with awake():
        from django.utils import timezone

        from lianxin.cli.importing import prepare

        task = prepare(
            file, mapping=_pairs(mapping or []), source=source, refused=refused, registers=register,
            now=timezone.now(),
        )  # fmt: skip
        with progress(f"导入 {file.name}", sum(1 for _row in task.table.rows())) as advance:
            try:
                task.run(advance)
            finally:
                side = task.side.write()
        _say_import(task, side, as_json=as_json)


def _import_by_mapping(file: Path, system: str, *, register: bool, look: bool, as_json: bool) -> None:
    with awake():
        from django.utils import timezone

        from lianxin.cli.exchanging import import_file, say_import

        with progress(f"导入 {file.name}") as advance:
            given = import_file(
                file, system, registers=register, look=look, now=timezone.now(),
                advance=lambda done, rows: advance.step(f"导入 {file.name}", done, rows),
            )  # fmt: skip
        typer.echo(say_import(given, as_json=as_json))
    if given.state == "refused":
        raise typer.Exit(1)


@export_app.command("answers")
def export_answers(
    system: Annotated[str, typer.Option("--mapping", help="对应 The saved mapping of a system.")],
    to: Annotated[Path | None, typer.Option(help="存到哪里 Where the file goes; here if left out.")] = None,
    confirm: Annotated[int, typer.Option(help="确认收到 That the file with this number arrived.")] = 0,
    as_json: AsJson = False,
) -> None:
    """答复 What changed since the last file that they confirmed; until then the same file again."""
    with awake():
        from django.utils import timezone

        from lianxin.cli.exchanging import confirm_file, export_file

        if confirm:
            typer.echo(confirm_file(system, confirm, now=timezone.now()))
        else:
            typer.echo(export_file(system, to, as_json=as_json, now=timezone.now()))


def _pairs(said: list[str]) -> dict[str, str]:
    for pair in said:
        if "=" not in pair:
            end(f"--map 要写成 栏目=列名。 --map wants field=column, not “{pair}”.")
    return dict(pair.split("=", 1) for pair in said)


def _say_import(task: "LetterImport", side: Path | None, *, as_json: bool) -> None:
    from django.utils.translation import gettext as _

    counts, mapping = task.counts, task.letters.mapping
    if as_json:
        said = {**vars(counts), "refused_file": str(side) if side else None, "ignored": mapping.ignored}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    used = "、".join(f"{name}={column}" for name, column in mapping.columns.items())
    typer.echo(_("对应的列：%(columns)s") % {"columns": used})
    if mapping.ignored:
        typer.echo(_("没有用到的列：%(columns)s") % {"columns": "、".join(mapping.ignored)})
    if side:
        typer.echo(_("退回的行和原因在：%(path)s") % {"path": side})
    if task.registers:
        typer.echo(_("已登记 %(n)d 件。") % {"n": counts.registered})
    typer.echo(str(counts))


@import_app.command("organisations")
def import_organisations(
    file: Annotated[Path, typer.Argument(help="XLSX or CSV.", exists=True, dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="试读 Only say what would happen.")] = False,
    as_json: AsJson = False,
) -> None:
    """组织 Add organisations: 编码 名称 英文名 类别 上级编码 别名. One wrong row: nothing is written."""
    with awake():
        from django.utils import timezone

        from lianxin.identity.actors import THE_INSTALLER
        from lianxin.office.reading import check_organisations, read_organisations
        from lianxin.office.verbs import add_organisations
        from lianxin.organisations.models import Organisation

        rows = read_organisations(file)
        listed = check_organisations(rows, set(Organisation.objects.values_list("code", flat=True)))
        if listed.new and not listed.complaints and not dry_run:
            add_organisations(listed.new, by=THE_INSTALLER, now=timezone.now())
    new, there, wrong = len(listed.new), len(listed.already_there), len(listed.complaints)
    if as_json:
        said = {"new": new, "already_there": there, "refused": listed.complaints, "dry_run": dry_run}
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        for complaint in listed.complaints:
            typer.echo(complaint, err=True)
        written = "没有写入 nothing written: " if dry_run or wrong else ""
        typer.echo(
            f"{written}新增 {new}，已有 {there}，有误 {wrong} "
            f"(new {new}, already there {there}, wrong {wrong})"
        )
    if wrong:
        raise typer.Exit(1)
