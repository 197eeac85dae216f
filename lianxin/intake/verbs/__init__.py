from lianxin.intake.verbs.adding import add_files, add_words
from lianxin.intake.verbs.opening import open_contact, open_submission
from lianxin.intake.verbs.receiving import receive, receive_many

__all__ = ["add_files", "add_words", "open_contact", "open_submission", "receive", "receive_many"]
