from lianxin.cases.models.case import Assignment, Case, Instruction, Request, Stage, Urgency
from lianxin.cases.models.catalogue import Catalogue, CatalogueEntry, Category

__all__ = [
    "Assignment",
    "Case",
    "Catalogue",
    "CatalogueEntry",
    "Category",
    "Instruction",
    "Request",
    "Stage",
    "Urgency",
]
