"""名称 What columns are called, and how other systems call what the writer wants."""

import re
from collections.abc import Mapping

# What a column may be called, the likeliest name first. Compared without case, spaces and punctuation.
# A row number ("序号") is no number of a letter: the next file counts from one again.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("id", "编号", "留言编号", "信件编号", "来信编号", "工单编号", "工单号", "诉求编号", "信访编号"),
        *("信访件编号", "受理编号", "业务编号", "流水号", "工单流水号", "number", "no", "ticketid", "caseid"),
    ),
    "subject": (
        *("subject", "title", "主题", "留言主题", "来信主题", "信件标题", "标题", "诉求标题", "工单标题"),
        *("信访标题", "诉求概述", "概况"),
    ),
    "body": (
        *("body", "content", "text", "words", "内容", "留言详情", "留言内容", "来信内容", "信件内容"),
        *("诉求内容", "诉求描述", "诉求详情", "工单内容", "信访内容", "反映内容", "问题描述", "主要内容"),
        *("具体内容", "正文", "tokens", "description"),
    ),
    "sent_at": (
        *("sentat", "时间", "留言时间", "来信时间", "诉求时间", "提交时间", "写信日期", "日期", "来电时间"),
        *("受理时间", "登记时间", "反映时间", "信访日期", "创建时间"),
        *("saidat", "createdat", "datetime", "date", "time"),
    ),
    "kind": ("kind", "type", "类型", "来信类型", "信件类型", "诉求类型", "留言类型", "诉求性质", "工单类型"),
    "place": (
        *("place", "地点", "事发地点", "诉求地点", "发生地点", "事发地址", "诉求地址", "问题地点", "位置"),
        "location",
    ),
    "name": ("name", "姓名", "来信人", "诉求人", "诉求人姓名", "信访人", "信访人姓名", "联系人", "写信人"),
    "phone": (
        *("phone", "电话", "手机", "手机号", "手机号码", "联系电话", "来电号码", "诉求人电话", "联系方式"),
        *("mobile", "tel"),
    ),
    "email": ("email", "邮箱", "电子邮箱", "电子邮件"),
    "address": ("address", "地址", "住址", "家庭住址", "联系地址", "通讯地址"),
    "remark": ("remark", "备注", "私密备注", "note"),
    "addressee": ("addressee", "收信单位编码", "收信组织编码"),
    "confidential": ("confidential", "保密", "是否保密", "要求保密", "匿名办理"),
}
# What the other system says of its own work with it, and where its files lie: kept beside the words.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "channel": ("来源渠道", "诉求渠道", "受理渠道", "诉求来源", "来源", "渠道", "source", "channel"),
    "status": ("状态", "工单状态", "办理状态", "当前状态", "当前环节", "处理状态", "status"),
    "handler": ("承办单位", "办理单位", "主办单位", "责任单位", "处理单位", "agency", "handler"),
    "progress": ("办理结果", "办理情况", "处理结果", "处理情况", "答复内容", "回复内容", "progress"),
    "links": ("附件", "附件链接", "附件地址", "图片", "图片链接", "attachments", "links", "mediaurl"),
}
# How other systems call what the writer wants. What is not here is refused and not guessed: a report
# of a breach of discipline taken for an ordinary letter would be read by the wrong people.
KINDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("problem", "反映问题", "问题", "反映", "投诉", "求助", "咨询", "申诉", "其他"), "problem"
    ),
    **dict.fromkeys(("complaint", "question", "help", "enquiry", "inquiry", "other"), "problem"),
    **dict.fromkeys(("opinion", "提意见", "意见", "批评"), "opinion"),
    **dict.fromkeys(("suggestion", "提建议", "建议", "建言", "建言献策"), "suggestion"),
    **dict.fromkeys(("demand", "提出诉求", "诉求", "请求", "求决"), "demand"),
    **dict.fromkeys(("thanks", "表示感谢", "感谢", "表扬"), "thanks"),
    **dict.fromkeys(("report", "检举违纪", "检举", "举报", "检举控告", "控告"), "report"),
}
# Some hotlines call a shop that cheats by this word, some a cadre who does: nobody but they can tell.
UNCLEAR = frozenset({"举报", "report"})
NO = frozenset({"", "0", "否", "不", "无", "不保密", "公开", "no", "n", "false", "f"})
REPORT = re.compile("举报|检举|控告|违纪|违法|腐败|贪污|受贿|廉|report|corrupt", re.IGNORECASE)
PRIVATE = re.compile(
    "电话|手机|号码|身份证|证件|姓名|住址|地址|邮箱|微信|qq|phone|mobile|tel|email|name|address|idcard",
    re.IGNORECASE,
)

OF_THE_MATTER = re.compile("附件|图片|文件|事发|诉求地|单位|filename|agency", re.IGNORECASE)


def plain(column: str) -> str:
    """A column's name as it is compared."""
    return re.sub(r"[\W_]+", "", column).lower()


KNOWN = frozenset(word for names in (NAMES, BESIDE) for usual in names.values() for word in usual)


def looks_private(column: str) -> bool:
    """Is it how somebody can be reached, or who it is? That is nobody's to read beside the words."""
    name = plain(column)
    return PRIVATE.search(name) is not None and OF_THE_MATTER.search(name) is None


def may_be_a_report(kind: str) -> bool:
    """检举 A kind that nobody has put into words of ours, and that may be one only few may read."""
    return REPORT.search(kind) is not None
