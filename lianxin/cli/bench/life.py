"""A whole life through the verbs: what it costs, and how many queries each verb makes."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.channels.message import Message
from lianxin.cli.bench import county
from lianxin.cli.bench.cpu import per_call
from lianxin.flow.verbs import accept, acknowledge, dispatch, register
from lianxin.identity.actors import citizen, officer
from lianxin.identity.models import Person
from lianxin.intake.verbs import receive
from lianxin.kit.ids import uuid7
from lianxin.ledger.verbs.reacting import react
from lianxin.organisations.models import Organisation
from lianxin.outcomes.answers import AnswerIn
from lianxin.outcomes.models import Outcome
from lianxin.outcomes.verbs import approve, deliver, rate, submit

BODY = "我们这一带的自来水从上个月起时有时无,老人孩子用水困难。请派人来看一看,告诉我们什么时候能修好。"
ANSWER = AnswerIn("已派人修好。", facts="水管破裂，影响二十多户。", outcome=Outcome.SUPPORTED)
NOTHING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
Note = Callable[[str], None]


def measure(lives: int = 200) -> dict[str, object]:
    """Live so many lives; returns milliseconds of processor per life and the queries of each verb.

    Once as one verb after the other, and once as pages do it, each reading who acts and the case anew.
    """
    now = datetime.now(UTC)
    react(now=now)
    lead = Organisation.objects.get(code=f"{county.CODE}-D01")
    people = (
        county.sorter(),
        Person.objects.get(posts__organisation=lead, posts__role="officer"),
        Person.objects.get(posts__organisation__code=county.CODE, posts__role="approver"),
    )
    queries: Counter[str] = Counter()
    live(lead, people, now=now)  # the first one fills what is kept in memory
    with counting(queries) as note:
        live(lead, people, now=now, note=note)
    verbs = per_call(lambda: live(lead, people, now=now), times=lives)
    pages = per_call(lambda: live(lead, people, now=now, anew=True), times=max(lives // 4, 1), warm=1)
    return {
        "lives": lives, **verbs, "read_anew_ms": pages["ms"], "queries": dict(queries),
        "target_ms": 25, "target_queries": 12,
    }  # fmt: skip


def live(
    lead: Organisation,
    people: tuple[Person, Person, Person],
    *,
    now: datetime,
    note: Note = lambda _name: None,
    anew: bool = False,
) -> None:
    """Receive, register, accept, dispatch, acknowledge, submit, approve, deliver, rate; rating closes it."""
    sorter, answering, signing = (officer(person) for person in people)
    note("")
    by = citizen()
    letter = receive(Message("mailbox", f"bench:{uuid7()}", BODY, addressee=county.CODE), by=by, now=now)
    note("receive")
    writer = citizen(letter.pk)
    case = register(letter, by=sorter, now=now)
    note("register")
    steps: list[tuple[str, Callable[[Case], object]]] = [
        ("accept", lambda case: accept(case, by=sorter, now=now)),
        ("dispatch", lambda case: dispatch(case, to=lead, by=sorter, now=now)),
        ("acknowledge", lambda case: acknowledge(case, by=answering, now=now)),
        ("submit", lambda case: submit(case, {1: ANSWER}, by=answering, now=now)),
        ("approve", lambda case: approve(case, by=signing, now=now)),
        ("react", lambda case: react(now=now)),
        ("deliver", lambda case: deliver(case, means="read", by=writer, now=now)),
        ("rate and close", lambda case: rate(case, verdict="solved", result=5, by=writer, now=now)),
    ]
    for name, act in steps:
        if anew:
            officer(people[0])
            case = case_by_key.get(case.pk)
        act(case)
        note(name)


@contextmanager
def counting(queries: Counter[str]) -> Iterator[Note]:
    """Notes how many statements were made since the last note; beginning and ending are none."""
    made: list[str] = []

    def see(execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> Any:
        if not sql.startswith(NOTHING):
            made.append(sql)
        return execute(sql, params, many, context)

    def note(name: str) -> None:
        if name:
            queries[name] += len(made)
        made.clear()

    with connection.execute_wrapper(see):
        yield note
