from lianxin.intake.verbs.adding import add_files, add_words
from lianxin.intake.verbs.correcting import correct_email
from lianxin.intake.verbs.opening import open_contact, open_submission
from lianxin.intake.verbs.receiving import receive, receive_many
from lianxin.intake.verbs.recusing import readmit, recuse, step_aside

__all__ = [
    "add_files",
    "add_words",
    "correct_email",
    "open_contact",
    "open_submission",
    "readmit",
    "receive",
    "receive_many",
    "recuse",
    "step_aside",
]
