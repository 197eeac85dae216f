"""At which moments letters and cases stand when a program acts on them, and what it then says."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.flow.verbs import (
    acknowledge,
    ask_citizen,
    ask_deferral,
    ask_extension,
    choose_track,
    grant_deferral,
    object_to,
    register,
    report_to_lead,
    sort,
    sponsor,
    supervise,
    support,
)
from lianxin.intake.models import Attachment, Kind, Recusal, Submission
from lianxin.intake.verbs import ask_recusal, mark_abuse, recuse
from lianxin.outcomes.models import Sending, State
from lianxin.outcomes.verbs import (
    appeal_figure,
    ask_review,
    claim,
    contest_claim,
    decide_appeal,
    decide_claim,
    not_solved,
    publish,
    rate,
    submit,
)
from lianxin.outcomes.verbs.publishing import Redacted
from tests.world import World, card, said

Thing = Case | Submission

DAY = timedelta(days=1)
REASON = {"reason": "经过核实。"}
WORDS = {"words": "已经到现场看过。"}
WHOLE = {"number": 1, "words": "已接通备用水源。", "facts": "情况属实。", "outcome": "supported"}
HOLD = {"number": 1, "granted": True, **REASON}
WHY = {"reason": "要求重判。", "basis": "民事诉讼法第211条", "channel": "向中级法院申请再审"}


def waiting(w: World) -> Thing:
    return w.letter()


def registered(w: World) -> Thing:
    return register(w.letter(), by=w.actor("sorter"), now=w.now)


def handled(w: World) -> Thing:
    return w.in_handling()


def answered(w: World) -> Thing:
    return w.answered()


def delivered(w: World) -> Thing:
    return w.delivered()


def submitted(w: World) -> Thing:
    return w.submitted()


def dispatched(w: World) -> Thing:
    return w.dispatched()


def linked(w: World) -> Thing:
    return w.linked(w.in_handling())


def objected(w: World) -> Thing:
    object_to(w.in_handling(), reason="不归我", by=w.actor("officer"), now=w.now)
    return w.case()


def petition(w: World) -> Thing:
    case = register(w.letter(), by=w.actor("sorter"), now=w.now)
    choose_track(case, "petition", reason="按信访办", by=w.actor("sorter"), now=w.now)
    return given_to_water(w, w.fresh(case))


def given_to_water(w: World, case: Case) -> Case:
    sort(case.submission, to=w.bodies["WATER"], by=w.actor("sorter"), now=w.now)
    acknowledge(w.fresh(case), by=w.actor("officer"), now=w.now)
    return w.fresh(case)


def helped(w: World) -> Thing:
    support(w.in_handling(), to=w.bodies["SCHOOL"], words="查管道", by=w.actor("sorter"), now=w.now)
    return w.case()


def reported(w: World) -> Thing:
    report_to_lead(w.fresh(helped(w)), "查过了。", by=w.actor("stranger"), now=w.now)  # type: ignore[arg-type]
    return w.case()


def asked_writer(w: World) -> Thing:
    ask_citizen(w.in_handling(), "几组？", by=w.actor("officer"), now=w.now)
    return w.case()


def asked_time(w: World) -> Thing:
    ask_extension(w.in_handling(), reason="要挖路面", by=w.actor("officer"), now=w.now)
    return w.case()


def put_off(w: World) -> Thing:
    until = timezone.localdate() + 60 * DAY
    ask_deferral(w.in_handling(), plan="开春接通", until=until, by=w.actor("officer"), now=w.now)
    grant_deferral(w.case(), by=w.actor("secretary"), now=w.now)
    return w.case()


def claimed(w: World) -> Thing:
    claim(w.in_handling(), 1, **WHY, by=w.actor("officer"), now=w.now)
    return w.case()


def contested(w: World) -> Thing:
    claimed(w)
    decide_claim(w.case(), 1, confirmed=True, words="查过。", by=w.actor("sorter"), now=w.now)
    contest_claim(w.case(), 1, "我没有要。", by=w.writer(w.case()), now=w.now)
    return w.case()


def in_review(w: World) -> Thing:
    case = w.delivered()
    ask_review(case, "水还是没有来。", by=w.writer(case), now=w.now)
    return w.case()


def reviewed(w: World) -> Thing:
    in_review(w)
    opinion = {"ruling": "confirmed", "opinion": "已修复。"}
    decide_appeal(w.case(), **opinion, by=w.actor("reviewer"), now=w.now)
    return w.case()


def to_look_at(w: World) -> Thing:
    """Worked on twice, closed, and some months have passed."""
    w.now = timezone.now() - 80 * DAY
    case = w.delivered(contact=card())
    not_solved(case, by=w.writer(case), now=w.now)
    w.reply(w.case(), {1: "换了新水泵。"})
    rate(w.case(), verdict="solved", by=w.writer(case), now=w.now)
    w.later(days=80)
    return w.case()


def late(w: World) -> Thing:
    w.now = timezone.now() - 20 * DAY
    case = w.in_handling()
    w.later(days=20)
    return w.fresh(case)


def figure_appealed(w: World) -> Thing:
    case = w.fresh(late(w))  # type: ignore[arg-type]
    appeal_figure(case, "late", reason="全镇停电。", by=w.actor("officer"), now=w.now)
    return w.fresh(case)


def sponsored(w: World) -> Thing:
    sponsor(w.in_handling(), by=w.actor("secretary"), now=w.now)
    return w.case()


def pressed(w: World) -> Thing:
    supervise(w.in_handling(), "请抓紧。", by=w.actor("supervisor"), now=w.now)
    return w.case()


def guarded(w: World) -> Thing:
    case = w.in_handling()
    body = w.bodies["SCHOOL"]
    recuse(case.submission, ground="subject", body=body, by=w.actor("sorter"), now=w.now, through=case)
    return w.case()


def keeping_out(w: World) -> Thing:
    case = w.in_handling()
    ask_recusal(case.submission, named="教育局", reason="是亲戚", by=w.writer(case), now=w.now)
    return w.case()


def insulting(w: World) -> Thing:
    case = w.in_handling()
    mark_abuse(case.submission, "insult", by=w.actor("officer"), now=w.now, through=case)
    return w.case()


def publishable(w: World) -> Thing:
    return w.delivered(public=True)


def public(w: World) -> Thing:
    case = w.delivered(public=True)
    texts = Redacted("停水", "停水三天。", "已经恢复。")
    publish(case, texts, by=w.actor("sorter"), now=w.now)
    return w.case()


def on_paper(w: World) -> Thing:
    case = w.answered(channel="paper", contact=card(address="上湾村3组"))
    w.later(seconds=0)
    return w.fresh(case).submission


def stuck(w: World) -> Thing:
    """A message that a server refused."""
    case = w.dispatched(contact=card(email="wang@refuses.example", address="上湾村3组"))
    w.later(seconds=0)
    Sending.objects.filter(channel="email").update(state=State.STUCK)
    return w.fresh(case).submission


def recorded(w: World) -> Thing:
    letter = w.letter()
    Attachment.objects.create(
        submission=letter, sha256="0" * 64, name="录音.amr", media_type="audio/amr", size=6, added_at=w.now
    )
    return letter


def report(w: World) -> Thing:
    return w.letter(kind=Kind.REPORT)


def taken_report(w: World) -> Thing:
    letter = w.letter(kind=Kind.REPORT)
    sort(letter, to=letter.dossier.keeper, by=w.actor("discipline"), now=w.now)
    return w.case()


def a_matter(w: World, _thing: Any) -> dict[str, Any]:
    return {"matter": w.in_handling().dossier.number}


def the_question(_w: World, case: Any) -> dict[str, Any]:
    return {"question": str(case.questions.get().pk), **WORDS}


def the_recording(_w: World, letter: Any) -> dict[str, Any]:
    return {"file": str(letter.attachments.get().pk), **WORDS}


def the_recusal(_w: World, case: Any) -> dict[str, Any]:
    found = Recusal.objects.filter(submission=case.submission).first()
    return {"recusal": str(found.pk if found else case.pk)}


def whole(w: World) -> Thing:
    """A draft was handed over, by whoever does not sign."""
    submit(w.in_handling(), {1: said("已修好。")}, by=w.actor("officer"), now=w.now)
    return w.case()


def spoken(w: World) -> Thing:
    """Who telephoned and left nothing else is called to be told."""
    case = w.answered(channel="phone", contact=card())
    w.later(seconds=0)
    return w.fresh(case).submission
