from lianxin.intake.models.beside import (
    Addition,
    Attachment,
    Consent,
    Contact,
    Opening,
    Proxy,
    Relation,
    Transcript,
)
from lianxin.intake.models.probe import Probe
from lianxin.intake.models.recusal import RecusalRequest
from lianxin.intake.models.submission import (
    Channel,
    Ground,
    Kind,
    Recusal,
    Submission,
    SubmissionQuerySet,
)

__all__ = [
    "Addition",
    "Attachment",
    "Channel",
    "Consent",
    "Contact",
    "Ground",
    "Kind",
    "Opening",
    "Probe",
    "Proxy",
    "Recusal",
    "RecusalRequest",
    "Relation",
    "Submission",
    "SubmissionQuerySet",
    "Transcript",
]
