"""The demo county, a small one: it is true, it shows every stage, and the same seed makes it again."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from lianxin.cases.models import Case, Link, Sponsorship, Supervision, Support
from lianxin.cli.demo import build_demo, voices
from lianxin.clock.models import Promise
from lianxin.exchange.models import ExportFile, ImportFile
from lianxin.flow.laws import chain_complaints, quick, stage_complaints, tally_complaints
from lianxin.identity.models import Person
from lianxin.intake.models import Submission
from lianxin.ledger.models import Dossier, Event
from lianxin.outcomes.empty_words import says_nothing
from lianxin.outcomes.models import Answer, Interim, Reply
from lianxin.outcomes.sealed_words import altered_replies

NOW = datetime(2025, 11, 13, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


def build() -> None:
    build_demo(now=NOW, progress=lambda *_step: None, scale=0.02)


def told() -> list[tuple[str, str, str, str]]:
    """What somebody would notice of every letter."""
    letters = Submission.objects.select_related("dossier").order_by("serial")
    return [(one.dossier.number, one.subject, one.code, one.dossier.stage) for one in letters]


@pytest.mark.sqlite  # a demo is a file to look at
@pytest.mark.django_db
def test_a_demo_county_keeps_the_laws_shows_every_stage_and_comes_out_the_same_again(settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    with transaction.atomic():
        build()
        first = told()
        transaction.set_rollback(True)
    build()
    assert told() == first
    it_is_true()
    it_shows_everything()


def it_is_true() -> None:
    assert quick().ok
    assert not list(altered_replies())
    assert tally_complaints() == []
    dossiers = list(Dossier.objects.all())
    cases = [dossier for dossier in dossiers if dossier.kind == "case"]
    complaints = [*chain_complaints(dossiers), *stage_complaints(cases)]
    assert [words for _dossier, words in complaints if words] == []
    assert Event.objects.latest("at").at <= NOW
    assert Event.objects.filter(name="demo.built").count() == 1


def it_shows_everything() -> None:
    stages = {case.stage for case in Case.objects.with_cover().ordinary()}
    road = {
        "registered",
        "accepted",
        "dispatched",
        "in_handling",
        "in_approval",
        "replied",
        "delivered",
        "closed",
    }
    assert stages >= road | {"disputed", "committed", "linked"}
    assert Case.objects.filter(track="petition", written_notice__isnull=False).exists()
    assert Case.objects.filter(questions__answered_at=None, questions__isnull=False).exists()
    assert Case.objects.filter(extensions__decision="granted").exists()
    assert Case.objects.filter(asked="extension").exists()
    assert Link.objects.filter(voice__dossier__stage="linked").count() >= 3
    assert Reply.objects.exclude(along=None).exists()
    assert Sponsorship.objects.exists() and Supervision.objects.exclude(listed_at=None).exists()
    assert ImportFile.objects.get().changed == 1 and ExportFile.objects.get().state == "ready"
    broken = set(Promise.objects.broken().values_list("key", flat=True))
    assert Support.objects.filter(kind="whistle").exists()
    assert broken >= {"decide", "register", "dispatch", "acknowledge", "reply", "rework", "deliver"}
    outcomes = set(Case.objects.values_list("claimed_outcome", flat=True))
    assert outcomes >= {"supported", "explained", "not_supported", "declined", "withdrawn"}
    assert Answer.objects.exclude(likeness=None).exists() and Interim.objects.exists()
    assert Submission.objects.filter(dossier__stage="waiting").exists()
    assert Case.objects.filter(dossier__secrecy=1).exists()
    logins = set(Person.objects.exclude(login=None).values_list("login", flat=True))
    assert logins >= {"clerk", "sorter", "secretary", "supervisor", "discipline", "officer-water", "auditor"}


def test_what_the_demo_answers_poorly_is_still_no_answer_that_would_be_refused() -> None:
    assert not any(says_nothing(words) for words in voices.POOR_REPLIES)
