"""The lines of the ledger as sentences, for those who work here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.outcomes.models import Counted, Holds, Means, Ruling, Verdict
from lianxin.outcomes.seen_lines import LineSeen
from lianxin.web.bridge import title_of
from lianxin.web.lines import sentence_in
from lianxin.web.replay import Line
from lianxin.web.time_words import in_words

SAYS = {
    "submission.received": N_("收到来信"),
    "submission.opened": N_("打开来信"),
    "submission.read_by_addressee": N_("收信的书记亲自打开了信"),
    "submission.contact_opened": N_("查看联系方式"),
    "submission.added_to": N_("来信人补充了内容"),
    "submission.files_added": N_("补充了附件"),
    "submission.file_lost": N_("来信人的一个附件没能从平台取到"),
    "submission.readdressed": N_("来信人改写给%(to)s的书记"),
    "submission.transcribed": N_("把录音听打成文字"),
    "submission.file_shut": N_("一个附件里查出病毒，已经封存"),
    "submission.abuse_marked/insult": N_("标记：信里有辱骂的话"),
    "submission.abuse_marked/threat": N_("标记：信里有威胁的话"),
    "submission.abuse_marked/obscene": N_("标记：信里有下流话"),
    "submission.abuse_unmarked": N_("取消标记：%(reason)s"),
    "submission.recused": N_("记下回避"),
    "submission.recused/silence": N_("到期没有决定，按来信人的要求记下回避"),
    "submission.recusal_asked": N_("来信人请求回避"),
    "submission.recusal_refused": N_("不同意回避：%(words)s"),
    "case.passed_from_recused": N_("%(body)s回避，重新派单"),
    "submission.readmitted": N_("解除回避"),
    "submission.contact_left": N_("来信人又留了一种联系方式"),
    "submission.contact_corrected": N_("改正了来信人的邮箱"),
    "submission.public_allowed": N_("来信人同意公开"),
    "submission.public_ended": N_("来信人不再同意公开"),
    "notice.posted": N_("告知信函已寄出"),
    "notice.read_out": N_("打电话念给了来信人"),
    "notice.not_reached/no_answer": N_("打电话告知，没有人接"),
    "notice.not_reached/not_self": N_("打电话告知，接电话的不是本人"),
    "notice.not_reached/wrong_number": N_("打电话告知，号码打不通"),
    "notice.tried_again": N_("没寄出去的邮件再寄一次"),
    "notice.put_on_paper": N_("邮件改为打印寄出"),
    "notice.mails_stopped": N_("来信人不再收邮件"),
    "case.registered": N_("登记"),
    "case.accepted": N_("受理"),
    "case.declined": N_("不予受理：%(reason)s"),
    "case.dispatched": N_("派单给%(to)s"),
    "case.recalled": N_("撤回派单，不再由%(to)s办理"),
    "case.linked": N_("和已在办的同一事项一起办，现在由%(to)s办理"),
    "case.kept_up": N_("一起办的事项到了“%(stage)s”，由%(to)s办理"),
    "case.unlinked": N_("解除关联，单独办理：%(reason)s"),
    "case.unlinked/undone": N_("撤回关联"),
    "case.unlinked/withdrawn": N_("一起办的那一件撤回了，这一件单独办理"),
    "case.took_over": N_("一起办的那一件撤回了，由这一件接着办，%(to)s办理"),
    "case.answered_along": N_("同一事项答复了，这一封也单独答复"),
    "case.voice_joined": N_("又有一封信反映同一件事，一起办"),
    "case.voice_left": N_("一封信不再一起办"),
    "case.objected": N_("提出派单异议：%(reason)s"),
    "case.objected/suggested": N_("提出派单异议：%(reason)s(认为应由%(suggested)s办)"),
    "case.objection_upheld": N_("异议成立，转给%(to)s：%(reason)s"),
    "case.objection_upheld/meeting": N_("联席会议指定%(to)s办理：%(meeting)s；%(reason)s"),
    "case.objection_rejected": N_("异议不成立，指定%(to)s办理：%(reason)s"),
    "case.objection_rejected/meeting": N_("联席会议指定%(to)s办理：%(meeting)s；%(reason)s"),
    "case.support_asked": N_("请%(to)s协办：%(asked)s"),
    "case.whistled": N_("吹哨，请%(to)s协办：%(asked)s"),
    "case.support_answered": N_("%(body)s交来协办意见"),
    "case.split": N_("拆分诉求"),
    "case.acknowledged": N_("签收"),
    "case.instructed": N_("批示"),
    "case.track_chosen": N_("定轨为%(track)s：%(reason)s"),
    "case.graded": N_("定级为%(urgency)s：%(reason)s"),
    "case.citizen_asked": N_("问来信人"),
    "case.question_answered": N_("来信人回答了问题"),
    "case.notice_given": N_("书面告知来信人"),
    "case.extension_asked": N_("申请延期：%(reason)s"),
    "case.extended": N_("同意延期，从%(before)s延到%(due)s"),
    "case.extension_refused": N_("不同意延期：%(words)s"),
    "case.deferral_asked": N_("申请暂缓到%(until)s：%(plan)s"),
    "case.deferred": N_("同意暂缓，约定%(until)s以前办好"),
    "case.deferral_refused": N_("不同意暂缓：%(words)s"),
    "case.taken_up": N_("重新开始办理"),
    "case.instructed/until": N_("批示，%(until)s以前落实"),
    "case.sponsored": N_("包案"),
    "case.sponsor_told": N_("包案情况：%(reason)s"),
    "case.supervised": N_("督办"),
    "case.listed": N_("挂牌督办"),
    "case.supervision_ended": N_("结束督办：%(reason)s"),
    "case.progress_told": N_("阶段性答复"),
    "case.problem_told/listed": N_("列入问题台账%(problem)s：%(title)s，告诉了来信人"),
    "case.problem_told/planned": N_("问题%(problem)s定下措施，%(until)s以前整改好，告诉了来信人"),
    "case.problem_told/progress": N_("问题%(problem)s的进展告诉了来信人"),
    "case.problem_told/mended": N_("问题%(problem)s说整改好了，请来信人核实"),
    "case.problem_told/sent_back": N_("问题%(problem)s核实没有通过，继续整改，告诉了来信人"),
    "case.problem_told/struck_off": N_("问题%(problem)s销号，告诉了来信人"),
    "case.problem_told/again": N_("问题%(problem)s又出现了，重新整改，告诉了来信人"),
    "problem.listed": N_("列入问题台账"),
    "problem.split": N_("从另一个问题分出来，单独列账"),
    "problem.named": N_("改写为“%(title)s”(原来是“%(title_before)s”)"),
    "problem.joined": N_("又有来信反映这个问题"),
    "problem.left": N_("移出一封信：%(reason)s"),
    "problem.parted": N_("分出几封信，另列一个问题"),
    "problem.took_in": N_("并入另一个问题的%(voices)s封信"),
    "problem.merged": N_("并入另一个问题"),
    "problem.assigned": N_("定由%(to)s整改。标准：%(standard)s"),
    "problem.planned": N_("定下措施：%(measure)s 期限%(until)s"),
    "problem.progress_told": N_("告知进展：%(words)s"),
    "problem.mended": N_("说整改好了：%(evidence)s"),
    "problem.answered/yes": N_("一位反映的人说解决了"),
    "problem.answered": N_("一位反映的人说没有解决"),
    "problem.sent_back": N_("核实没有通过，退回整改：%(reason)s 期限%(until)s"),
    "problem.struck_off": N_("核实销号：%(words)s(%(mended)s位说解决了，%(silent)s位没有说)"),
    "problem.raised_again": N_("一位反映的人说又有问题，重新整改"),
    "theme.chosen": N_("选为每月一题，由%(to)s牵头。要看到：%(aim)s"),
    "theme.reported": N_("公布结果：%(words)s(%(gathered)s个问题，销号%(struck)s个)"),
    "case.told_along": N_("同一事项的阶段性答复，也告诉了这位来信人"),
    "case.submitted": N_("答复送审"),
    "case.taken_back": N_("撤回送审"),
    "case.sent_back": N_("退回修改：%(reason)s"),
    "case.replied": N_("签发答复"),
    "case.replied/alike": N_("签发答复(和以前的答复雷同，已经提示)"),
    "case.delivered": N_("送达：%(means)s"),
    "case.called_back": N_("电话回访，问到了来信人"),
    "case.called_back/no_word": N_("电话回访：%(no_word)s"),
    "case.rated": N_("评价：%(verdict)s"),
    "case.rated/later": N_("来信人已评价"),
    "case.reopened": N_("没有解决，重新办理"),
    "case.reopened/look_back": N_("回头看发现问题又来了，重新办理"),
    "case.claimed": N_("提出第%(request)s项是不合理诉求：%(reason)s"),
    "case.claim_confirmed": N_("第%(request)s项认定为不合理诉求：%(reason)s"),
    "case.claim_rejected": N_("第%(request)s项没有认定为不合理诉求：%(reason)s"),
    "case.claim_rejected/silence": N_("第%(request)s项到期没有决定，按不认定处理"),
    "case.claim_contested": N_("来信人对第%(request)s项的认定有异议"),
    "case.contest_upheld": N_("来信人的异议成立，第%(request)s项的认定取消：%(reason)s"),
    "case.contest_dismissed": N_("来信人的异议不成立，第%(request)s项的认定不变：%(reason)s"),
    "case.figure_appealed": N_("%(body)s申诉，“%(counted)s”不该计入考核：%(reason)s"),
    "case.figure_left_out": N_("%(body)s的“%(counted)s”不计入考核：%(reason)s"),
    "case.figure_refused": N_("%(body)s的“%(counted)s”照样计入考核：%(reason)s"),
    "case.figure_refused/silence": N_("考核申诉到期没有决定，照样计入"),
    "case.looked_back": N_("回头看：%(holds)s。%(reason)s"),
    "case.withdrawn": N_("来信人撤回"),
    "case.review_asked": N_("来信人申请复查，由%(to)s复查"),
    "case.reviewed": N_("复查意见：%(ruling)s"),
    "case.recheck_asked": N_("来信人申请复核，由%(to)s复核"),
    "case.rechecked": N_("复核意见：%(ruling)s"),
    "case.overturned": N_("原答复不成立：%(ruling)s"),
    "case.opinion_told": N_("意见送达：%(means)s"),
    "case.published": N_("公开了来信和答复"),
    "case.taken_down": N_("撤下公开的来信：%(reason)s"),
    "case.taken_down/writer": N_("来信人收回，公开的来信撤下了"),
    "case.closed": N_("结案"),
    "case.closed/drawn": N_("结案，几个月以后回头看"),
    "promise.reminded": N_("提醒：%(promise)s快到期了"),
    "promise.broken": N_("%(promise)s超期"),
    "promise.escalated": N_("%(promise)s超期，已报上级：%(to)s"),
    "promise.fell_due": N_("%(promise)s到期，自动往下办"),
}
JOINED = N_("又有%(number)d封信反映同一件事，一起办")
WHO = {"citizen": N_("来信人"), "clock": N_("时钟"), "installer": N_("安装员")}


@dataclass(frozen=True)
class Told:
    """One line of the story: when, what, and who did it."""

    at: datetime
    words: str
    who: str


def tell(lines: Iterable[LineSeen]) -> list[Told]:
    """历史 The story of a folder. Letters that joined one after another are told in one line."""
    told: list[Told] = []
    for name, run in groupby((one for one in lines if one.name != "submission.registered"), _same_line):
        same = list(run)
        if name and len(same) > 1:
            told.append(replace(_told(same[-1]), words=_(JOINED) % {"number": len(same)}))
        else:
            told += [_told(line) for line in same]
    return told


def lines_of(lines: Iterable[LineSeen]) -> list[Line]:
    """回放 The same words for every line of a folder, each by itself."""
    told = [(line, next(iter(tell([line])), None)) for line in lines]
    return [
        Line(line.key, line.at, said.words if said else "", said.who if said else "") for line, said in told
    ]


def _same_line(line: LineSeen) -> str:
    """What may be told together with its neighbours; nothing else is."""
    return line.name if line.name == "case.voice_joined" else ""


def _told(line: LineSeen) -> Told:
    who = f"{line.organisation} {line.who}".strip() if line.by_kind == "officer" else _(WHO[line.by_kind])
    says = sentence_in(SAYS, line.name, line.data)
    return Told(line.at, _(says) % _words(line) if says else line.name, who)


def _words(line: LineSeen) -> dict[str, object]:
    """The data of a line, in words that people use."""
    said = in_words({"reason": "", "to": "", **line.data}, at=line.at)
    if said.get("because") == "silence":
        said["words"] = _("到期没有决定")
    if "promise" in said:
        said["promise"] = title_of(said["promise"])
    if "means" in said:
        said["means"] = Means(said["means"]).label
    if "ruling" in said:
        said["ruling"] = Ruling(said["ruling"]).label
    if "counted" in said:
        said["counted"] = Counted(said["counted"]).label
    if "holds" in said:
        said["holds"] = Holds(said["holds"]).label
    if "verdict" in said:
        said["verdict"] = Verdict(said["verdict"]).label
    return said
