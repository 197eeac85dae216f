"""查找 `lianxin search`: the index of a county that had letters before it was made."""

from typing import Annotated

import typer

from lianxin.cli.terminal import progress
from lianxin.cli.waking import awake

search_app = typer.Typer(help="查找 The index by which letters are found.", no_args_is_help=True)
Again = Annotated[bool, typer.Option("--again", help="从头 Begin again, though everything is there.")]


@search_app.command("rebuild")
def rebuild(again: Again = False) -> None:
    """重建索引 Make every letter findable, the newest first, in portions; the house may stay open.

    Broken off, it goes on where it was. Done, it does nothing.
    """
    with awake():
        from django.utils.translation import gettext as _

        from lianxin.insight.searching.rebuilding import begin_again, rebuild_portion, waiting_letters

        if again:
            begin_again()
        with progress("重建索引 rebuilding the index", waiting_letters()) as advance:
            while done := rebuild_portion():
                advance(done)
        typer.echo(_("所有的信都能找到了。"))
