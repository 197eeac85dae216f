"""What the road does when something falls due. Safe to repeat."""

from datetime import datetime

from lianxin.cases.queries import case_by_key
from lianxin.clock.models import Promise
from lianxin.flow.verbs.deferring import take_up
from lianxin.flow.verbs.extending import let_lapse
from lianxin.identity.actors import THE_CLOCK
from lianxin.ledger.models import Event


def let_time_decide(event: Event, *, now: datetime) -> None:
    """到期自动往下办 Nobody decided a request: it is refused. The agreed day came: it is taken up."""
    key = event.data["promise"]
    if key not in {"extension", "deferral", "commitment"}:
        return
    case = case_by_key.get(event.dossier_id)
    if not Promise.objects.owed().filter(dossier=case.dossier, key=key, due__lte=now).exists():
        return  # somebody acted meanwhile
    if key == "commitment":
        take_up(case, by=THE_CLOCK, now=now)
    else:
        let_lapse(case, key, by=THE_CLOCK, now=now)
