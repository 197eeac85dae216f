"""不再寄邮件 The link at the end of every mail: it stops the mails of one letter, and opens nothing."""

import hmac
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lianxin.identity.actors import citizen
from lianxin.intake.models import Submission
from lianxin.kit.codes import stop_mark
from lianxin.outcomes.models import NoMoreMail
from lianxin.outcomes.verbs import stop_mails


# A mail program stops mails by itself (RFC 8058): it has no page of ours and no cookie. What it
# brings is the mark in the address, which nobody else knows.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: UUID, mark: str) -> HttpResponse:
    """Looking changes nothing, because programs look too; pressing the button does."""
    letter = Submission.objects.select_related("dossier__keeper", "addressee").filter(pk=key).first()
    if letter is None or not hmac.compare_digest(mark.encode(), stop_mark(key, settings.SECRET_KEY).encode()):
        raise Http404
    if request.method == "POST":
        stop_mails(letter, by=citizen(letter.pk), now=timezone.now())
    stopped = NoMoreMail.objects.filter(submission=letter).exists()
    return render(request, "web/citizen/stop.html", {"number": letter.dossier.number, "stopped": stopped})
