from lianxin.intake.models.arrival import OPENED, Arrival, Became, Handling
from lianxin.intake.models.beside import (
    Addition,
    Attachment,
    Consent,
    Contact,
    Opening,
    Proxy,
    Relation,
    Scan,
    Transcript,
)
from lianxin.intake.models.chat import Asking, Awaited, AwaitedState, Chat
from lianxin.intake.models.draft import Draft
from lianxin.intake.models.probe import Probe
from lianxin.intake.models.recusal import RecusalRequest
from lianxin.intake.models.reindexing import Reindexing
from lianxin.intake.models.scan import ScanBatch, ScannedLetter, ScanPage, ScanState
from lianxin.intake.models.submission import (
    Ground,
    Kind,
    Recusal,
    Submission,
    SubmissionQuerySet,
)

__all__ = [
    "OPENED",
    "Addition",
    "Arrival",
    "Asking",
    "Attachment",
    "Awaited",
    "AwaitedState",
    "Became",
    "Chat",
    "Consent",
    "Contact",
    "Draft",
    "Ground",
    "Handling",
    "Kind",
    "Opening",
    "Probe",
    "Proxy",
    "Recusal",
    "RecusalRequest",
    "Reindexing",
    "Relation",
    "Scan",
    "ScanBatch",
    "ScanPage",
    "ScanState",
    "ScannedLetter",
    "Submission",
    "SubmissionQuerySet",
    "Transcript",
]
