"""Moments in the life of a letter, by name: where a verb may begin, for whoever measures it."""

from datetime import date

from django.db.models import prefetch_related_objects

from lianxin.channels.message import FileIn, ProxyIn
from lianxin.flow.verbs import (
    accept,
    acknowledge,
    ask_citizen,
    ask_deferral,
    ask_extension,
    choose_track,
    dispatch,
    grant_deferral,
    hand_on,
    instruct,
    object_to,
    register,
    sort,
    sponsor,
    supervise,
    support,
    withdraw,
)
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.intake.verbs import (
    add_files,
    ask_recusal,
    grant_recusal,
)
from lianxin.outcomes.answers import BasisIn
from lianxin.outcomes.verbs import (
    appeal_figure,
    approve,
    ask_review,
    claim,
    contest_claim,
    decide_appeal,
    decide_claim,
    draft,
    not_solved,
    publish,
    rate,
    submit,
    tell_progress,
)
from lianxin.outcomes.verbs.answering_along import GIVEN
from lianxin.outcomes.verbs.publishing import Redacted
from tests.world import World, card, said

IN_SUMMER = date(2025, 7, 1)
LAW = (BasisIn("PETITION-2022", "第32条"),)
THREE = {1: said("一", bases=LAW), 2: said("二", bases=LAW), 3: said("三")}


def registered(w: World):  # type: ignore[no-untyped-def]
    register(w.letter(), by=w.actor("clerk"), now=w.now)
    return w.case()


def reopened(w: World):  # type: ignore[no-untyped-def]
    case = w.answered()
    not_solved(case, by=w.writer(case), now=w.now)
    return w.case()


def in_review(w: World):  # type: ignore[no-untyped-def]
    case = w.delivered()
    ask_review(case, "水还是没有来。", by=w.writer(case), now=w.now)
    return w.case()


def confirm(case, **k):  # type: ignore[no-untyped-def]
    return decide_appeal(case, ruling="confirmed", opinion="已查明。", **k)


def overturn(case, **k):  # type: ignore[no-untyped-def]
    return decide_appeal(case, ruling="overturned", opinion="事实不清。", **k)


def reviewed(w: World):  # type: ignore[no-untyped-def]
    confirm(in_review(w), by=w.actor("reviewer"), now=w.now)
    return w.case()


def objectable(w: World):  # type: ignore[no-untyped-def]
    """Given to the Water Bureau, with the Education Bureau to help and an instruction to keep."""
    sort(
        w.letter(place_code="LL-SW"), to=w.bodies["WATER"], by=w.actor("sorter"), now=w.now, category=w.water
    )
    support(w.case(), to=w.bodies["SCHOOL"], words="来看", by=w.actor("sorter"), now=w.now)
    instruct(w.case(), "快办", by=w.actor("secretary"), now=w.now)
    return w.case()


def disputed(w: World):  # type: ignore[no-untyped-def]
    object_to(objectable(w), reason="不归我", by=w.actor("officer"), now=w.now)
    return w.case()


def helped(w: World):  # type: ignore[no-untyped-def]
    support(w.in_handling(), to=w.bodies["SCHOOL"], words="来看", by=w.actor("sorter"), now=w.now)
    return w.case()


def drafted(w: World):  # type: ignore[no-untyped-def]
    draft(w.in_handling(), THREE, by=w.actor("officer"), now=w.now)
    return w.case()


def handed_over(w: World):  # type: ignore[no-untyped-def]
    submit(w.in_handling(), THREE, by=w.actor("officer"), now=w.now)
    return w.case()


def handed_over_with_help(w: World):  # type: ignore[no-untyped-def]
    submit(helped(w), THREE, by=w.actor("officer"), now=w.now)
    return w.case()


def petition(w: World):  # type: ignore[no-untyped-def]
    choose_track(registered(w), "petition", reason="求决", by=w.actor("sorter"), now=w.now)
    accept(w.case(), by=w.actor("sorter"), now=w.now)
    return w.case()


def given_out(w: World):  # type: ignore[no-untyped-def]
    dispatch(petition(w), to=w.bodies["WATER"], by=w.actor("sorter"), now=w.now)
    return w.case()


def extension_asked(w: World):  # type: ignore[no-untyped-def]
    ask_extension(w.in_handling(), reason="等管材", by=w.actor("officer"), now=w.now)
    return w.case()


def deferral_asked(w: World):  # type: ignore[no-untyped-def]
    ask_deferral(w.in_handling(), plan="换管", until=IN_SUMMER, by=w.actor("officer"), now=w.now)
    return w.case()


def deferred(w: World):  # type: ignore[no-untyped-def]
    grant_deferral(deferral_asked(w), by=w.actor("secretary"), now=w.now)
    return w.case()


def question(w: World):  # type: ignore[no-untyped-def]
    return ask_citizen(w.in_handling(), "表号？", by=w.actor("officer"), now=w.now)


def letter(w: World) -> object:
    return w.letter(contact=card())


def with_telephone(w: World):  # type: ignore[no-untyped-def]
    return w.answered(contact=card())


def called(w: World):  # type: ignore[no-untyped-def]
    return w.delivered(contact=card())


CLEAN = Redacted("停水", "水停了。", "修好了。")


