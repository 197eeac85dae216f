from lianxin.outcomes.models.appeal import Appeal, Level, Ruling
from lianxin.outcomes.models.delivery import Delivery, Means, Rating, Verdict
from lianxin.outcomes.models.reply import Answer, Reply
from lianxin.outcomes.models.sending import Channel, NoMoreMail, Sending, State

__all__ = [
    "Answer",
    "Appeal",
    "Channel",
    "Delivery",
    "Level",
    "Means",
    "NoMoreMail",
    "Rating",
    "Reply",
    "Ruling",
    "Sending",
    "State",
    "Verdict",
]
