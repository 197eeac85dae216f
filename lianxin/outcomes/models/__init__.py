from lianxin.outcomes.models.appeal import Appeal, Level, Ruling
from lianxin.outcomes.models.delivery import Delivery, Means
from lianxin.outcomes.models.fairness import Claim, Counted, FigureAppeal, Held, Holds, LookBack
from lianxin.outcomes.models.law import Law
from lianxin.outcomes.models.publication import Publication, PublishedPicture
from lianxin.outcomes.models.rating import Callback, NoWord, Rating, Source, Verdict
from lianxin.outcomes.models.reply import Answer, Basis, Hand, Interim, Outcome, Reply, SentBack
from lianxin.outcomes.models.sending import PAGE, PAPER, PHONE, NoMoreMail, Sending, State, say_way

__all__ = [
    "PAGE",
    "PAPER",
    "PHONE",
    "Answer",
    "Appeal",
    "Basis",
    "Callback",
    "Claim",
    "Counted",
    "Delivery",
    "FigureAppeal",
    "Hand",
    "Held",
    "Holds",
    "Interim",
    "Law",
    "Level",
    "LookBack",
    "Means",
    "NoMoreMail",
    "NoWord",
    "Outcome",
    "Publication",
    "PublishedPicture",
    "Rating",
    "Reply",
    "Ruling",
    "Sending",
    "SentBack",
    "Source",
    "State",
    "Verdict",
    "say_way",
]
