"""栏目 What may stand in a file of answers, and how far a letter may have come."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Stage
from lianxin.cases.models.case import ClaimedOutcome

WAITING = "waiting"

# Field → what its column is called where nobody says otherwise.
TOLD: Mapping[str, str] = {
    "number": N_("对方编号"),
    "ours": N_("我方编号"),
    "status": N_("办理状态"),
    "handler": N_("承办单位"),
    "promised": N_("承诺答复时间"),
    "reply": N_("答复内容"),
    "replied": N_("答复时间"),
    "delivered": N_("送达时间"),
    "rating": N_("来信人评价"),
    "changed": N_("更新时间"),
}
# The letter and who wrote it: leaves only where the mapping says so, never of who asked for secrecy.
PRIVATE: Mapping[str, str] = {
    "subject": N_("来信主题"),
    "words": N_("来信内容"),
    "place": N_("来信地点"),
    "name": N_("姓名"),
    "phone": N_("电话"),
    "email": N_("邮箱"),
    "address": N_("地址"),
}
FIELDS: Mapping[str, str] = {**TOLD, **PRIVATE}
CARD = ("name", "phone", "email", "address")
HOURS: Mapping[int, str] = {
    0: N_("不自动做，有人要才做"),
    1: N_("每小时"),
    6: N_("每六小时"),
    24: N_("每天"),
}


def statuses() -> dict[str, str]:
    """How far a letter may have come, in our own words."""
    stages = {stage.value: str(stage.label) for stage in Stage}
    ends = {"declined": ClaimedOutcome.DECLINED.label, "withdrawn": ClaimedOutcome.WITHDRAWN.label}
    return {WAITING: _("待登记"), **stages, **{key: str(label) for key, label in ends.items()}}


# What a row may hold, as the office calls it where it says which column is which.
HEARD: Mapping[str, str] = {
    "id": N_("对方编号"),
    "body": N_("来信内容"),
    "subject": N_("来信主题"),
    "sent_at": N_("写信或来电的时间"),
    "kind": N_("来信类型"),
    "place": N_("事情发生的地点"),
    "confidential": N_("是否要求保密"),
    "addressee": N_("写给哪个单位"),
    "name": N_("来信人姓名"),
    "phone": N_("来信人电话"),
    "email": N_("来信人邮箱"),
    "address": N_("来信人住址"),
    "remark": N_("只给受理人员看的备注"),
}
