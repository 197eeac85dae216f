"""分类问题 What programs ask of who writes about a class: what is asked now, one more, and one no longer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lianxin.backoffice.forms.books import QuestionForm
from lianxin.backoffice.forms.fields import try_it
from lianxin.backoffice.shell import Visit, office_page
from lianxin.cases.models import Category
from lianxin.cases.questions import QuestionIn, choices_of
from lianxin.cases.verbs import add_question, end_question


@office_page("catalogue.publish")
def questions(visit: Visit, key: UUID) -> HttpResponse:
    """The questions of one class, and a new one."""
    request, category = visit.request, get_object_or_404(Category, pk=key)
    if "end" in request.POST:
        return _end(visit, category)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = QuestionIn(**form.cleaned_data)
        made = try_it(form, lambda: add_question(category, asked, by=visit.by, now=visit.now))
        if made:
            messages.success(request, _("从现在起会问：%(question)s") % {"question": made})
            return redirect("office-category-questions", key=key)
    rows = [(one, choices_of(one)) for one in category.questions.filter(ended_at=None)]
    return visit.page(
        "questions", status=422 if form.errors else 200, form=form, category=category, rows=rows
    )


def _end(visit: Visit, category: Category) -> HttpResponse:
    """不再问 Nobody is asked any longer; what was answered stays in the letters."""
    asked = category.questions.filter(code=visit.request.POST["end"], ended_at=None)
    end_question(get_object_or_404(asked), by=visit.by, now=visit.now)
    messages.success(visit.request, _("不再问了；已经答过的，都留在信里。"))
    return redirect("office-category-questions", key=category.pk)
