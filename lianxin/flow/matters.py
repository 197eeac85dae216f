"""同一事项 What a voice shares with its matter: the promise that says how far it has come and until when.

The one promise of a voice is always that of its matter: by the same body, by the same time. So no voice
is ever without somebody owing it, and its writer reads where the matter stands.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lianxin.cases.models import Case, Link
from lianxin.cases.queries import case_by_key
from lianxin.clock.models import Promise
from lianxin.flow.procedures import ANY_OPEN

# What the matter owes, and what its voices are owed meanwhile. Their own dispatch is done by the link.
SHARED = {
    "dispatch": "along",
    "decide": "along",
    "acknowledge": "acknowledge",
    "reply": "reply",
    "rework": "reply",
    "commitment": "reply",
}
# A voice goes forward with its matter in this order; whoever goes back was released, not kept.
ROAD_OF_A_VOICE = ("along", "acknowledge", "reply")
ANSWERED = {"replied", "delivered", "in_review", "reviewed", "in_recheck", "rechecked"}
# A matter takes in another voice until it is answered.
IN_HAND = ANY_OPEN - ANSWERED - {"linked"}


def owed_by_matter(matter: Case) -> Promise | None:
    """What the matter owes next on its way to the answer."""
    owed = Promise.objects.owed().filter(dossier=matter.dossier_id, key__in=SHARED)
    return owed.select_related("owed_by").order_by("due", "id").first()


def owed_to_voice(voice: Case) -> Promise | None:
    """What the voice is owed now."""
    return Promise.objects.owed().filter(dossier=voice.dossier_id, key__in=ROAD_OF_A_VOICE).first()


def matter_of(case: Case) -> Case | None:
    """The matter of which this case is a voice, with its cover; None where it stands for itself."""
    link = Link.objects.filter(voice=case, ended_at=None).first()
    return case_by_key.get(link.matter_id) if link else None


def matters_of(voice: Case) -> list[UUID]:
    """The key of the matter of which this case is a voice, for a question about several folders.

    The key itself: asked for in one question with the folders, PostgreSQL reads the whole ledger.
    """
    return list(Link.objects.filter(voice=voice, ended_at=None).values_list("matter_id", flat=True))


def waiting_links(matter: Case) -> QuerySet[Link]:
    """The links of the voices that wait for what comes of this matter."""
    return Link.objects.filter(matter=matter, ended_at=None, voice__dossier__stage="linked")


def waiting_voices(matter: Case, *, until: datetime | None = None) -> list[Case]:
    """The voices that wait for what comes of this matter, in the order in which they were linked."""
    if not matter.shared:
        return []
    links = waiting_links(matter)
    if until:
        links = links.filter(at__lte=until)
    keys = list(links.order_by("at", "id").values_list("voice_id", flat=True))
    found = Case.objects.with_cover().in_bulk(keys)
    return [found[key] for key in keys]


def others_with(case: Case | None) -> int:
    """还有几封 How many other letters tell of the same matter; nothing else of them is ever told."""
    if case is None or not case.shared or case.is_sealed():
        return 0
    links = Link.objects.filter(ended_at=None)
    own = links.filter(voice=case).values("matter")
    return links.filter(Q(matter=case) | Q(matter__in=own)).count()
