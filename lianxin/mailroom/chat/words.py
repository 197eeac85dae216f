"""What is said in a chat: short, because a telephone is small and a platform cuts what is long.

In the language that is spoken now; the last line says where the rest can be read.
"""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.channels.message import Message
from lianxin.channels.wording import tells_of_reports
from lianxin.intake.models import Submission
from lianxin.kit.codes import in_groups
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import county
from lianxin.outcomes.mailing import track_address

QUESTIONS = {
    "": "",
    "whom": N_("写给谁？回复1写给县书记，或者回复乡镇、村的名字；回复0跳过。"),
    "where": N_("在哪里？回复地名，或者发一个位置；回复0跳过。"),
    "public": N_("答复以后，隐去您的信息，让大家都看得到，可以吗？回复1可以，2不可以。"),
}


def question(asking: str) -> str:
    """The question that stands open; nothing where none does."""
    return _(QUESTIONS[asking]) if asking else ""


def lines(*said: str) -> str:
    """One below the other, without the empty ones."""
    return "\n".join(line for line in said if line)


def receipt(letter: Submission, message: Message, asking: str) -> str:
    """收到 The number and the code, who can read along, and the first question.

    Always the same for the same letter: who sends it again gets it again.
    """
    known = {"number": letter.dossier.number, "code": in_groups(letter.code)}
    if message.openly:
        first = _("收到了，一字不改，编号%(number)s。查询码不在这里公开说：请私信我们发“查”。") % known
        return lines(first, _can_be_read(message))
    first = _("收到了，一字不改。编号%(number)s，查询码%(code)s，请留着。") % known
    if letter.is_sealed():
        sealed = _("您说的是检举，已经密封，只有纪检机关看得到，别的都不在这里说。")
        return lines(first, sealed, _can_be_read(message))
    unknown = _("账号不是身份：办理的人看到的是“未核实”。")
    return lines(first, unknown, _can_be_read(message), question(asking), track_address(letter))


def _can_be_read(message: Message) -> str:
    if not tells_of_reports(message.body):
        return ""
    return _("这里的消息，平台也看得到。检举干部违纪，请用受保护的表单：%(address)s") % {"address": form()}


def form() -> str:
    """The page where a letter is written, and a report too."""
    return str(settings.LIANXIN_ADDRESS) + reverse("write")


def welcome() -> str:
    """你好 Who we are, how to write, where else; told to whoever follows the account or asks for help."""
    phone = settings.LIANXIN_PHONE
    return lines(
        _(
            "这里是%(county)s群众来信。直接说您的事：文字、语音、照片、位置都行。马上有编号，该办的单位答复您。"
        )
        % {"county": county().name},
        _("回复“查”看办到哪一步，回复“新”另写一封。"),
        _("电话：%(phone)s") % {"phone": phone} if phone else "",
        _("这里的消息，平台也看得到；检举干部违纪，请用网页上的表单。"),
        _("网页，可以放大字：%(address)s") % {"address": f"{settings.LIANXIN_ADDRESS}/"},
    )


def added(asking: str) -> str:
    return lines(_("记下了，和原信放在一起。"), question(asking))


def fresh() -> str:
    return _("好，下面说的算一封新信。请说。")


def looked_at_first(code: str) -> str:
    """Many came in a short time: a person looks before they are registered."""
    return _("收到了，查询码%(code)s。您短时间里发来很多，先由人看一眼再登记，一封不丢。") % {
        "code": in_groups(code)
    }


def too_many() -> str:
    return _("您十分钟里发来的太多，这一条没有收下。请过十分钟再发，或者打电话。")


def kept_for_a_person(why: str) -> str:
    return _("收到了，但不能直接登记：%(why)s已经交给受理人员看。") % {"why": why}


def written_to(body: Organisation) -> str:
    return _("好，写给%(body)s的书记。") % {"body": body.name}


def which_of(bodies: Sequence[Organisation]) -> str:
    names = _("、").join(body.name for body in bodies)
    return _("有好几个，请写全名：%(names)s。回复0跳过。") % {"names": names}


def public_is(allowed: bool) -> str:
    return _("好，您同意公开。") if allowed else _("好，不公开。")


def done() -> str:
    return _("都记下了，随时可以再说；半小时以后算新信。回复“查”看办到哪一步；也可以发手机号或邮箱。")


def never_written() -> str:
    return _("这个账号还没有写过信。直接说您的事就行。")


def not_yours() -> str:
    return _("没有查到用这个账号写的这封信。请核对编号；有16位查询码的，请发查询码。")


def elsewhere(letter: Submission) -> str:
    return _("详细情况和答复：%(address)s") % {"address": track_address(letter)}
