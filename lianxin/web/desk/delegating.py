"""委托代阅 On the secretary's desk: who may read the letters, one more, one less."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.identity.actors import Actor
from lianxin.identity.models import Post, Role
from lianxin.kit.refusals import Refusal
from lianxin.kit.text import one_line
from lianxin.office.verbs import delegate_reading, end_reading
from lianxin.web.desk.lists import read_key, seat, seats
from lianxin.web.desk.recusing import person_named
from lianxin.web.desk.shell import at_desk


def readers_of(post: Post) -> list[Post]:
    """Whoever reads in the name of this secretary now."""
    readers = Post.objects.held().filter(
        role=Role.READER, organisation=post.organisation, stands_for=post.person_id
    )
    return list(readers.select_related("person").order_by("since"))


@require_POST
@at_desk("desk-letters")
def readers(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """委托、收回 Back to the letters with a sentence, whatever came of it."""
    try:
        messages.success(request, _act(request, by, now))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("desk-letters")


def _act(request: HttpRequest, by: Actor, now: datetime) -> str:
    if ended := request.POST.get("end", ""):
        post = Post.objects.filter(pk=read_key(ended)).select_related("person").first()
        if post is None:
            raise Http404
        end_reading(post, by=by, now=now)
        return _("已收回，%(who)s不再代阅。") % {"who": post.person.name}
    person = person_named(one_line(request.POST.get("reader", ""))[:80], "reader")
    own, _at = seat(request, seats(by, ("secretary", "reader")))
    delegate_reading(person, body=own.organisation, by=by, now=now)
    return _("已委托%(who)s代阅。写信的人看得到是受委托代阅的。") % {"who": person.name}
