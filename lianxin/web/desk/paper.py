"""登记员的桌面 Letters on paper are keyed in here, and letters that wait are registered."""

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.channels.message import FileIn
from lianxin.channels.paper import Keyed, heard
from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import find
from lianxin.web.desk.forms import KeyedForm, PaperForm
from lianxin.web.desk.lists import WAITING, page_of, read_key, seat, seats, tabs_of
from lianxin.web.desk.naming import body_named
from lianxin.web.desk.shell import at_desk, page

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-paper")
def paper(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """录入来信 A letter on paper becomes a letter like any other; its receipt is printed at once."""
    form = PaperForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            letter = receive(heard(typed_of(form, request)), by=by, now=now)
        except NotValid as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, wrong.sentence)
        else:
            messages.success(
                request, _("已录入：%(subject)s。请把回执交给来信人。") % {"subject": letter.subject}
            )
            return redirect(f"{reverse('desk-paper')}?typed={letter.pk}")
    status = 422 if form.errors else 200
    context = {"form": form, "today": typed_today(by, now=now), "typed": just_typed(request, by)}
    return page(request, "paper.html", {**context, "bodies": offered_names()}, by=by, status=status)


def typed_of(form: KeyedForm, request: HttpRequest) -> Keyed:
    """What the form says, with the bodies found that it names. Raises NotValid for one that is none."""
    said = dict(form.cleaned_data)
    nobody = _("没有找到“%(words)s”。请写组织的名称，或者留空：写给县委书记。")
    writable = Organisation.objects.with_secretary()
    addressed = body_named(said.pop("addressee"), "addressee", among=writable, nobody=nobody)
    place, where = said.pop("place"), ""
    exact = list(find(place, Organisation.objects.active())[:2]) if place.strip() else []
    if len(exact) == 1:
        where = exact[0].code
    scans = tuple(FileIn(one.name or "", one.read()) for one in request.FILES.getlist("scans"))
    return Keyed(
        addressee=addressed.code if addressed else "", place=place, place_code=where, scans=scans, **said
    )


def offered_names() -> list[str]:
    """What the browser may complete while the clerk types."""
    bodies = Organisation.objects.with_secretary().order_by("path")[:SHOWN]
    return [body.name for body in bodies]


def typed_today(by: Actor, *, now: datetime) -> list[Submission]:
    """What this clerk keyed in today, newest first; sealed reports are not shown again."""
    start = datetime.combine(local_day(now), time(), SHANGHAI)
    since = int(start.timestamp() * 1000) << 15  # letters are numbered in the order of time
    mine = Submission.objects.ordinary().filter(serial__gte=since, typed_by=by.person, received_at__gte=start)
    return list(mine.select_related("dossier", "addressee").order_by("-serial")[:SHOWN])


def just_typed(request: HttpRequest, by: Actor) -> Submission | None:
    """The letter whose receipt has to be printed now: only for who keyed it in."""
    key = read_key(request.GET.get("typed", ""))
    return Submission.objects.filter(pk=key, typed_by=by.person).first()


@require_GET
@at_desk("desk-waiting")
def waiting(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """待登记 Letters that wait to be registered at my desk, soonest due first."""
    post, _at = seat(request, seats(by, ("clerk",)))
    path = post.organisation.path
    rows, older = page_of(request, path, WAITING, now=now)
    count = tabs_of((WAITING,), path)[0][1]
    return page(request, "waiting.html", {"rows": rows, "older": older, "waiting": count}, by=by, count=count)
