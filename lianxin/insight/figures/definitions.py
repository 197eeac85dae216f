"""每个率怎么算 The definitions of the figures as data: what is divided by what, and what is left out."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_noop as N_

# The edition of everything in this file and in fact.py and counters.py. Whoever changes what is counted gives
# it another number; the change stands in the changelog with its reason.
VERSION = "2026-11"


class Definition(NamedTuple):
    """一个率的定义 The parts are names of counts (`counters.py`); a minus before a name takes it away."""

    label: str
    part: tuple[str, ...]
    whole: str
    says: str
    out_of: str
    left_out: str


DUE = N_("派给了单位、期限在这段时间里到了的信。没有签收的，按签收的期限算；延长过的，按延长后的算。")
OUT = N_("不计入的，按理由分开列在下面。检举违纪的信、要求保密的信，一个数也不在里面。")
SPOKE = N_("其中说了解决没有的来信人。没有说的，不算满意，也不算不满意。")
ANSWERED = N_("其中已经答复的信。")
REPLIES = N_("这些信的全部答复。")
DEFINITIONS: Mapping[str, Definition] = {
    "received": Definition(N_("收到"), ("received",), "", N_("这段时间里收到、已经登记的信。"), "", OUT),
    "closed": Definition(N_("结案"), ("closed",), "", N_("这段时间里结案、现在还是结案的信。"), "", OUT),
    "due": Definition(N_("到期应办"), ("due",), "", DUE, "", OUT),
    "overdue": Definition(
        N_("到期未答"), ("unanswered",), "", N_("期限过了，到现在还没有答复的信。"), DUE, OUT
    ),
    "responded": Definition(
        N_("按期回应率"), ("responded",), "due",
        N_("期限以前，单位已经同来信人说过话，有记录为证：告知、询问、讲进展，或者答复。"), DUE, OUT,
    ),
    "on_time": Definition(
        N_("按期答复率"), ("on_time",), "due", N_("期限以前签发了第一次答复的信。"), DUE, OUT
    ),
    "extended": Definition(N_("延期比例"), ("extended",), "due", N_("经批准延长过期限的信。"), DUE, OUT),
    "claimed": Definition(
        N_("单位称已解决"), ("claimed",), "due",
        N_("单位的结论是予以支持，或者约定的日期按时办到的信。这是单位自己说的。"), DUE, OUT,
    ),
    "participation": Definition(
        N_("参与率"), ("participated",), "due", N_("来信人评价了，或者回访时说了解决没有的信。"), DUE, OUT
    ),
    "resolution": Definition(
        N_("来信人确认解决率"), ("solved",), "participated", N_("来信人最后说已解决的信。"), SPOKE, OUT
    ),
    "resolution_low": Definition(
        N_("确认解决率的下限"), ("solved",), "due",
        N_("来信人最后说已解决的信。没有说话的，全当没有解决。"), DUE, OUT,
    ),
    "satisfaction": Definition(
        N_("满意率"), ("very_satisfied", "satisfied"), "marked",
        N_("来信人给结果打4分或5分的信。"), N_("其中打了分的来信人。"), OUT,
    ),
    "basically": Definition(
        N_("基本满意"), ("basically_satisfied",), "marked",
        N_("来信人给结果打3分的信。各地对它算不算满意规定不一，所以单列。"), N_("其中打了分的来信人。"), OUT,
    ),
    "first_pass": Definition(
        N_("一次办好"), ("first_pass",), "due", N_("第一次答复，来信人就说已解决的信。"), DUE, OUT
    ),
    "second_pass": Definition(
        N_("两次办好"), ("second_pass",), "due", N_("重新办理一次以后，来信人说已解决的信。"), DUE, OUT
    ),
    "third_pass": Definition(
        N_("三次以上办好"), ("third_pass",), "due", N_("重新办理两次以上，来信人才说已解决的信。"), DUE, OUT
    ),
    "reopened": Definition(
        N_("90天内重开"), ("reopened",), "due", N_("结案后90天内又重新办理的信。"), DUE, OUT
    ),
    "look_back_failed": Definition(
        N_("回头看又坏了"), ("look_back_failed",), "looked_back",
        N_("回头看时，问题又来了的信。"), N_("其中回头看过、看成了的信。"), OUT,
    ),
    "transfers": Definition(
        N_("没有办就转出"), ("transfers_1", "transfers_2", "transfers_3"), "due",
        N_("第一个实际动作以前，从一个单位转到另一个单位至少一次的信。"), DUE, OUT,
    ),
    "wrong": Definition(
        N_("派错率"), ("wrong",), "due", N_("异议成立的，或者撤回后改派给别的单位的信。"), DUE, OUT
    ),
    "upheld": Definition(
        N_("异议成立率"), ("upheld",), "objected", N_("异议成立的信。"), N_("其中提出过派单异议的信。"), OUT
    ),
    "alike": Definition(
        N_("答复雷同"), ("alike",), "replies",
        N_("签发时标出和本单位以前的答复差不多的答复。"), REPLIES, OUT,
    ),
    "complete": Definition(
        N_("逐项答复"), ("requests_answered",), "requests",
        N_("最后一次答复里答了的诉求。"), N_("已经答复的信的全部诉求。"), OUT,
    ),
    "repeat": Definition(
        N_("一起反映"), ("voices",), "", N_("关联到这些信、反映同一事项的来信。"), DUE, OUT
    ),
    "delivered": Definition(
        N_("送达率"), ("delivered",), "answered", N_("答复有送到的证明的信。"), ANSWERED, OUT
    ),
    "delivery_days": Definition(
        N_("送达平均天数"), ("delivery_days",), "delivered",
        N_("从答复到送到的天数，加起来。"), N_("其中送到了的信。"), OUT,
    ),
}  # fmt: skip
EXCLUSIONS: Mapping[str, str] = {
    "excluded_withdrawn": N_("来信人答复前撤回"),
    "excluded_claim": N_("每一项诉求都认定为办不到"),
    "excluded_appeal": N_("超期申诉，上级同意不计入"),
    "rating_out": N_("评价申诉，上级同意不计入评价"),
}
AVERAGES = ("delivery_days",)
