"""查 How it stands, and the answer where there is one: told to the account that wrote the letter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Stage
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.cases.queries import case_of_letter
from lianxin.clock.models.promise import OWED
from lianxin.identity.actors import citizen
from lianxin.intake.models import Awaited, AwaitedState, Contact, Submission
from lianxin.intake.verbs import go_on
from lianxin.kit.dates import say_day, say_instant
from lianxin.ledger.models import Event
from lianxin.mailroom.chat import words
from lianxin.mailroom.chat.said import Said
from lianxin.outcomes.seen_by_citizen import SeenLetter, SeenReply, letter_with, seen_by_citizen
from lianxin.outcomes.verbs import read_answer
from lianxin.outcomes.verbs.posting import settle

BEFORE = {"waiting": N_("等着登记")}
ENDED = ("declined", "redirected", "withdrawn")
DELIVERED = ("case.delivered", "case.opinion_told")


def look_up(said: Said, *, code: str = "", number: str = "") -> str:
    """查进度 The letter with this code or number, else the one spoken of, else the account's newest."""
    letter, theirs = _find(said, code, number)
    if letter is None:
        return said.quietly("status", words.not_yours() if code or number else words.never_written())
    if letter.is_sealed() or not theirs:
        # Of a report nothing is told where others read along; of another's letter, what its code opens.
        return said.quietly("status", words.elsewhere(letter))
    return _tell(said, letter)


def _find(said: Said, code: str, number: str) -> tuple[Submission | None, bool]:
    """The letter, and whether this account wrote it."""
    letters = Submission.objects.select_related("dossier__keeper", "addressee", "place_organisation")
    own = Contact.objects.filter(account=said.chat.account)
    if code:
        letter = letter_with(code)
        return letter, letter is not None and own.filter(submission=letter).exists()
    mine = letters.filter(pk__in=own.values("submission"))
    if number:
        return mine.filter(dossier__number=number).first(), True
    spoken_of = mine.filter(pk=said.chat.letter_id).first() if said.chat.letter_id else None
    return spoken_of or mine.order_by("-serial").first(), True


@transaction.atomic
def _tell(said: Said, letter: Submission) -> str:
    """What waits is read by that, and so it is delivered: nothing of it is sent once more."""
    same = letter.pk == said.chat.letter_id
    go_on(said.chat, now=said.now, letter_id=letter.pk, asking=said.chat.asking if same else "")
    before = _lines_of(letter)
    read_answer(letter, by=citizen(letter.pk), now=said.now)
    for event in _lines_since(letter, before):
        settle(event, now=said.now)
    seen = seen_by_citizen(letter, now=said.now, newest=1)
    told = words.lines(*_standing(letter, seen, said.now), words.elsewhere(letter))
    said.note("status", told)
    return told


def _lines_of(letter: Submission) -> int:
    case = case_of_letter.first(letter.pk)
    return case.dossier.length if case else 0


def _lines_since(letter: Submission, before: int) -> list[Event]:
    """What was delivered at this moment."""
    case = case_of_letter.first(letter.pk)
    if case is None or case.dossier.length == before:
        return []
    return list(Event.objects.filter(dossier=case.dossier, seq__gt=before, name__in=DELIVERED))


def _standing(letter: Submission, seen: SeenLetter, now: datetime) -> list[str]:
    facts = {"number": seen.number, "stage": _stage(seen), "who": seen.holder}
    told = [_("编号%(number)s：%(stage)s，在%(who)s。") % facts, _owed(seen, now), *_lost(letter)]
    if seen.replies and seen.stage != "replied":
        told += _reply(seen.replies[-1])
    if "rate" in seen.may:
        told.append(_("解决没有？回复“解决了”或者“没有解决”。"))
    return told


def _stage(seen: SeenLetter) -> str:
    if seen.outcome in ENDED:
        return str(ClaimedOutcome(seen.outcome).label)
    return _(BEFORE[seen.stage]) if seen.stage in BEFORE else str(Stage(seen.stage).label)


def _owed(seen: SeenLetter, now: datetime) -> str:
    """Who has the next step, and by when; that it is late where it is."""
    owed = min(
        (p for p in seen.promises if p.state in OWED and not p.beside), key=lambda p: p.due, default=None
    )
    if owed is None:
        return ""
    due = say_instant(owed.due, beside=now)
    facts = {"who": owed.owed_by.name, "due": say_day(owed.due, beside=now) if due.endswith("23:59") else due}
    if owed.due < now and not owed.advances:
        return _("%(who)s应在%(due)s以前走完下一步，已经超期，记录在案，上级会过问。") % facts
    return _("%(who)s最迟%(due)s走完下一步。") % facts


def _lost(letter: Submission) -> list[str]:
    lost = Awaited.objects.filter(submission=letter, state=AwaitedState.LOST).exists()
    return [_("有附件没能从平台取到，请再发一次。")] if lost else []


def _reply(reply: SeenReply) -> list[str]:
    """The answer itself, request by request; what it leans on stands on the page."""
    told = [_("%(office)s答复：") % {"office": reply.office}, reply.opening]
    many = len(reply.answers) > 1
    for number, one in enumerate(reply.answers, start=1):
        told.append(f"{number}. {one.words}" if many else one.words)
        told.append(one.conclusion and _("结论：%(conclusion)s") % {"conclusion": one.conclusion})
    return told
