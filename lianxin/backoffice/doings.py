"""办了什么 The lines of the house's own folder, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.identity.models import Person, Post, Role
from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation

SENTENCES = {
    "organisation.added": N_("增设%(number)s个组织"),
    "organisation.changed": N_("变更组织%(called)s(%(code)s)"),
    "person.added": N_("增加%(number)s名人员"),
    "person.changed": N_("变更%(person)s的资料"),
    "person.login_given": N_("给%(person)s开通登录"),
    "person.password_reset": N_("重设%(person)s的密码"),
    "person.password_chosen": N_("%(person)s改了自己的密码"),
    "person.second_factor_forgotten": N_("解除%(person)s的二次验证"),
    "person.deactivated": N_("停用%(person)s"),
    "person.reactivated": N_("恢复%(person)s"),
    "post.given": N_("%(person)s在%(body)s任%(role)s"),
    "post.ended": N_("%(post)s离任"),
    "catalogue.published": N_("发布派单目录第%(version)s版，%(lines)s行"),
    "category.added": N_("增加分类%(code)s"),
    "category.changed": N_("变更分类%(code)s"),
    "category.question_added": N_("分类%(code)s增加问题%(question)s"),
    "category.question_ended": N_("分类%(code)s不再问%(question)s"),
    "rulebook.published": N_("发布规则手册第%(version)s版，%(rules)s条"),
    "key.given": N_("发放接口密钥%(beginning)s，由%(body)s负责"),
    "key.revoked": N_("吊销接口密钥%(beginning)s"),
    "hook.made": N_("密钥%(beginning)s设了回调地址"),
    "hook.tried": N_("密钥%(beginning)s试打回调地址"),
    "hook.ended": N_("密钥%(beginning)s的回调地址停了"),
    "law.added": N_("法规库增加%(codes)s"),
    "law.dated": N_("改%(code)s的施行起止"),
    "calendar.loaded": N_("载入日历：%(years)s"),
    "calendar.announced": N_("公布%(year)s年放假安排：%(source)s"),
    "calendar.changed": N_("改日历%(day)s：%(working)s"),
    "exchange.mapped": N_("存外部系统%(system)s的对应第%(version)s版"),
    "exchange.file_given": N_("交来%(system)s的一份来信文件"),
    "exchange.file_taken": N_("决定收下%(system)s的来信文件"),
    "exchange.file_left": N_("决定不收%(system)s的来信文件"),
    "exchange.file_read": N_(
        "读完%(system)s的来信文件：新%(new)s，已有%(known)s，补充%(changed)s，等人看%(held)s"
    ),
    "exchange.file_made": N_("做好给%(system)s的第%(sequence)s号答复文件，%(rows)s行"),
    "exchange.file_fetched": N_("取走给%(system)s的第%(sequence)s号答复文件"),
    "exchange.file_acknowledged": N_("%(system)s收到了第%(sequence)s号答复文件"),
    "exchange.file_voided": N_("作废给%(system)s的第%(sequence)s号答复文件"),
}
KINDS = {
    "installer": N_("机器旁的安装人"),
    "clock": N_("时钟"),
    "citizen": N_("来信人"),
}


@dataclass(frozen=True)
class Doing:
    """One line of the folder as a person reads it."""

    event: Event
    who: str
    words: str


@dataclass(frozen=True)
class Names:
    """Whom and what the lines are about, asked once for a whole page."""

    people: Mapping[str, str]
    posts: Mapping[str, str]
    bodies: Mapping[str, str]


def told(events: Iterable[Event]) -> list[Doing]:
    """The lines with names for the ids that they carry."""
    events = list(events)
    names = _names(events)
    return [Doing(event, _who(event, names), _words(event, names)) for event in events]


def _names(events: list[Event]) -> Names:
    data = [event.data for event in events]
    people = {UUID(said["person"]) for said in data if "person" in said}
    people |= {event.by_id for event in events if event.by_id}
    posts = Post.objects.filter(pk__in=[UUID(said["post"]) for said in data if "post" in said])
    codes = {said["organisation_code"] for said in data if "organisation_code" in said}
    return Names(
        {person.pk.hex: person.name for person in Person.objects.filter(pk__in=people)},
        {post.pk.hex: f"{post.person} · {post}" for post in posts.select_related("person", "organisation")},
        {body.code: body.name for body in Organisation.objects.filter(code__in=codes)},
    )


def _who(event: Event, names: Names) -> str:
    if event.by_id:
        return names.people.get(event.by_id.hex, "?")
    return _(KINDS.get(event.by_kind, event.by_kind))


def _words(event: Event, names: Names) -> str:
    sentence = SENTENCES.get(event.name)
    if sentence is None:
        return event.name
    data = event.data
    spoken: dict[str, Callable[[Any], str]] = {
        "person": lambda key: names.people.get(key, "?"),
        "post": lambda key: names.posts.get(key, "?"),
        "role": lambda key: str(Role(key).label) if key in Role.values else str(key),
        "codes": lambda codes: _("、").join(codes),
        "years": lambda years: _("、").join(map(str, years)),
        "working": lambda working: _("要上班") if working else _("休息"),
    }
    words = {key: spoken[key](value) if key in spoken else value for key, value in data.items()}
    words["body"] = names.bodies.get(data.get("organisation_code", ""), "")
    words.setdefault("called", "")
    return _(sentence) % words
