"""What we do when the ledger says so. Each is safe to repeat."""

from datetime import datetime
from uuid import UUID

from lianxin.cases.queries import case_by_key
from lianxin.clock.models import Promise
from lianxin.flow.verbs import close
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.storing import store
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Delivery, Means
from lianxin.outcomes.verbs import deliver, let_asking_lapse, tell_opinion
from lianxin.outcomes.verbs.holding import ASKINGS
from lianxin.outcomes.verbs.posting import settle
from lianxin.outcomes.verbs.telling import tell


def send_reply(event: Event, *, now: datetime) -> None:
    """答复发出 Put the answer where the writer will find it: on the page behind the receipt code.

    A paper letter's answer is printed and posted by a clerk, who then records the proof.
    """
    case = case_by_key.get(event.dossier_id)
    sent = Delivery(reply_id=UUID(event.data["reply"]), channel=case.submission.channel, sent_at=now)
    store([sent], once=True)


def let_silence_advance(event: Event, *, now: datetime) -> None:
    """沉默推进 Nobody fetched the answer, or nobody said if it is solved: the matter moves on."""
    case = case_by_key.get(event.dossier_id)
    key = event.data["promise"]
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
    case, key = case_by_key.get(event.dossier_id), str(event.data["promise"])
    if key.partition(":")[0] not in ASKINGS:
        return
    if Promise.objects.owed().filter(dossier=case.dossier, key=key, due__lte=now).exists():
        let_asking_lapse(case, key, by=THE_CLOCK, now=now)


def tell_writer(event: Event, *, now: datetime) -> None:
    """告知来信人 Whoever wrote the letter is told of this step by every way that reaches them."""
    tell(case_by_key.get(event.dossier_id), event, now=now)


def settle_notices(event: Event, *, now: datetime) -> None:
    """不用再寄 It has reached the writer, or was taken back: what still waits to announce it is settled."""
    settle(event, now=now)
