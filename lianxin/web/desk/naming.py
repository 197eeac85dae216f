"""Bodies by the names that people type."""

from django.utils.translation import gettext as _

from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import Kind, Organisation, OrganisationQuerySet
from lianxin.organisations.queries import find


def body_named(
    words: str, field: str, *, among: OrganisationQuerySet | None = None, nobody: str = ""
) -> Organisation | None:
    """The body that somebody named, or none where nothing was typed; NotValid when it is no single one."""
    words = words.strip()
    if not words:
        return None
    found = list(find(words, Organisation.objects.active() if among is None else among)[:30])
    exact = [body for body in found if words in {body.name_zh, body.name_en, body.code}]
    choice = exact or found
    if len(choice) == 1:
        return choice[0]
    if not choice:
        raise NotValid((nobody or _("没有找到“%(words)s”。请写单位的名称。")) % {"words": words}, field)
    names = _("、").join(body.name for body in choice[:6])
    raise NotValid(_("“%(words)s”不止一个，请写全名：%(names)s。") % {"words": words, "names": names}, field)


def able_names() -> list[str]:
    """What the browser may complete: departments and committees; of villages one types the whole name."""
    able = Organisation.objects.active().filter(kind__in=(Kind.DEPARTMENT, Kind.COMMITTEE))
    return [body.name for body in able]
