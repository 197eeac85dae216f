"""A long matter's page: five hundred lines of history, sixty linked voices; for an officer and a writer."""

from datetime import UTC, datetime
from functools import partial

from django.test import Client
from django.urls import reverse

from lianxin.cases.models import Case
from lianxin.channels.message import Message
from lianxin.cli.bench import county
from lianxin.cli.bench.cpu import per_call
from lianxin.cli.bench.life import BODY
from lianxin.flow.verbs import acknowledge, dispatch, join, register
from lianxin.identity.actors import citizen, officer
from lianxin.identity.models import Person
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.outcomes.verbs import tell_progress


def measure(lines: int = 500, voices: int = 60, times: int = 50) -> dict[str, object]:
    """Milliseconds of processor for the officer's page of such a case and for its writer's own page."""
    case, handling = long_matter(lines, voices, now=datetime.now(UTC))
    officers = Client(headers={"host": "localhost", "accept-language": "zh"})
    officers.force_login(handling)
    pages = {
        "officer": (officers, reverse("desk-case", args=[case.pk])),
        "writer": (
            Client(headers={"host": "localhost", "accept-language": "zh"}),
            reverse("letter", args=[case.submission.code]),
        ),
    }
    costs = {who: per_call(partial(_open, *page), times=times) for who, page in pages.items()}
    return {"lines": case.dossier.length, "voices": voices, **costs, "target_ms": 30}


def _open(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code


def long_matter(lines: int, voices: int, *, now: datetime) -> tuple[Case, Person]:
    """A matter in hand that so many others have written about, and of which much has been told."""
    sorter = officer(county.sorter())
    lead = Organisation.objects.get(code=f"{county.CODE}-D01")
    handling = Person.objects.get(posts__organisation=lead, posts__role="officer")
    case = register(_letter(now=now), by=sorter, now=now)
    dispatch(case, to=lead, by=sorter, now=now)
    acknowledge(case, by=officer(handling), now=now)
    for _voice in range(voices):
        join(_letter(now=now), to=case, by=sorter, now=now)
    while case.dossier.length < lines:
        tell_progress(case, f"第{case.dossier.length}段已经铺好。", by=officer(handling), now=now)
    return case, handling


def _letter(*, now: datetime) -> Submission:
    return receive(Message("mailbox", f"bench:{uuid7()}", BODY, addressee=county.CODE), by=citizen(), now=now)
