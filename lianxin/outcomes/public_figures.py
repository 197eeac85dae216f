"""每个数怎么算 The published definition of every figure of the public ledger and the supervisor's table."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Figure(NamedTuple):
    """One figure: what it counts, out of what, what is left out, and of how many nothing is known."""

    name: object
    counts: object
    out_of: object
    left_out: object
    unanswered: object


SEALED = _("检举违纪的信，一个数也不在里面。")
ALL_KNOWN = _("没有：每一封都在里面。")
OWED = _("这个单位和下属单位现在欠着的承诺。")
ARRIVED = _("这段时间里送到来信人手里的答复。")
SILENT = _("没有评价的不算满意，也不算不满意；参与率写着有多少人说了话。")
FIGURES = (
    Figure(_("收到"), _("存下来的每一封信。"), _("全部来信，按来信的渠道分开。"), SEALED, ALL_KNOWN),
    Figure(_("待登记"), _("收到了、还没有登记的信。"), _("收到的信。"), SEALED, ALL_KNOWN),
    Figure(
        _("已登记"),
        _("有了编号、有单位负责的信。按单位分的，算在现在拿着它的单位，包括下属单位。"),
        _("收到的信；和待登记加起来，等于收到。"),
        _("检举违纪的信不在里面。少于五件的单位合在一起，免得认出写信的人。"),
        ALL_KNOWN,
    ),
    Figure(_("办理中"), _("已登记、没有结案的信。"), _("已登记的信。"), SEALED, ALL_KNOWN),
    Figure(
        _("已结案"),
        _("已经结案的信，包括不归这里办的、来信人撤回的。说没有解决，就回到办理中。"),
        _("已登记的信；和办理中加起来，等于已登记。"),
        SEALED,
        ALL_KNOWN,
    ),
    Figure(
        _("差"),
        _("收到减去待登记和已登记，已登记减去办理中和已结案，两个差加起来。"),
        _("应当是 0。"),
        SEALED,
        ALL_KNOWN,
    ),
    Figure(_("欠着"), _("该单位和下属单位现在欠着的承诺，不论到期没有。"), OWED, SEALED, ALL_KNOWN),
    Figure(_("将到期"), _("欠着的承诺里，快到期的。"), OWED, SEALED, ALL_KNOWN),
    Figure(_("超期"), _("欠着的承诺里，过了期限还没有做到的。"), OWED, SEALED, ALL_KNOWN),
    Figure(_("最久(天)"), _("超期最久的那一项，过了多少天。"), OWED, SEALED, ALL_KNOWN),
    Figure(_("退回"), _("这段时间里提出派单异议的件数。"), _("派给这个单位的信。"), SEALED, ALL_KNOWN),
    Figure(
        _("转出"),
        _("异议成立、还没动手办就转给别的单位的件数。"),
        _("退回的件数。"),
        SEALED,
        _("还没有决定的异议。"),
    ),
    Figure(_("答复送到"), _("送到来信人手里的答复。"), ARRIVED, SEALED, _("还没有送到的答复。")),
    Figure(
        _("参与率"),
        _("来信人说了解决没有的答复。本人评价的和回访时说的都算。"),
        ARRIVED,
        SEALED,
        _("送到了、来信人没有说话的答复。"),
    ),
    Figure(
        _("已解决"), _("来信人说已解决的答复。单位自己说的不算。"), _("来信人说了话的答复。"), SEALED, SILENT
    ),
    Figure(_("部分解决"), _("来信人说部分解决的答复。"), _("来信人说了话的答复。"), SEALED, SILENT),
    Figure(_("没有解决"), _("来信人说没有解决的答复。"), _("来信人说了话的答复。"), SEALED, SILENT),
)
