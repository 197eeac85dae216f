"""What a writer tells in a word besides: how to be reached, and whether it is solved."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.queries import case_of_letter
from lianxin.channels.message import Message
from lianxin.identity.actors import citizen
from lianxin.intake.models import Submission
from lianxin.intake.verbs import go_on, leave_contact
from lianxin.kit.refusals import Refusal, SomeoneActedFirst
from lianxin.mailroom.chat.commands import email_in, telephone_in, verdict_in
from lianxin.mailroom.chat.said import Said
from lianxin.outcomes.verbs import not_solved, rate

ANSWERED = ("delivered", "closed")


def tell_besides(said: Said, heard: Message) -> str | None:
    """What is said to it; None where it is neither, or there is no letter that it could be about."""
    letter = said.chat.letter
    if letter is None or heard.openly:
        return None
    phone, email = telephone_in(heard.body), email_in(heard.body)
    if phone or email:
        return _leave(said, letter, phone, email)
    verdict = verdict_in(heard.body)
    case = case_of_letter.first(letter.pk) if verdict else None
    if case is None or case.is_sealed() or case.stage not in ANSWERED:
        return None
    return _judge(said, letter, verdict)


@transaction.atomic
def _leave(said: Said, letter: Submission, phone: str, email: str) -> str:
    """留联系方式 Kept with the private part of the letter; the writer is reached by it besides."""
    go_on(said.chat, now=said.now)
    leave_contact(letter, phone=phone, email=email, by=citizen(letter.pk), now=said.now)
    told = _("联系方式记下了，只有办这封信的人看得到。")
    said.note("choice", told)
    return told


@transaction.atomic
def _judge(said: Said, letter: Submission, verdict: str) -> str:
    """评价 In the writer's own words: it ends with that, or goes back to work. A no of the house is told."""
    go_on(said.chat, now=said.now)
    case = case_of_letter.get(letter.pk)
    try:
        with transaction.atomic():
            if verdict == "solved":
                rate(case, verdict=verdict, by=citizen(letter.pk), now=said.now)
                told = _("谢谢，记下了。这封信到此结案。")
            else:
                not_solved(case, by=citizen(letter.pk), now=said.now)
                told = _("知道了，没有解决。退回去重新办，办理单位要再答复您一次。")
    except SomeoneActedFirst:
        raise
    except Refusal as refusal:
        told = refusal.sentence
    said.note("choice", told)
    return told
