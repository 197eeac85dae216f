"""县城 Where and when all lives of the demo county take place, and its letters and cases as they stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianxin.cases.models import Case
from lianxin.cli.demo.agenda import Agenda
from lianxin.cli.demo.county import County
from lianxin.cli.demo.letters import Letter
from lianxin.identity.actors import Actor, citizen
from lianxin.intake.models import Submission


@dataclass
class Town:
    """Where and when all lives take place."""

    county: County
    agenda: Agenda

    @property
    def now(self) -> datetime:
        return self.agenda.now

    def likely(self, share: float) -> bool:
        return self.agenda.chance.random() < share

    def one_of(self, choices: tuple[str, ...]) -> str:
        return self.agenda.chance.choice(choices)


def submission_of(letter: Letter) -> Submission:
    assert letter.submission is not None
    return submission_at(letter.submission.pk)


def submission_at(key: UUID) -> Submission:
    return Submission.objects.select_related("dossier__keeper", "addressee").get(pk=key)


def case_of(letter: Letter) -> Case | None:
    return Case.objects.with_cover().filter(submission=letter.submission).first()


def case_at(letter: Letter) -> Case:
    return Case.objects.with_cover().get(submission=letter.submission)


def writer_of(letter: Letter) -> Actor:
    assert letter.submission is not None
    return citizen(letter.submission.pk)
