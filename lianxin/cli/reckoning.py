"""重算和年报 A page of figures counted once more from the anonymised events, and the report of a year."""

from pathlib import Path

import typer

from lianxin.cli.waking import awake


def recompute_page(page: str) -> None:
    """Says every number that differs; exit code 1 when one does, 2 when there is no such page."""
    with awake():
        from django.utils import timezone

        from lianxin.insight.figures.pages import PAGES
        from lianxin.insight.figures.recounting import StillMoving, differences

        if page not in PAGES:
            typer.echo(f"没有这一页 no such page: {page or '?'}。有 there are: {', '.join(PAGES)}", err=True)
            raise typer.Exit(2)
        try:
            wrong = differences(page, now=timezone.now())
        except StillMoving as error:
            typer.echo("一直有人在办，没法对账，请过一会儿再试。 Busy: try again.", err=True)
            raise typer.Exit(3) from error
    for complaint in wrong:
        typer.echo(complaint, err=True)
    if wrong:
        raise typer.Exit(1)
    typer.echo("一样。 The events say the same.")


def write_report(year: int, out: Path | None) -> None:
    """The report of one year, into a file whose name says of which kind; exit code 2 when it says nothing."""
    if not 2000 <= year <= 2999 or out is None or out.suffix not in {".docx", ".pdf"}:
        typer.echo("请写年份和文件 Say: lianxin figures report 2025 --out report.docx (or .pdf)", err=True)
        raise typer.Exit(2)
    with awake():
        from django.utils import timezone

        from lianxin.insight.figures.yearly import as_docx, as_pdf, yearly

        report = yearly(year, now=timezone.now())
        out.write_bytes(as_pdf(report) if out.suffix == ".pdf" else as_docx(report))
    typer.echo(str(out))
