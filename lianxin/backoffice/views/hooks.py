"""回调地址 Where programs are told that something happened: the office can end one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.backoffice.shell import Visit, office_page
from lianxin.hooks.models import Hook
from lianxin.hooks.verbs import end_hook


@require_POST
@office_page("hook.end")
def end(visit: Visit, key: UUID) -> HttpResponse:
    """停掉 Nothing goes there any more."""
    found = get_object_or_404(Hook.objects.select_related("key"), pk=key)
    end_hook(found, by=visit.by, now=visit.now)
    messages.success(visit.request, _("回调地址%(address)s已停。") % {"address": found})
    return redirect("office-keys")
