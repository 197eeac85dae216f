"""接口密钥 `lianxin key`: programs of others are let in, and shut out again."""

from typing import Annotated

import typer

from lianxin.cli.waking import awake, end

HELP = "密钥 Keys for programs of others: give, list, revoke."
key_app = typer.Typer(help=HELP, no_args_is_help=True)


@key_app.command("give")
def give(
    holder: Annotated[str, typer.Argument(help="给谁的程序用 Whose program it is.")],
    organisation: Annotated[str, typer.Option(help="组织编码 Who answers for it; the county.")] = "",
    scope: Annotated[list[str] | None, typer.Option(help="可以做什么 What for: config/scopes.py.")] = None,
    person: Annotated[str, typer.Option(help="系统账号 In whose name: the name of a technical person.")] = "",
) -> None:
    """发放 Give a key. Its secret is told here, once."""
    with awake():
        from django.utils import timezone
        from django.utils.translation import gettext as _

        from lianxin.identity.actors import THE_INSTALLER
        from lianxin.identity.models import Person
        from lianxin.office.verbs import give_key
        from lianxin.organisations.queries import by_code

        body = by_code(organisation)
        if body is None:
            end(f"没有这个组织 No such body: {organisation}")
        assert body
        found = Person.objects.filter(technical=True, is_active=True, name=person)
        program = found.filter(organisation__path__startswith=body.path).first() if person else None
        if person and program is None:
            end(f"没有这个系统账号 No such technical person: {person}")
        scopes = scope or ["open311.post"]
        key, secret = give_key(holder, body, scopes, person=program, by=THE_INSTALLER, now=timezone.now())
        typer.echo(_("密钥(只显示这一次，请记下)：%(secret)s") % {"secret": secret})
        typer.echo(_("吊销：lianxin key revoke %(beginning)s") % {"beginning": key.beginning})


@key_app.command("list")
def show() -> None:
    """列出 Every key there ever was, newest first: its beginning, what it may do, whose it is."""
    with awake():
        from django.utils.translation import gettext as _

        from lianxin.identity.models import ApiKey

        for key in ApiKey.objects.select_related("organisation"):
            state = _("已吊销") if key.revoked_at else _("可用")
            used = key.last_used_on or "-"
            typer.echo(
                f"{key.beginning}  {state}  {key.scopes}  {used}  {key.organisation.code}  {key.holder}"
            )


@key_app.command("revoke")
def revoke(
    beginning: Annotated[str, typer.Argument(help="密钥开头 The first nine letters, as listed.")],
) -> None:
    """吊销 From now on it opens nothing."""
    with awake():
        from django.utils import timezone
        from django.utils.translation import gettext as _

        from lianxin.identity.actors import THE_INSTALLER
        from lianxin.identity.models import ApiKey
        from lianxin.office.verbs import revoke_key

        key = ApiKey.objects.filter(beginning=beginning).first()
        if key is None:
            end(f"没有这个密钥 No such key: {beginning}")
        assert key
        revoke_key(key, by=THE_INSTALLER, now=timezone.now())
        typer.echo(_("密钥%(key)s已吊销。") % {"key": key})
