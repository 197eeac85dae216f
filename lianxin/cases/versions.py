"""版本 Which state of a matter somebody has read: how many lines its folders had. Lines are only added."""

from lianxin.cases.models import Case
from lianxin.intake.models import Submission


def version_of(letter: Submission, case: Case | None) -> str:
    """The lines of the case, and of the letter."""
    return f"{case.dossier.length if case else 0}.{letter.dossier.length}"
