"""缺什么 What the house still needs to work, each as one line with the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from lianxin.cases.models import CatalogueEntry, Category
from lianxin.cases.queries import catalogue_in_force
from lianxin.channels.registry import channels, in_words, label_of, labels
from lianxin.clock.models import RuleBook
from lianxin.clock.queries import known_until
from lianxin.identity.models import Person, Post, Role
from lianxin.intake.models import Arrival, Became
from lianxin.intake.probes import uptime
from lianxin.kit.dates import local_day, say_date
from lianxin.organisations.models import Kind, Organisation, OrganisationQuerySet
from lianxin.outcomes.models import Sending
from lianxin.problems.road import rules_needed

NOBODY_LOOKED = timedelta(days=1)
NO_MAILS = N_("没有设置寄信服务器：留了邮箱的来信人收不到邮件，只能自己上网看。见安装说明里的LIANXIN_SMTP。")
PENNED = N_("%(n)d件读不懂的来件等了一天还没有人看。")
WARN_BEFORE = timedelta(days=60)  # long enough for a limit of 60 days to be promised with certainty
MANNED = ((Kind.DESK, (Role.SORTER, Role.CLERK)), (Kind.DISCIPLINE, (Role.DISCIPLINE,)))


@dataclass(frozen=True)
class Matter:
    """One thing: kept, soon or broken, what it is, and where to go."""

    state: str
    words: str
    url: str


def matters(now: datetime, *more: Matter) -> list[Matter]:
    """Everything the office should know, what hinders most first; `more` is what other pages found."""
    order = {"broken": 0, "soon": 1, "kept": 2}
    found = [*_bodies(), *_signing(), *_posts(now), *_books(now), *_sign_ins()]
    found += [*_mouths(), *_penned(now), *_channels(now), *more]
    return sorted(found, key=lambda matter: order[matter.state])


def _manned(*roles: str) -> Exists:
    held = Post.objects.held().filter(organisation=OuterRef("pk"), person__is_active=True)
    return Exists(held.filter(role__in=roles))


def without_secretary() -> OrganisationQuerySet:
    """Bodies one can write a letter to, where nobody would read it."""
    return Organisation.objects.with_secretary().exclude(_manned(Role.SECRETARY))


def without_officer(now: datetime) -> OrganisationQuerySet:
    """Bodies the catalogue sends letters to, where nobody would sign for them."""
    catalogue = catalogue_in_force(now)
    named = CatalogueEntry.objects.filter(catalogue=catalogue).values("organisation_id")
    return Organisation.objects.active().filter(pk__in=named).exclude(_manned(Role.OFFICER))


def without_second_factor() -> QuerySet[Person]:
    """Sign-ins that one stolen password opens."""
    protected = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return Person.objects.filter(is_active=True).exclude(login=None).exclude(Exists(protected))


def _bodies() -> Iterator[Matter]:
    url = reverse("office-organisations")
    for kind, roles in MANNED:
        offices = Organisation.objects.active().filter(kind=kind)
        if not offices.exists():
            yield Matter("broken", _("还没有设%(kind)s，信没有人收。") % {"kind": kind.label}, url)
        for office in offices.exclude(_manned(*roles)):
            words = _("%(office)s里没有人能办信，请给人任职。") % {"office": office.name}
            yield Matter("broken", words, reverse("office-organisation", args=[office.pk]))


def _signing() -> Iterator[Matter]:
    """A report is answered by one discipline officer and signed by another; nobody else may see it."""
    officers = Count(
        "posts__person",
        distinct=True,
        filter=Q(posts__role=Role.DISCIPLINE, posts__until=None, posts__person__is_active=True),
    )
    offices = Organisation.objects.active().filter(kind=Kind.DISCIPLINE)
    for office in offices.annotate(officers=officers).filter(officers=1):
        words = _("%(office)s只有一个人，写好的答复没有第二个人签发。") % {"office": office.name}
        yield Matter("soon", words, reverse("office-organisation", args=[office.pk]))


def _posts(now: datetime) -> Iterator[Matter]:
    url = reverse("office-organisations")
    silent = without_officer(now).count()
    if silent:
        words = ngettext("派单目录里有%(n)d个单位没有承办人。", "派单目录里有%(n)d个单位没有承办人。", silent)
        yield Matter("broken", words % {"n": silent}, f"{url}?without=officer")
    unread = without_secretary().count()
    if unread:
        words = ngettext(
            "有%(n)d个组织没有书记，写给它的信没有人看。",
            "有%(n)d个组织没有书记，写给它的信没有人看。",
            unread,
        )
        yield Matter("soon", words % {"n": unread}, f"{url}?without=secretary")
    else:
        yield Matter("kept", _("每个可以写信的组织都有书记。"), url)


def _books(now: datetime) -> Iterator[Matter]:
    book = RuleBook.objects.in_force(now).first()
    url = reverse("office-rulebooks")
    if book is None:
        yield Matter("broken", _("没有生效的规则手册，信登记不了。"), url)
    elif lacking := len(rules_needed() - {*book.rules.values_list("key", flat=True)}):
        words = ngettext(
            "规则手册缺%(n)d条，要用到的步骤办不了。", "规则手册缺%(n)d条，要用到的步骤办不了。", lacking
        )
        yield Matter("broken", words % {"n": lacking}, url)
    else:
        yield Matter("kept", _("规则手册第%(version)d版正在用。") % {"version": book.version}, url)
    yield from _catalogue(now)
    until, url = known_until(), reverse("office-calendar")
    if until is None or until < local_day(now):
        yield Matter("broken", _("今年的放假安排还没有填，期限会算错。"), url)
    elif until < local_day(now + WARN_BEFORE):
        words = _("日历只知道到%(year)d年年底，明年的放假安排公布后请填上。") % {"year": until.year}
        yield Matter("soon", words, url)
    else:
        told = _("%(year)d年%(day)s") % {"year": until.year, "day": say_date(until)}
        yield Matter("kept", _("放假安排已知到%(day)s。") % {"day": told}, url)


def _catalogue(now: datetime) -> Iterator[Matter]:
    catalogue, url = catalogue_in_force(now), reverse("office-catalogues")
    if catalogue is None:
        yield Matter("broken", _("没有生效的派单目录，派单时没有建议。"), url)
        return
    everywhere = catalogue.entries.filter(place=None).values("category_id")
    open_ended = Category.objects.filter(active=True).exclude(pk__in=everywhere).count()
    if open_ended:
        words = ngettext("有%(n)d个分类没有全县的承办单位。", "有%(n)d个分类没有全县的承办单位。", open_ended)
        yield Matter("soon", words % {"n": open_ended}, reverse("office-catalogue", args=[catalogue.version]))
    else:
        words = _("派单目录第%(version)d版正在用，每个分类都有承办单位。")
        yield Matter("kept", words % {"version": catalogue.version}, url)


def _sign_ins() -> Iterator[Matter]:
    url = reverse("office-people")
    bare = without_second_factor().count()
    if bare:
        words = ngettext("有%(n)d个登录名没有开二次验证。", "有%(n)d个登录名没有开二次验证。", bare)
        yield Matter("soon", words % {"n": bare}, f"{url}?show=bare")
    else:
        yield Matter("kept", _("每个登录名都开了二次验证。"), url)


def _channels(now: datetime) -> Iterator[Matter]:
    """Did every channel take the letter that the house wrote to itself?"""
    names = labels()
    for one in uptime(now=now):
        if one.failed:
            words = _("%(channel)s现在收不了信：%(why)s") % {"channel": names[one.channel], "why": one.failed}
            yield Matter("broken", words, reverse("write"))
        elif one.tries:
            words = _("%(channel)s每小时试一次，最近一次收下了信。") % {"channel": names[one.channel]}
            yield Matter("kept", words, reverse("public-ledger"))


def _mouths() -> Iterator[Matter]:
    """Can messages go out by every channel; and what does the other side say of the last ones?"""
    url = reverse("office")
    for name, channel in channels().items():
        failing = Sending.objects.open().messages().filter(channel=name, attempts__gt=0).order_by("due_at")
        complaint = failing.exclude(complaint="").values_list("complaint", flat=True).first()
        words = {"channel": label_of(name), "why": channel.wrong() or in_words(name, complaint or "")}
        if channel.wrong():
            yield Matter("broken", _("%(channel)s：%(why)s") % words, url)
        elif complaint:
            yield Matter("soon", _("%(channel)s有消息没发出去：%(why)s") % words, url)
        elif channel.speaks():
            yield Matter("kept", _("%(channel)s设好了，没有发不出去的消息。") % words, url)
        elif name == "email":
            yield Matter("soon", _(NO_MAILS), url)


def _penned(now: datetime) -> Iterator[Matter]:
    """Does anything wait in the holding pen that nobody has looked at for a day?"""
    count = Arrival.objects.filter(became=Became.HELD, at__lte=now - NOBODY_LOOKED).count()
    if count:
        yield Matter("broken", ngettext(PENNED, PENNED, count) % {"n": count}, reverse("office"))
