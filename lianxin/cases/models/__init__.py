from lianxin.cases.models.case import Assignment, Case, Instruction, Request, Stage, Urgency
from lianxin.cases.models.catalogue import AnswerType, Catalogue, CatalogueEntry, Category, CategoryQuestion
from lianxin.cases.models.leading import Sponsorship, Supervision
from lianxin.cases.models.matter import Link
from lianxin.cases.models.route import Objection, Support
from lianxin.cases.models.time import Decision, Deferral, Extension, Question, WrittenNotice

__all__ = [
    "AnswerType",
    "Assignment",
    "Case",
    "Catalogue",
    "CatalogueEntry",
    "Category",
    "CategoryQuestion",
    "Decision",
    "Deferral",
    "Extension",
    "Instruction",
    "Link",
    "Objection",
    "Question",
    "Request",
    "Sponsorship",
    "Stage",
    "Supervision",
    "Support",
    "Urgency",
    "WrittenNotice",
]
