"""Publishing the dispatch catalogue."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.cases.lines import Line, catalogue_complaints
from lianxin.cases.models import Catalogue, CatalogueEntry, Category, CategoryQuestion
from lianxin.cases.questions import QuestionIn, checked
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation

__all__ = ["Line", "add_category", "add_question", "change_category", "end_question", "publish_catalogue"]


@transaction.atomic
def publish_catalogue(
    lines: Sequence[Line], *, effective_from: datetime, by: Actor, now: datetime, note: str = ""
) -> Catalogue:
    """发布派单目录 A new edition; earlier editions stay as they were.

    Raises NotValid with every line that names an unknown category or body.
    """
    require(by, "catalogue.publish", None)
    complaints = catalogue_complaints(lines)
    if complaints:
        raise NotValid("\n".join(complaints))
    latest = Catalogue.objects.aggregate(latest=Max("version"))["latest"] or 0
    if latest and effective_from < now:
        raise NotValid(_("新目录不能从过去开始：生效时间要在发布之后。"), "effective_from")
    categories = {c.code: c for c in Category.objects.all()}
    bodies = {o.code: o for o in Organisation.objects.active()}
    catalogue = Catalogue.objects.create(version=latest + 1, effective_from=effective_from, note=note)
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            catalogue=catalogue,
            category=categories[line.category],
            place=bodies.get(line.place),
            organisation=bodies[line.organisation],
        )
        for line in dict.fromkeys(lines)
    )
    record(
        house_dossier(now=now), "catalogue.published", by=by, now=now,
        version=catalogue.version, lines=len(lines),
    )  # fmt: skip
    return catalogue


@transaction.atomic
def add_category(
    code: str, name_zh: str, *, by: Actor, now: datetime, name_en: str = "", lifeline: bool = False
) -> Category:
    """增加分类 A class that matters may belong to; lifeline means water, power, gas or heating."""
    require(by, "catalogue.publish", None)
    code, name_zh = one_line(code), one_line(name_zh)
    if not code or not name_zh:
        raise NotValid(_("分类要有编码和名称。"), "code")
    if Category.objects.filter(code=code).exists():
        raise NotValid(_("分类编码“%(code)s”已经用过了。") % {"code": code}, "code")
    category = Category.objects.create(
        code=code, name_zh=name_zh, name_en=one_line(name_en), lifeline=lifeline
    )
    record(house_dossier(now=now), "category.added", by=by, now=now, code=category.code)
    return category


@transaction.atomic
def change_category(
    category: Category,
    *,
    name_zh: str,
    name_en: str = "",
    lifeline: bool = False,
    active: bool = True,
    by: Actor,
    now: datetime,
) -> None:
    """变更分类 A clearer name, or whether it is a lifeline; its code and what was filed under it stay."""
    require(by, "catalogue.publish", None)
    if not one_line(name_zh):
        raise NotValid(_("请写分类名称。"), "name_zh")
    fresh = {
        "name_zh": one_line(name_zh),
        "name_en": one_line(name_en),
        "lifeline": lifeline,
        "active": active,
    }
    before = {name: getattr(category, name) for name in fresh}
    if not Category.objects.filter(pk=category.pk, **before).update(**fresh):
        raise SomeoneActedFirst(_("刚才有人先改了这个分类。请刷新页面，看看现在的情况再改。"))
    record(
        house_dossier(now=now), "category.changed", by=by, now=now,
        code=category.code, lifeline=lifeline, active=active,
    )  # fmt: skip


@transaction.atomic
def add_question(category: Category, asked: QuestionIn, *, by: Actor, now: datetime) -> CategoryQuestion:
    """增加问题 Programs that show a form ask it from now on of who writes about this class."""
    require(by, "catalogue.publish", None)
    asked = checked(asked)
    last = category.questions.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            question = category.questions.create(number=last + 1, **vars(asked))
    except IntegrityError as error:
        raise NotValid(_("这个分类已经有编码为“%(code)s”的问题。") % {"code": asked.code}, "code") from error
    record(
        house_dossier(now=now), "category.question_added", by=by, now=now,
        code=category.code, question=question.code,
    )  # fmt: skip
    return question


@transaction.atomic
def end_question(question: CategoryQuestion, *, by: Actor, now: datetime) -> None:
    """不再问 What was answered to it stays in the letters."""
    require(by, "catalogue.publish", None)
    if not CategoryQuestion.objects.filter(pk=question.pk, ended_at=None).update(ended_at=now):
        raise NotAllowedNow(_("这个问题已经不再问了。"))
    record(
        house_dossier(now=now), "category.question_ended", by=by, now=now,
        code=question.category.code, question=question.code,
    )  # fmt: skip
