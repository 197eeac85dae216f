"""人员和岗位 Find somebody; give a sign-in, a post; end them; nobody is ever deleted."""

from collections.abc import Callable
from uuid import UUID

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.backoffice.forms.bodies import LoginForm, PersonAddForm, PersonForm, PostForm
from lianxin.backoffice.forms.fields import try_it
from lianxin.backoffice.missing import without_second_factor
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.identity.models import Person, Post
from lianxin.identity.passwords import one_time_password
from lianxin.office.verbs import (
    add_people,
    change_person,
    deactivate,
    end_post,
    forget_second_factor,
    give_login,
    give_post,
    reactivate,
    reset_password,
)
from lianxin.organisations.models import Organisation

PAGE = 50


@office_page("person.change")
def people(visit: Visit) -> HttpResponse:
    """Who works in the house; with words, everybody whose name or body holds them."""
    said = visit.request.GET
    q, show = said.get("q", "").strip()[:60], said.get("show", "")
    found = _found(q, show)
    after = said.get("after", "")
    if after:
        try:
            found = found.filter(pk__gt=UUID(after))
        except ValueError:
            after = ""
    posts = Post.objects.held().select_related("organisation")
    rows = list(
        found.select_related("organisation").prefetch_related(Prefetch("posts", posts, to_attr="held"))
        .order_by("pk")[: PAGE + 1]
    )  # fmt: skip
    query = said.copy()
    query["after"] = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    older = f"?{query.urlencode()}" if len(rows) > PAGE else ""
    return visit.page("people", q=q, show=show, rows=rows[:PAGE], older=older)


def _found(q: str, show: str) -> QuerySet[Person]:
    if show == "bare":
        return without_second_factor()
    if show == "left":
        return Person.objects.filter(is_active=False)
    everybody = Person.objects.filter(is_active=True)
    if not q:
        return everybody.filter(Exists(Post.objects.held().filter(person=OuterRef("pk"))))
    # Two questions to two indexes instead of one that has to look at every pair.
    bodies = Organisation.objects.filter(name_zh__icontains=q) | Organisation.objects.filter(code__iexact=q)
    by_name = Person.objects.filter(name__icontains=q) | Person.objects.filter(login__iexact=q)
    return by_name | Person.objects.filter(organisation__in=list(bodies[:200]))


def _standing(person: Person) -> tuple[object, ...]:
    """Everything about a person that the page shows and a form may change."""
    held = tuple(person.posts.held().order_by("pk").values_list("pk", flat=True))
    factors = Authenticator.objects.filter(user=person).count()
    signs_in = (person.login, person.is_active, person.password, factors)
    return (person.name, str(person.organisation_id), held, *signs_in)


def _person_page(visit: Visit, key: UUID, *, status: int = 200, **context: object) -> HttpResponse:
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=key)
    posts = Post.objects.filter(person=person).select_related("organisation").order_by("-since")
    given = {
        "form": PersonForm(initial={"name": person.name, "organisation": person.organisation.code}),
        "login_form": LoginForm(),
        "post_form": PostForm(initial={"organisation": person.organisation.code}),
        **context,
    }
    return visit.page(
        "person",
        status=status,
        person=person,
        held=[post for post in posts if not post.until],
        past=[post for post in posts if post.until],
        protected=Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists(),
        seen=mark(*_standing(person)),
        **given,
    )


@office_page("person.change")
def one(visit: Visit, key: UUID) -> HttpResponse:
    """One person; the name and the body can be changed here."""
    if visit.request.method != "POST":
        return _person_page(visit, key)
    return _write(
        visit, key, PersonForm(visit.request.POST), "form",
        lambda person, said: change_person(person, **said, by=visit.by, now=visit.now),
    )  # fmt: skip


def _write(visit: Visit, key: UUID, form: forms.Form, name: str, act: Callable[..., object]) -> HttpResponse:
    """One form of the page: on a refusal the same page again with what was typed, else back to it."""
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=key)
    require_fresh(visit, *_standing(person))
    if form.is_valid():
        try_it(form, lambda: act(person, form.cleaned_data))
    if form.errors:
        return _person_page(visit, key, status=422, refused=form, **{name: form})
    messages.success(visit.request, _("已改好。"))
    return redirect("office-person", key=key)


@office_page("person.change")
def add(visit: Visit) -> HttpResponse:
    """A new person: a name and a body, nothing more."""
    request = visit.request
    form = PersonAddForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        named = [(said["name"], said["organisation"])]
        made = try_it(
            form, lambda: add_people(named, by=visit.by, now=visit.now, technical=said["technical"])
        )
        if made:
            messages.success(request, _("%(name)s已加入。") % {"name": made[0].name})
            return redirect("office-person", key=made[0].pk)
    return visit.page("person_add", status=422 if form.errors else 200, form=form)


@require_POST
@office_page("person.change")
def login(visit: Visit, key: UUID) -> HttpResponse:
    """开通登录 The one-time password is on the page that answers, and nowhere else."""
    person = get_object_or_404(Person, pk=key)
    require_fresh(visit, *_standing(person))
    form, word = LoginForm(visit.request.POST), one_time_password()
    if form.is_valid():
        name = form.cleaned_data["login"]
        try_it(form, lambda: give_login(person, name, word, by=visit.by, now=visit.now))
    if form.errors:
        return _person_page(visit, key, status=422, refused=form, login_form=form)
    return _person_page(visit, key, word=word)


@require_POST
@office_page("person.change")
def password(visit: Visit, key: UUID) -> HttpResponse:
    """重设密码 A new one-time password instead of the old one."""
    person = get_object_or_404(Person, pk=key)
    require_fresh(visit, *_standing(person))
    word = one_time_password()
    reset_password(person, word, by=visit.by, now=visit.now)
    return _person_page(visit, key, word=word)


@require_POST
@office_page("person.change")
def second_factor(visit: Visit, key: UUID) -> HttpResponse:
    """解除二次验证 For a lost telephone."""
    person = get_object_or_404(Person, pk=key)
    require_fresh(visit, *_standing(person))
    forget_second_factor(person, by=visit.by, now=visit.now)
    messages.success(visit.request, _("二次验证已解除。请本人登录后马上重新设置。"))
    return redirect("office-person", key=key)


@require_POST
@office_page("person.change")
def post(visit: Visit, key: UUID) -> HttpResponse:
    """任职 Give a post."""
    return _write(
        visit, key, PostForm(visit.request.POST), "post_form",
        lambda person, said: give_post(
            person, said["organisation"], said["role"], by=visit.by, now=visit.now
        ),
    )  # fmt: skip


@require_POST
@office_page("person.change")
def end(visit: Visit, key: UUID) -> HttpResponse:
    """离任 End a post."""
    held = get_object_or_404(Post.objects.select_related("organisation", "person"), pk=key)
    end_post(held, by=visit.by, now=visit.now)
    words = {"person": held.person.name, "post": str(held)}
    messages.success(visit.request, _("%(person)s不再担任%(post)s。") % words)
    return redirect("office-person", key=held.person_id)


@require_POST
@office_page("person.change")
def active(visit: Visit, key: UUID) -> HttpResponse:
    """停用 or 恢复."""
    person = get_object_or_404(Person, pk=key)
    require_fresh(visit, *_standing(person))
    act, said = (deactivate, _("%(name)s已停用，岗位同时离任。")) if person.is_active else (
        reactivate, _("%(name)s已恢复，请重新任职。")
    )  # fmt: skip
    act(person, by=visit.by, now=visit.now)
    messages.success(visit.request, said % {"name": person.name})
    return redirect("office-person", key=key)
