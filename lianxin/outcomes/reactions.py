"""What we do when the ledger says so. Each is safe to repeat."""

from datetime import datetime
from uuid import UUID

from lianxin.cases.queries import case_by_key, case_of_letter
from lianxin.clock.models import Promise
from lianxin.flow.verbs import close
from lianxin.identity.actors import THE_CLOCK
from lianxin.intake.models import RecusalRequest
from lianxin.intake.verbs import let_recusal_stand
from lianxin.kit.storing import store
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Delivery, Means
from lianxin.outcomes.verbs import deliver, let_asking_lapse, tell_opinion
from lianxin.outcomes.verbs.holding import ASKINGS
from lianxin.outcomes.verbs.passing_on import pass_on_from_recused, waits_for_recused
from lianxin.outcomes.verbs.posting import settle
from lianxin.outcomes.verbs.telling import tell

SILENCES = {"deliver", "opinion", "close", "ask_recheck"}


def send_reply(event: Event, *, now: datetime) -> None:
    """答复发出 Put the answer where the writer will find it: on the page behind the receipt code.

    A paper letter's answer is printed and posted by a clerk, who then records the proof.
    """
    case = case_by_key.get(event.dossier_id)
    sent = Delivery(reply_id=UUID(event.data["reply"]), channel=case.submission.channel, sent_at=now)
    store([sent], once=True)


def let_silence_advance(event: Event, *, now: datetime) -> None:
    """沉默推进 Nobody fetched the answer, or nobody said if it is solved: the matter moves on."""
    key = event.data["promise"]
    if key not in SILENCES:
        return
    case = case_by_key.get(event.dossier_id)
    if not Promise.objects.owed().filter(dossier=case.dossier, key=key, due__lte=now).exists():
        return  # somebody spoke meanwhile
    if key == "deliver" and case.stage == "replied":
        deliver(case, means=Means.UNREAD, by=THE_CLOCK, now=now)
    if key == "opinion":
        tell_opinion(case, means=Means.UNREAD, by=THE_CLOCK, now=now)
    if key in ("close", "ask_recheck") and case.stage in ("delivered", "reviewed"):
        close(case, by=THE_CLOCK, now=now, because="silence")


def let_asking_fall(event: Event, *, now: datetime) -> None:
    """到期没有决定 Nobody decided on a claim or an assessment appeal: it is refused."""
    key = str(event.data["promise"])
    if key.partition(":")[0] not in ASKINGS:
        return
    case = case_by_key.get(event.dossier_id)
    if Promise.objects.owed().filter(dossier=case.dossier, key=key, due__lte=now).exists():
        let_asking_lapse(case, key, by=THE_CLOCK, now=now)


def tell_writer(event: Event, *, now: datetime) -> None:
    """告知来信人 Whoever wrote the letter is told of this step by every way that reaches them."""
    tell(case_by_key.get(event.dossier_id).submission, event, now=now)


def settle_notices(event: Event, *, now: datetime) -> None:
    """不用再寄 It has reached the writer, or was taken back: what still waits to announce it is settled."""
    settle(event, now=now)


def keep_out_by_silence(event: Event, *, now: datetime) -> None:
    """不决即准 Nobody decided what the writer asked: whoever was named is kept out."""
    if event.data["promise"] != "recusal":
        return
    asked = RecusalRequest.objects.select_related("submission__dossier__keeper", "body", "person")
    request = asked.filter(submission=event.dossier_id, answer="open").first()
    due = Promise.objects.owed().filter(dossier=event.dossier_id, key="recusal", due__lte=now)
    if request and due.exists():  # else somebody decided meanwhile
        let_recusal_stand(request, by=THE_CLOCK, now=now)


def pass_on_where_recused(event: Event, *, now: datetime) -> None:
    """承办单位回避 Whoever stepped aside had the case, or got it back: it goes to the desk again."""
    case = case_by_key.first(event.dossier_id) or case_of_letter.first(event.dossier_id)
    if case and waits_for_recused(case):
        pass_on_from_recused(case, by=THE_CLOCK, now=now)
