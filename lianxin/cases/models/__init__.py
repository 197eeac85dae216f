from lianxin.cases.models.case import Assignment, Case, Instruction, Request, Stage, Urgency
from lianxin.cases.models.catalogue import Catalogue, CatalogueEntry, Category
from lianxin.cases.models.leading import Sponsorship, Supervision
from lianxin.cases.models.matter import Link
from lianxin.cases.models.route import Objection, Support

__all__ = [
    "Assignment",
    "Case",
    "Catalogue",
    "CatalogueEntry",
    "Category",
    "Instruction",
    "Link",
    "Objection",
    "Request",
    "Sponsorship",
    "Stage",
    "Supervision",
    "Support",
    "Urgency",
]
