"""公开的数字 The figures for everybody: whole quarters, no small number, and the same as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.insight.figures.definitions import VERSION
from lianxin.insight.figures.opening import FILES, file_of, quarters
from lianxin.insight.figures.pages import PAGES, PUBLIC
from lianxin.insight.figures.queries import counted_to, period_said
from lianxin.kit.dates import local_day
from lianxin.organisations.queries import county
from lianxin.web.numbers.pages import View, content
from lianxin.web.numbers.tables import definitions
from lianxin.web.public.views import NoFileYet


@require_safe
def numbers(request: HttpRequest, name: str = "overview") -> HttpResponse:
    """One page of figures of one of the last whole quarters.

    Never a month, a year or a time that is not over: from two that overlap a small one could be reckoned.
    """
    if name not in PUBLIC:
        raise Http404
    today = local_day(timezone.now())
    known = quarters(today)
    said = request.GET.get("period", "")
    said = said if said in known else known[0]
    view = View(name, period_said(said, today=today), county().path, True, today, public=True)
    context = {
        "title": _(PAGES[name].label), "tabs": _tabs(name, said), "quarters": _quarters(known, said),
        "content": content(view), "told": definitions(PAGES[name].figures), "version": VERSION,
        "command": f"lianxin figures {name} --recompute", "counted_to": counted_to(),
        "files": [one for one in FILES if file_of(one).exists()], "period": view.period,
    }  # fmt: skip
    return render(request, "web/public/numbers.html", context)


def _tabs(name: str, said: str) -> list[tuple[str, str, bool]]:
    return [
        (_(PAGES[key].label), f"{reverse('public-numbers-page', args=[key])}?period={said}", key == name)
        for key in PUBLIC
    ]


def _quarters(known: list[str], said: str) -> list[tuple[str, str, bool]]:
    return [
        (
            _("%(year)s年第%(quarter)s季度") % {"year": one[:4], "quarter": one[5]},
            f"?period={one}",
            one == said,
        )
        for one in known
    ]


@require_safe
def data(_request: HttpRequest, name: str) -> HttpResponseBase:
    """开放数据 One of the files, as it was made last night."""
    if name not in FILES:
        raise Http404
    if not file_of(name).exists():
        raise NoFileYet(_("开放数据每天夜里生成一次，还没有生成。请明天再来。"))
    return FileResponse(file_of(name).open("rb"), as_attachment=True, filename=name)
