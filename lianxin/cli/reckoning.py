"""重算 A page of figures counted once more from the anonymised events: do they say the same?"""

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
