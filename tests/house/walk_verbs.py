"""What the random walk may try, by whom and with which words: the wrong person tries as well."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from lianxin.channels.email.null import FULL, REFUSING
from lianxin.flow.verbs import (
    accept,
    acknowledge,
    ask_citizen,
    ask_deferral,
    ask_extension,
    choose_track,
    close,
    decline,
    end_supervision,
    give_notice,
    grade,
    grant_deferral,
    grant_extension,
    instruct,
    let_lapse,
    list_publicly,
    object_to,
    refuse_deferral,
    refuse_extension,
    reopen,
    report_to_lead,
    split,
    sponsor,
    supervise,
    take_up,
    tell_as_sponsor,
)
from lianxin.intake.verbs import (
    grant_recusal,
    let_recusal_stand,
    refuse_recusal,
)
from lianxin.kit.dates import local_day
from lianxin.outcomes.verbs import (
    appeal_figure,
    approve,
    claim,
    contest_claim,
    correct_and_send,
    decide_claim,
    decide_contest,
    decide_figure,
    draft,
    let_asking_lapse,
    post,
    post_instead,
    send_back,
    stop_mails,
    submit,
    take_back,
    tell_progress,
    try_again,
)
from tests.world import PEOPLE
from tests.world import said as whole

AMR = b"#!AMR\n" + b"\x3c" * 64
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40

Verb = Callable[..., object]
which = st.integers(0, 30)
anybody = st.sampled_from([*PEOPLE, "writer", "writer", "writer", "another writer", "the clock"])
# Whoever usually does it comes up often enough for letters to get somewhere.
clerks = st.sampled_from([*["sorter"] * 12, *["discipline"] * 3, *PEOPLE, "writer", "the clock"])
officers = st.sampled_from([*["officer"] * 12, *["discipline"] * 3, *PEOPLE, "writer", "the clock"])
reviewers = st.sampled_from([*["reviewer"] * 8, *["township_reviewer"] * 4, *PEOPLE, "writer"])
signers = st.sampled_from(
    [*["approver"] * 6, *["county_approver"] * 3, "second_discipline", "officer", "secretary"]
)
callers = st.sampled_from([*["caller"] * 6, "approver", "officer", "writer", "clerk"])
leaders = st.sampled_from([*["secretary"] * 4, *["supervisor"] * 6, *PEOPLE, "writer", "the clock"])
writers = st.sampled_from([*["writer"] * 12, "another writer", *PEOPLE, "the clock"])
words = st.sampled_from(["", "水", "已修好。", "\x00", "水" * 600, "<b>&\n\t"])
bodies = st.sampled_from(["WATER", "WATER", "SCHOOL", "LL-SW", "WS-DESK", "WS-JW"])
CASE_VERBS = {
    "accept": lambda case, said, **k: accept(case, **k),
    "ask_citizen": lambda case, said, **k: ask_citizen(case, said, **k),
    "ask_deferral": lambda case, said, **k: ask_deferral(case, plan=said, until=in_a_month(k["now"]), **k),
    "ask_extension": lambda case, said, **k: ask_extension(case, reason=said, **k),
    "choose_track": lambda case, said, **k: choose_track(case, "petition", reason=said, **k),
    "acknowledge": lambda case, said, **k: acknowledge(case, **k),
    "close": lambda case, said, **k: close(case, because="silence", **k),
    "decline": lambda case, said, **k: decline(case, reason=said, channel="法院", **k),
    "approve": lambda case, said, **k: approve(case, **k),
    "draft": lambda case, said, **k: draft(case, {1: whole(said)}, **k),
    "give_notice": lambda case, said, **k: give_notice(case, said, **k),
    "grade": lambda case, said, **k: grade(case, "urgent", reason=said, **k),
    "take_up": lambda case, said, **k: take_up(case, **k),
    "instruct": lambda case, said, **k: instruct(case, said, **k),
    "reopen": lambda case, said, **k: reopen(case, **k),
    "object": lambda case, said, **k: object_to(case, reason=said, **k),
    "report": lambda case, said, **k: report_to_lead(case, said, **k),
    "send back": lambda case, said, **k: send_back(case, said, **k),
    "split": lambda case, said, **k: split(case, [said, "退水费"], **k),
    "submit": lambda case, said, **k: submit(case, {1: whole(said), 2: whole(said)}, **k),
    "take back": lambda case, said, **k: take_back(case, **k),
    "tell": lambda case, said, **k: tell_progress(case, said, **k),
}
ABOVE = {
    "instruct by a day": lambda case, said, now, **k: instruct(
        case, said, until=local_day(now) + timedelta(days=3), now=now, **k
    ),
    "sponsor": lambda case, said, **k: sponsor(case, **k),
    "tell as sponsor": lambda case, said, **k: tell_as_sponsor(case, said, **k),
    "supervise": lambda case, said, **k: supervise(case, said, **k),
    "list": lambda case, said, **k: list_publicly(case, **k),
    "end supervision": lambda case, said, **k: end_supervision(case, said, **k),
}
NOTICE_VERBS = {
    "post": lambda letter, said, **k: post(letter, proof=said, **k),
    "try_again": lambda letter, said, **k: try_again(letter, **k),
    "post_instead": lambda letter, said, **k: post_instead(letter, **k),
    "correct_and_send": lambda letter, said, **k: correct_and_send(letter, email="wang@mail.example", **k),
    "stop_mails": lambda letter, said, **k: stop_mails(letter, **k),
}
LEFT = ["", "wang@mail.example", f"wang{REFUSING}", f"wang{FULL}"]


RECUSALS: dict[str, Verb] = {
    "grant": lambda request, **k: grant_recusal(request, **k),
    "refuse": lambda request, **k: refuse_recusal(request, words="不必", **k),
    "wait": lambda request, **k: let_recusal_stand(request, **k),
}
named = st.sampled_from(["水务局", "教育局", "承办人丙", "没有这个人", "", "望水县"])
recusals = st.sampled_from([*RECUSALS])
DECISIONS: dict[str, Verb] = {
    "grant_extension": lambda case, **k: grant_extension(case, **k),
    "refuse_extension": lambda case, **k: refuse_extension(case, words="不行", **k),
    "grant_deferral": lambda case, **k: grant_deferral(case, **k),
    "refuse_deferral": lambda case, **k: refuse_deferral(case, words="不行", **k),
    "let_lapse": lambda case, **k: let_lapse(case, "extension", **k),
}

FAIR: dict[str, Verb] = {
    "claim": lambda case, said, **k: claim(case, 1, reason=said, basis="第1条", channel="法院", **k),
    "confirm": lambda case, said, **k: decide_claim(case, 1, confirmed=True, words=said, **k),
    "reject": lambda case, said, **k: decide_claim(case, 1, confirmed=False, words=said, **k),
    "contest": lambda case, said, **k: contest_claim(case, 1, said, **k),
    "uphold": lambda case, said, **k: decide_contest(case, 1, upheld=True, words=said, **k),
    "appeal": lambda case, said, **k: appeal_figure(case, "late", reason=said, **k),
    "accept": lambda case, said, **k: decide_figure(case, 1, accepted=True, words=said, **k),
    "lapse": lambda case, said, **k: let_asking_lapse(case, "claim:1", **k),
}


def in_a_month(now: datetime) -> date:
    return local_day(now) + timedelta(days=30)
