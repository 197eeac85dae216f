"""回避 Who is named in a letter, or too near to it, never has it before them (Petition Work Regulations
art 28: recusal; art 30: material about somebody never reaches that person).
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.identity.policy import Thing, require
from lianxin.intake.models import Ground, Recusal, Submission
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.ledger.verbs import record
from lianxin.organisations.models import Organisation


@transaction.atomic
def recuse(
    submission: Submission,
    *,
    ground: str,
    by: Actor,
    now: datetime,
    person: Person | None = None,
    body: Organisation | None = None,
    through: Thing | None = None,
) -> Recusal:
    """要求回避 From now on this person, or everybody in this body, neither sees nor handles the letter.

    `through` is the case that the letter has become. Raises NotValid without a ground or without exactly
    one of person and body, and where the desk itself would be left with nobody.
    """
    require(by, "submission.recuse", through or submission)
    if ground not in Ground.values or (person is None) == (body is None):
        raise NotValid(_("请写明谁要回避(一个人或者一个单位)，以及为什么。"), "who")
    return _set_aside(submission, ground, by=by, now=now, person=person, body=body)


@transaction.atomic
def step_aside(submission: Submission, *, by: Actor, now: datetime, through: Thing | None = None) -> Recusal:
    """自行回避 Whoever can read it may say: this is too near to me."""
    require(by, "submission.read", through or submission)
    assert by.person
    return _set_aside(submission, Ground.OWN, by=by, now=now, person=by.person, body=None)


@transaction.atomic
def readmit(recusal: Recusal, *, by: Actor, now: datetime, through: Thing | None = None) -> None:
    """解除回避 It was wrong; who lifts it is not the one who would come back by it."""
    submission = recusal.submission
    require(by, "submission.readmit", through or submission)
    if not Recusal.objects.filter(pk=recusal.pk, lifted_at=None).update(lifted_at=now):
        raise NotAllowedNow(_("这项回避已经解除了。"))
    submission.__dict__.pop("stepping_aside", None)
    record(submission.dossier, "submission.readmitted", by=by, now=now, recusal=recusal.pk.hex)


def check_body(submission: Submission, body: Organisation | None) -> None:
    """Whoever received the letter, or stands above, cannot step aside as a whole: nobody would be left."""
    if body is not None and submission.dossier.keeper.path.startswith(body.path):
        raise NotValid(
            _("%(body)s是受理这封信的单位或者它的上级，不能整个回避；请写明是哪一个人。")
            % {"body": body.name},
            "who",
        )


def put_aside(
    submission: Submission,
    ground: str,
    *,
    by: Actor,
    now: datetime,
    person: Person | None,
    body: Organisation | None,
) -> Recusal:
    """The row itself, and the letter's mark that somebody steps aside from it."""
    try:
        with transaction.atomic():
            recusal = Recusal.objects.create(
                submission=submission, person=person, body=body, ground=ground, by=by.person, at=now
            )
    except IntegrityError as error:
        raise NotAllowedNow(_("已经记下要回避了。")) from error
    Submission.objects.filter(pk=submission.pk).update(guarded=True)
    submission.guarded = True
    submission.__dict__.pop("stepping_aside", None)
    return recusal


def _set_aside(
    submission: Submission,
    ground: str,
    *,
    by: Actor,
    now: datetime,
    person: Person | None,
    body: Organisation | None,
) -> Recusal:
    check_body(submission, body)
    recusal = put_aside(submission, ground, by=by, now=now, person=person, body=body)
    record(
        submission.dossier, "submission.recused", by=by, now=now, recusal=recusal.pk.hex, ground=ground,
        body=body.code if body else "",
    )  # fmt: skip
    return recusal