def allowed(w: World):  # type: ignore[no-untyped-def]
    return w.delivered(contact=card(), public=True)


def in_public(w: World):  # type: ignore[no-untyped-def]
    case = allowed(w)
    publish(case, CLEAN, by=w.actor("sorter"), now=w.now)
    return w.case()


def linkable(w: World):  # type: ignore[no-untyped-def]
    """A letter, and a matter in hand that it may be linked to."""
    matter = w.in_handling()
    instruct(w.fresh(matter), "快办", by=w.actor("secretary"), now=w.now)
    return registered(w), w.fresh(matter)


def voice(w: World):  # type: ignore[no-untyped-def]
    return w.linked(w.in_handling())


def left_behind(w: World):  # type: ignore[no-untyped-def]
    """A voice whose matter has been signed for."""
    matter = w.dispatched()
    linked = w.linked(matter)
    acknowledge(w.fresh(matter), by=w.actor("officer"), now=w.now)
    return w.fresh(linked)


def led_and_handed_on(w: World):  # type: ignore[no-untyped-def]
    matter = w.in_handling()
    w.linked(matter)
    sponsor(w.fresh(matter), by=w.actor("secretary"), now=w.now)
    supervise(w.fresh(matter), "快", by=w.actor("supervisor"), now=w.now)
    withdraw(matter.submission, by=w.writer(matter), now=w.now)
    return w.fresh(matter), hand_on(w.fresh(matter), by=THE_CLOCK, now=w.now)


def withdrawn_with_voices(w: World):  # type: ignore[no-untyped-def]
    matter = w.in_handling()
    for _voice in range(3):
        w.linked(matter)
    withdraw(matter.submission, by=w.writer(matter), now=w.now)
    return w.fresh(matter)


def answered_with_a_voice(w: World):  # type: ignore[no-untyped-def]
    matter = w.in_handling()
    linked = w.linked(matter)
    submit(w.fresh(matter), {1: said("一", bases=LAW)}, by=w.actor("officer"), now=w.now)
    given = approve(w.fresh(matter), by=w.actor("approver"), now=w.now)
    prefetch_related_objects([given], *GIVEN)
    return w.fresh(linked), given


def told_with_a_voice(w: World):  # type: ignore[no-untyped-def]
    matter = w.in_handling()
    linked = w.linked(matter)
    told = tell_progress(w.fresh(matter), "到货了", by=w.actor("officer"), now=w.now)
    return w.fresh(linked), told


def sponsored(w: World):  # type: ignore[no-untyped-def]
    sponsor(w.in_handling(), by=w.actor("secretary"), now=w.now)
    return w.case()


def supervised(w: World):  # type: ignore[no-untyped-def]
    supervise(w.in_handling(), "快", by=w.actor("supervisor"), now=w.now)
    return w.case()


def recorded(w: World):  # type: ignore[no-untyped-def]
    """A recording that came with a letter."""
    case = w.in_handling()
    sound = FileIn("水.amr", b"#!AMR\n" + b"\x3c" * 64)
    add_files(case.submission, [sound], by=w.writer(case), now=w.now)
    return case.submission.attachments.select_related("submission__dossier__keeper").get()


HELPED = ProxyIn("王小明", "family", "signed", date(2025, 3, 1))


def kept_out(w: World):  # type: ignore[no-untyped-def]
    """A request that the body which has the case be kept out."""
    letter = w.in_handling().submission
    return ask_recusal(letter, named="水务局", reason="亲戚", by=citizen(letter.pk), now=w.now)


def waiting_for_recused(w: World):  # type: ignore[no-untyped-def]
    grant_recusal(kept_out(w), by=w.actor("supervisor"), now=w.now)
    return w.case()


def to_look_at(w: World):  # type: ignore[no-untyped-def]
    """Not solved, answered again, solved, and two and a half months gone by."""
    case = w.delivered()
    not_solved(case, by=w.writer(case), now=w.now)
    w.reply(w.case(), {1: "换管"})
    rate(w.case(), verdict="solved", by=w.writer(case), now=w.now)
    w.later(days=80)
    return w.case()


def claimed(w: World):  # type: ignore[no-untyped-def]
    claim(w.in_handling(), 1, **CLAIM, by=w.actor("officer"), now=w.now)
    return w.case()


def held(w: World):  # type: ignore[no-untyped-def]
    decide_claim(claimed(w), 1, confirmed=True, words="是", by=w.actor("sorter"), now=w.now)
    return w.case()


def contested(w: World):  # type: ignore[no-untyped-def]
    case = held(w)
    contest_claim(case, 1, "不对", by=w.writer(case), now=w.now)
    return w.case()


def too_late(w: World):  # type: ignore[no-untyped-def]
    w.in_handling()
    w.later(days=20)
    return w.case()


def figure_appealed(w: World):  # type: ignore[no-untyped-def]
    appeal_figure(too_late(w), "late", reason="停电", by=w.actor("officer"), now=w.now)
    return w.case()


CLAIM = {"reason": "要重判", "basis": "第1条", "channel": "法院"}


def about(holds: str) -> dict[str, str]:
    return {"holds": holds, "words": "去看过"}


def instructed(w: World):  # type: ignore[no-untyped-def]
    instruct(w.dispatched(), "快办", by=w.actor("secretary"), now=w.now)
    return w.case()
