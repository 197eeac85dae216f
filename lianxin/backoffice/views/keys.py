"""接口密钥 The programs of others that may speak to the house: who has one, one more, and one less."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.backoffice.forms.bodies import KeyForm
from lianxin.backoffice.forms.fields import from_that_day, try_it
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.hooks.queries import hooks_seen, live_hooks
from lianxin.identity.keys import scopes_of
from lianxin.identity.models import ApiKey
from lianxin.office.verbs import give_key, revoke_key
from lianxin.organisations.queries import county


@office_page("key.keep")
def keys(visit: Visit) -> HttpResponse:
    """Every key there ever was; a new one's secret is on the page that answers, and nowhere else."""
    request = visit.request
    afresh = {"organisation": county().code}
    form = KeyForm(request.POST if request.method == "POST" else None, initial=afresh)
    seen, made = ApiKey.objects.count(), None
    if request.method == "POST" and form.is_valid():
        require_fresh(visit, seen)
        said = dict(form.cleaned_data)
        last = said.pop("last_day")
        said["expires_at"] = from_that_day(last + timedelta(days=1)) if last else None
        made = try_it(form, lambda: give_key(**said, by=visit.by, now=visit.now))
        if made:  # the form is for the next one
            form, seen = KeyForm(initial=afresh), seen + 1
    rows = [
        (key, scopes_of(key))
        for key in ApiKey.objects.select_related("organisation", "person", "made_by", "revoked_by")
    ]
    return visit.page(
        "keys",
        status=422 if form.errors else 200,
        form=form,
        rows=rows,
        made=made,
        hooks=hooks_seen(live_hooks()),
        now=visit.now,
        seen=mark(seen),
    )


@require_POST
@office_page("key.keep")
def revoke(visit: Visit, key: UUID) -> HttpResponse:
    """吊销 It opens nothing from this moment on."""
    found = get_object_or_404(ApiKey, pk=key)
    revoke_key(found, by=visit.by, now=visit.now)
    messages.success(visit.request, _("密钥%(key)s已吊销。") % {"key": found})
    return redirect("office-keys")
