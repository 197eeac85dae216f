from lianxin.intake.models.beside import Addition, Attachment, Contact, Opening
from lianxin.intake.models.probe import Probe
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
    "Contact",
    "Ground",
    "Kind",
    "Opening",
    "Probe",
    "Recusal",
    "Submission",
    "SubmissionQuerySet",
]
