"""What a verb may cost: at most twelve queries, so that a whole life stays cheap on any database.

A verb made of others may spend what they may, and one that writes in two folders twice as much.
Savepoints are not counted. None of the queries may walk every folder of the house.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.channels.files import Reader
from lianxin.channels.message import ContactCard, FileIn, FileThere, Message, ProxyIn, Raw
from lianxin.clock.queries import rule, rulebook_in_force
from lianxin.exchange.queries import saved_of
from lianxin.exchange.reading import rows_of_file
from lianxin.exchange.verbs import ask_for_file, give_file, make_file, take_looked_at, take_portion
from lianxin.flow.verbs import (
    accept,
    acknowledge,
    answer_question,
    ask_citizen,
    ask_deferral,
    ask_extension,
    choose_track,
    close,
    decide_objection,
    decline,
    dispatch,
    end_supervision,
    give_notice,
    grade,
    grant_deferral,
    grant_extension,
    hand_on,
    instruct,
    keep_up,
    lead_on,
    let_lapse,
    link,
    list_publicly,
    object_to,
    recall,
    refuse_deferral,
    refuse_extension,
    register,
    reopen,
    report_to_lead,
    sort,
    split,
    sponsor,
    supervise,
    support,
    take_up,
    tell_as_sponsor,
    unlink,
    withdraw,
)
from lianxin.hooks.verbs import end_hook, try_hook
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.intake.models import Awaited, Chat
from lianxin.intake.verbs import (
    add_arrived,
    add_files,
    add_words,
    ask_recusal,
    bring,
    give_up,
    go_on,
    grant_recusal,
    hold,
    keep_draft,
    leave_contact,
    let_recusal_stand,
    make_letter,
    mark_abuse,
    open_contact,
    open_submission,
    readdress,
    receive,
    receive_many,
    refuse_recusal,
    set_aside,
    take_awaited,
    transcribe,
)
from lianxin.kit.ids import uuid7
from lianxin.mailroom.chat import talk
from lianxin.outcomes.models import Sending
from lianxin.outcomes.reactions import settle_notices, tell_writer
from lianxin.outcomes.verbs import (
    answer_along,
    appeal_figure,
    approve,
    ask_review,
    call_back,
    choose_public,
    claim,
    contest_claim,
    correct_and_send,
    decide_claim,
    decide_contest,
    decide_figure,
    deliver,
    draft,
    let_asking_lapse,
    look_back,
    not_solved,
    pass_on_from_recused,
    post,
    post_instead,
    publish,
    rate,
    say_pressed,
    send_back,
    stop_mails,
    submit,
    take_back,
    take_down,
    tell_along,
    tell_opinion,
    tell_progress,
    try_again,
)
from lianxin.outcomes.verbs.rating import Said
from lianxin.outcomes.verbs.sending import send_due
from lianxin.problems.road import rules_needed
from tests.house.moments import (
    CLAIM,
    CLEAN,
    HELPED,
    IN_SUMMER,
    THREE,
    about,
    allowed,
    answered_with_a_voice,
    called,
    claimed,
    confirm,
    contested,
    deferral_asked,
    deferred,
    disputed,
    drafted,
    extension_asked,
    figure_appealed,
    given_out,
    handed_over,
    handed_over_with_help,
    held,
    helped,
    in_public,
    in_review,
    instructed,
    kept_out,
    led_and_handed_on,
    left_behind,
    letter,
    linkable,
    objectable,
    overturn,
    petition,
    question,
    recorded,
    registered,
    reopened,
    reviewed,
    sponsored,
    supervised,
    to_look_at,
    told_with_a_voice,
    too_late,
    voice,
    waiting_for_recused,
    with_telephone,
    withdrawn_with_voices,
)
from tests.house.wide import wide_questions
from tests.other_system import export, given, row, settled
from tests.platforms import xml
from tests.receiver import bureau, hook_at
from tests.world import World, card

MOST = 12
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
Act = Callable[[], object]
PARTNER = "https://partner.example/"


def message(proxy: ProxyIn | None = None) -> Message:
    return Message(
        "mailbox", f"budget:{uuid7()}", "没有水。", contact=card(), files=(FileIn("水.png", PNG),),
        proxy=proxy or ProxyIn(),
    )  # fmt: skip


def penned(w: World):  # type: ignore[no-untyped-def]
    return hold(Raw("yard", b"\xff"), "yard:1", why="fault", by=citizen(), now=w.now)


def arrived() -> Message:
    return replace(message(), raw=Raw("mailbox", b"yes"))


def a_group() -> list[Message]:
    return [message() for _ in range(64)]


def cost(act: Act) -> int:
    with CaptureQueriesContext(connection) as queries, wide_questions() as wide:
        act()
    assert not wide
    return len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)])


def on(prepare: Callable[[World], object], act: Callable[..., object], who: str, **said: object):  # type: ignore[no-untyped-def]
    """Prepare outside the count; then one act of one person."""

    def ready(w: World) -> Act:
        thing = prepare(w)
        by = {"writer": lambda: w.writer(w.case()), "the clock": lambda: THE_CLOCK}.get(
            who, lambda: w.actor(who)
        )()
        values = {key: w.bodies[value] if key == "to" else value for key, value in said.items()}
        return lambda: act(thing, by=by, now=w.now, **values)

    return ready


def on_a_hook(w: World, act: Callable[..., object]) -> Act:
    by = bureau(w)
    hook = hook_at(w, PARTNER, by=by)
    return lambda: act(hook, by=by, now=w.now)


VERBS = {
    "receive": (1, lambda w: lambda: receive(message(), by=citizen(), now=w.now)),
    "receive 64": (
        1,
        lambda w: lambda: receive_many([message() for _ in range(64)], by=citizen(), now=w.now),
    ),
    "open_submission": (1, on(letter, open_submission, "clerk")),
    "open_contact": (1, on(letter, open_contact, "clerk")),
    "add_words": (1, on(letter, lambda s, **k: add_words(s, "又一天", **k), "clerk")),
    "add_files": (1, on(letter, lambda s, **k: add_files(s, [FileIn("水.png", PNG)], **k), "clerk")),
    "register": (1, on(letter, register, "clerk")),
    "accept": (1, on(registered, accept, "sorter")),
    "decline": (1, on(registered, decline, "sorter", reason="无关", channel="法院")),
    "dispatch": (1, on(registered, dispatch, "sorter", to="WATER")),
    "instruct again by a day": (
        1,
        on(
            lambda w: instructed(w),
            lambda c, **k: instruct(c, "快", until=date(2025, 3, 7), **k),
            "secretary",
        ),
    ),
    "sponsor": (1, on(World.in_handling, sponsor, "secretary")),
    "tell_as_sponsor": (1, on(sponsored, lambda c, **k: tell_as_sponsor(c, "去过", **k), "secretary")),
    "supervise": (1, on(World.in_handling, lambda c, **k: supervise(c, "快", **k), "supervisor")),
    "list_publicly": (1, on(supervised, list_publicly, "supervisor")),
    "end_supervision": (1, on(supervised, lambda c, **k: end_supervision(c, "好", **k), "supervisor")),
    "link": (2, on(linkable, lambda two, **k: link(two[0], to=two[1], **k), "sorter")),
    "unlink": (2, on(voice, lambda c, **k: unlink(c, reason="不是", **k), "sorter")),
    "keep_up": (1, on(left_behind, keep_up, "the clock")),
    "lead_on": (2, on(led_and_handed_on, lambda two, **k: lead_on(*two, **k), "the clock")),
    "hand_on": (1, on(withdrawn_with_voices, hand_on, "the clock")),
    "answer_along": (1, on(answered_with_a_voice, lambda two, **k: answer_along(*two, **k), "the clock")),
    "tell_along": (1, on(told_with_a_voice, lambda two, **k: tell_along(*two, **k), "the clock")),
    "receive for somebody else": (
        1,
        lambda w: lambda: receive(message(proxy=HELPED), by=citizen(), now=w.now),
    ),
    "transcribe": (1, on(recorded, lambda a, **k: transcribe(a, "水", **k), "clerk")),
    "ask_recusal": (
        1,
        on(lambda w: w.in_handling().submission, ask_recusal, "writer", named="承办人丙", reason="亲戚"),
    ),
    "grant_recusal": (1, on(kept_out, grant_recusal, "supervisor")),
    "refuse_recusal": (1, on(kept_out, refuse_recusal, "supervisor", words="不是")),
    "let_recusal_stand": (1, lambda w: standing_by_silence(w)),
    "pass_on_from_recused": (1, on(waiting_for_recused, pass_on_from_recused, "the clock")),
    "mark_abuse": (
        1,
        on(lambda w: w.in_handling().submission, lambda s, **k: mark_abuse(s, "insult", **k), "sorter"),
    ),
    "hold": (1, lambda w: lambda: penned(w)),
    "set_aside": (1, on(penned, lambda a, **k: set_aside(a, reason="广告", **k), "clerk")),
    "make_letter": (1, on(penned, lambda a, **k: make_letter(a, message(), **k), "clerk")),
    "add_arrived": (
        2,
        lambda w: (lambda s: lambda: add_arrived(s, arrived(), by=citizen(s.pk), now=w.now))(w.letter()),
    ),
    "readdress": (
        1,
        lambda w: (lambda s: lambda: readdress(s, to=w.bodies["LL"], by=citizen(s.pk), now=w.now))(
            w.letter()
        ),
    ),
    "leave_contact": (1, lambda w: leaving(w)),
    "receive from an account": (1, lambda w: lambda: receive(by_account(), by=citizen(), now=w.now)),
    "receive 64 from accounts": (
        7,  # what is spoken of is told apart by account, one statement each
        lambda w: (lambda many: lambda: receive_many(many, by=citizen(), now=w.now))(spoken_again(w)),
    ),
    "go_on": (1, lambda w: lambda: go_on(Chat(account="wechat:o-wang"), now=w.now)),
    "bring": (
        1,
        lambda w: (
            lambda one: lambda: bring(one, FileIn("水.png", PNG), by=citizen(one.submission_id), now=w.now)
        )(awaited(w)),
    ),
    "give_up": (
        1,
        lambda w: (lambda one: lambda: give_up(one, why="gone", by=THE_CLOCK, now=w.now))(awaited(w)),
    ),
    "say a letter in a chat": (1, lambda w: saying(w, "停水三天了，没有水做饭")),
    "say a further word": (2, lambda w: saying(w, "停水三天了", "老人没有水喝，请快一点来")),
    "say whom it is for": (2, lambda w: saying(w, "停水三天了", "柳林镇")),
    "ask how it stands": (3, lambda w: saying(w, "停水三天了", "查")),
    "keep_draft": (
        1,
        on(lambda w: "1", lambda key, **k: keep_draft("phone", key, {"body": "水"}, **k), "clerk"),
    ),
    "settle_mapping": (1, lambda w: lambda: settled(w)),
    "give_file": (1, lambda w: giving(w)),
    "take 200 rows": (2, lambda w: taking(w)),
    "ask_for_file": (1, lambda w: answers(w, asked=False)),
    "make a file of answers": (2, lambda w: answers(w, asked=True)),
    "make_hook": (1, lambda w: (lambda by: lambda: hook_at(w, PARTNER, by=by))(bureau(w))),
    "try_hook": (1, lambda w: on_a_hook(w, try_hook)),
    "end_hook": (1, lambda w: on_a_hook(w, end_hook)),
    "recall": (1, on(lambda w: instructed(w), recall, "sorter")),
    "sort": (3, on(letter, sort, "sorter", to="WATER")),
    "split": (1, on(World.in_handling, lambda c, **k: split(c, ["一", "二", "三"] * 6, **k), "officer")),
    "acknowledge": (1, on(World.dispatched, acknowledge, "officer")),
    "instruct": (1, on(World.in_handling, lambda c, **k: instruct(c, "快办", **k), "secretary")),
    "draft": (1, on(World.in_handling, lambda c, **k: draft(c, THREE, **k), "officer")),
    "draft again": (1, on(drafted, lambda c, **k: draft(c, THREE, **k), "officer")),
    "submit": (1, on(World.in_handling, lambda c, **k: submit(c, THREE, **k), "officer")),
    "submit while more time is asked for": (
        2,
        on(extension_asked, lambda c, **k: submit(c, THREE, **k), "officer"),
    ),
    "draft again and submit": (2, on(drafted, lambda c, **k: submit(c, THREE, **k), "officer")),
    "take_back": (1, on(World.submitted, take_back, "officer")),
    "approve": (1, on(handed_over, approve, "approver")),
    "send_back": (1, on(handed_over, lambda c, **k: send_back(c, "再改", **k), "approver")),
    "tell_progress": (1, on(World.in_handling, lambda c, **k: tell_progress(c, "在修", **k), "officer")),
    "deliver": (1, on(World.answered, deliver, "clerk", means="posted", proof="XA1")),
    "close": (1, on(World.delivered, close, "sorter", because="silence")),
    "claim": (1, on(World.in_handling, lambda c, **k: claim(c, 1, **CLAIM, **k), "officer")),
    "decide_claim": (
        1,
        on(claimed, lambda c, **k: decide_claim(c, 1, confirmed=True, words="是", **k), "sorter"),
    ),
    "let_asking_lapse": (1, on(claimed, lambda c, **k: let_asking_lapse(c, "claim:1", **k), "the clock")),
    "contest_claim": (1, on(held, lambda c, **k: contest_claim(c, 1, "不对", **k), "writer")),
    "decide_contest": (
        1,
        on(contested, lambda c, **k: decide_contest(c, 1, upheld=True, words="是", **k), "supervisor"),
    ),
    "appeal_figure": (
        1,
        on(too_late, lambda c, **k: appeal_figure(c, "late", reason="停电", **k), "officer"),
    ),
    "decide_figure": (
        1,
        on(figure_appealed, lambda c, **k: decide_figure(c, 1, accepted=True, words="是", **k), "supervisor"),
    ),
    "look_back": (1, on(to_look_at, look_back, "caller", **about("still"))),
    "look_back and reopen": (2, on(to_look_at, look_back, "caller", **about("not_any_more"))),
    "rate a delivered answer, and close": (2, on(World.delivered, rate, "writer", verdict="solved")),
    "deliver, rate and close": (3, on(World.answered, rate, "writer", verdict="solved")),
    "rate and reopen": (2, on(World.delivered, not_solved, "writer")),
    "reopen": (1, on(World.delivered, reopen, "writer")),
    "object_to": (1, on(objectable, lambda c, **k: object_to(c, reason="不归我", **k), "officer")),
    "object_to while more time is asked for": (
        2,
        on(extension_asked, lambda c, **k: object_to(c, reason="不归我", **k), "officer"),
    ),
    "uphold": (1, on(disputed, decide_objection, "sorter", to="LL", upheld=True, words="归镇里")),
    "uphold to a helper": (
        1,
        on(disputed, decide_objection, "sorter", to="SCHOOL", upheld=True, words="归它"),
    ),
    "reject": (1, on(disputed, decide_objection, "sorter", upheld=False, words="归你")),
    "support": (1, on(World.in_handling, support, "sorter", to="SCHOOL", words="来看")),
    "report_to_lead": (1, on(helped, lambda c, **k: report_to_lead(c, "没有漏", **k), "stranger")),
    "approve and end the help": (2, on(handed_over_with_help, approve, "approver")),
    "choose_track": (
        1,
        on(registered, lambda c, **k: choose_track(c, "petition", reason="求决", **k), "sorter"),
    ),
    "grade": (1, on(registered, lambda c, **k: grade(c, "urgent", reason="有人被困", **k), "sorter")),
    "dispatch on the petition's road": (1, on(petition, dispatch, "sorter", to="WATER")),
    "ask_extension": (1, on(World.in_handling, ask_extension, "officer", reason="等管材")),
    "grant_extension": (1, on(extension_asked, grant_extension, "secretary")),
    "refuse_extension": (1, on(extension_asked, refuse_extension, "secretary", words="有现货")),
    "ask_deferral": (1, on(World.in_handling, ask_deferral, "officer", plan="换管", until=IN_SUMMER)),
    "grant_deferral": (1, on(deferral_asked, grant_deferral, "secretary")),
    "refuse_deferral": (1, on(deferral_asked, refuse_deferral, "secretary", words="先送水")),
    "take_up": (1, on(deferred, take_up, "officer")),
    "let_lapse": (1, on(extension_asked, lambda c, **k: let_lapse(c, "extension", **k), "the clock")),
    "ask_citizen": (1, on(World.in_handling, lambda c, **k: ask_citizen(c, "表号？", **k), "officer")),
    "answer_question": (2, on(question, lambda q, **k: answer_question(q, "0731", **k), "writer")),
    "give_notice": (1, on(given_out, lambda c, **k: give_notice(c, "已收到。", **k), "officer")),
    "publish": (1, on(allowed, lambda c, **k: publish(c, CLEAN, **k), "sorter")),
    "take_down": (1, on(in_public, lambda c, **k: take_down(c, reason="错字", **k), "sorter")),
    "choose_public": (1, on(lambda w: w.delivered().submission, choose_public, "writer", public=True)),
    "choose_public no longer": (
        2,
        on(lambda w: in_public(w).submission, choose_public, "writer", public=False),
    ),
    "withdraw": (1, on(lambda w: w.in_handling().submission, withdraw, "writer")),
    "withdraw while more time is asked for": (
        1,
        on(lambda w: extension_asked(w).submission, withdraw, "writer"),
    ),
    "register and withdraw": (2, lambda w: withdrawing(w)),
    "call_back": (1, on(called, call_back, "caller", no_word="no_view")),
    "call back and hear": (3, on(called, call_back, "caller", said=Said("solved"))),
    "call back and reopen": (3, on(called, call_back, "caller", said=Said("not_solved"))),
    "deliver to a telephone": (1, on(with_telephone, deliver, "clerk", means="posted", proof="XA1")),
    "say_pressed": (2, on(World.answered, say_pressed, "writer")),
    "ask_review": (1, on(World.delivered, lambda c, **k: ask_review(c, "水还是没有来。", **k), "writer")),
    "decide_appeal": (1, on(in_review, confirm, "reviewer")),
    "overturn": (1, on(in_review, overturn, "reviewer")),
    "tell_opinion": (1, on(reviewed, tell_opinion, "writer", means="read")),
    "post": (1, on(lambda w: told(w, w.dispatched), post, "clerk", proof="XA1")),
    "post an answer": (2, on(lambda w: told(w, w.answered), post, "clerk", proof="XA1")),
    "try_again": (1, on(lambda w: told(w, w.dispatched), try_again, "clerk")),
    "correct_and_send": (2, on(lambda w: told(w, w.dispatched), correct_and_send, "clerk", email="a@b.cn")),
    "post_instead": (1, on(lambda w: told(w, w.dispatched), post_instead, "clerk")),
    "stop_mails": (1, on(lambda w: told(w, w.answered), stop_mails, "writer")),
    "send one mail": (1, lambda w: sending_one(w)),
    "tell": (1, lambda w: reacting(w, "case.dispatched", tell_writer)),
    "settle": (1, lambda w: reacting(w, "case.delivered", settle_notices)),
    "answer again": (1, on(reopened, lambda c, **k: submit(c, THREE, **k), "officer")),
}


def leaving(w: World) -> Act:
    one = w.letter()
    return lambda: leave_contact(one, phone="13800000000", by=citizen(one.pk), now=w.now)


def by_account(number: int = 0, turn: int = 0) -> Message:
    who = ContactCard(account=f"wechat:o-{number}")
    raw = Raw("wechat", b"<xml/>", stamp=uuid7().hex)
    there = (FileThere("m1", "image"),)
    return replace(message(), channel="wechat", contact=who, raw=raw, turn=turn, there=there, files=())


def spoken_again(w: World) -> list[Message]:
    """Accounts that have all said something before."""
    receive_many([by_account(number) for number in range(64)], by=citizen(), now=w.now)
    return [by_account(number, 1) for number in range(64)]


def awaited(w: World) -> Awaited:
    receive(by_account(), by=citizen(), now=w.now)
    one = take_awaited(now=w.now)
    assert one
    return one


def saying(w: World, *words: str) -> Act:
    """The last of these things that an account says, as the door hears it."""
    calls = [Raw("wechat", xml("text", Content=one), stamp=uuid7().hex) for one in words]
    for raw in calls[:-1]:
        talk(raw, now=w.now)
    return lambda: talk(calls[-1], now=w.now)


def giving(w: World) -> Act:
    mapping, content = settled(w), export(row("A1"))
    return lambda: give_file(mapping, "a.csv", content, came="page", by=w.actor("office"), now=w.now)


def taking(w: World) -> Act:
    settled(w)
    given(w, export(row("A0")))
    file = given(w, export(*[row(f"A{n}") for n in range(1, 201)]), look=True)
    take_looked_at(file, by=w.actor("office"), now=w.now)
    file.refresh_from_db()
    saved = saved_of(file.mapping)
    reader = Reader(saved, file.sha256)
    rows = [reader.read(one) for one in rows_of_file(file, saved).rows]
    return lambda: take_portion(file, rows, by=THE_CLOCK, now=w.now)


def answers(w: World, *, asked: bool) -> Act:
    mapping = settled(w)
    given(w, export(row("A1"), row("A2")))
    if not asked:
        return lambda: ask_for_file(mapping, by=THE_CLOCK, now=w.now)
    file = ask_for_file(mapping, by=THE_CLOCK, now=w.now)
    return lambda: make_file(file, by=THE_CLOCK, now=w.now)


def standing_by_silence(w: World) -> Act:
    request = kept_out(w)
    due = w.now + timedelta(days=9)
    return lambda: let_recusal_stand(request, by=THE_CLOCK, now=due)


def withdrawing(w: World) -> Act:
    unread = w.letter()
    return lambda: withdraw(unread, by=citizen(unread.pk), now=w.now)


def told(w: World, prepare: Callable[..., object]):  # type: ignore[no-untyped-def]
    """The letter of a case whose writer is told by mail and on paper."""
    prepare(channel="paper", contact=card(email="wang@mail.example", address="上湾村3组"))
    w.later(minutes=5)
    return w.case().submission


def sending_one(w: World) -> Act:
    told(w, w.answered)
    return lambda: send_due(now=w.now, most=1)


def reacting(w: World, name: str, reaction: Callable[..., None]) -> Act:
    w.delivered()
    event = w.case().dossier.events.get(name=name)
    Sending.objects.all().delete()
    return lambda: reaction(event, now=w.now)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_keeps_to_its_budget_of_queries(world: World, verb: str, settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    verbs, ready = VERBS[verb]
    for key in rules_needed():
        rule(key, rulebook_in_force(world.now))
    world.answered()  # caches of offices, rules and the calendar are warm, as in a running server
    assert cost(ready(world)) <= MOST * verbs
