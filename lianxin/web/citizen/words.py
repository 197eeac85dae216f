"""The facts of a letter in words a person would use. No internal codes, no passive fog."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from lianxin.clock.models.promise import OWED
from lianxin.clock.queries import why_due
from lianxin.flow.verbs.ending import REOPENS_WITHIN
from lianxin.kit.dates import SHANGHAI, say_day, say_instant
from lianxin.outcomes.models import Counted, Holds
from lianxin.outcomes.seen_by_citizen import SeenLetter, SeenOpening, SeenStep
from lianxin.web.bridge import kind_of, title_of
from lianxin.web.citizen.road import ON_THE_ROAD, ROAD
from lianxin.web.lines import sentence_in
from lianxin.web.replay import Line
from lianxin.web.time_words import in_words, say_due

ROLES = {
    "secretary": N_("书记"),
    "clerk": N_("登记员"),
    "sorter": N_("派单员"),
    "officer": N_("承办人"),
    "approver": N_("审核签发人"),
    "supervisor": N_("督办员"),
    "reviewer": N_("复查复核员"),
    "caller": N_("回访员"),
    "discipline": N_("纪检受理员"),
    "office": N_("系统管理员"),
    "reader": N_("受书记委托代阅的人"),
    "auditor": N_("监督员"),
}
TITLES = {
    "waiting": N_("信收到了，等待登记"),
    "registered": N_("信已登记，等待派给该办的单位"),
    "accepted": N_("信已受理，等待派给该办的单位"),
    "linked": N_("您的信和说同一件事的信一起办，现在在%(who)s"),
    "dispatched": N_("您的信派给了%(who)s"),
    "disputed": N_("%(who)s说这件事不归它管，正在定由谁办"),
    "in_handling": N_("您的信在%(who)s"),
    "in_approval": N_("%(who)s写好了答复，等待签发"),
    "committed": N_("%(who)s和您约了一个日期"),
    "replied": N_("%(who)s答复您了"),
    "delivered": N_("%(who)s答复您了"),
    "in_review": N_("您的信正在复查"),
    "reviewed": N_("复查意见出来了"),
    "in_recheck": N_("您的信正在复核"),
    "rechecked": N_("复核意见出来了"),
    "declined": N_("这件事不归这里办"),
    "redirected": N_("这件事要走法定的渠道"),
    "withdrawn": N_("您撤回了这封信"),
    "closed": N_("这封信已经结案"),
}
# What is owed next: in time, and after the time has passed.
LEADS = {
    "register": N_("%(who)s最迟%(due)s登记这封信。"),
    "dispatch": N_("%(who)s最迟%(due)s把信派给该办的单位。"),
    "decide": N_("%(who)s最迟%(due)s定下来由谁办，并写明理由。定下来以后就不能再推。"),
    "along": N_("您反映的事已经有人反映过，一起办。%(who)s最迟%(due)s定下来由谁办。"),
    "acknowledge": N_("%(who)s最迟%(due)s签收；签收以后开始算答复的期限。"),
    "support": N_("%(who)s最迟%(due)s把协办意见交给主办单位；答复由主办单位统一给您。"),
    "reply": N_("%(who)s最迟%(due)s答复您。"),
    "rework": N_("您说没有解决。%(who)s最迟%(due)s重新答复您。"),
    "approve": N_("答复要由起草人以外的人审核，%(who)s最迟%(due)s签发。"),
    "instruction": N_("书记作了批示，%(who)s最迟%(due)s落实。"),
    "recusal": N_("您请求回避，%(who)s最迟%(due)s决定；没有决定，就按您的要求回避。"),
    "org_notice": N_("%(who)s最迟%(due)s书面告诉您：收到了，怎么办。"),
    "extension": N_("%(who)s申请延期，领导最迟%(due)s决定；没有决定，就按原来的期限答复您。"),
    "deferral": N_("%(who)s申请暂缓，领导最迟%(due)s决定；没有决定，就按原来的期限答复您。"),
    "commitment": N_("%(who)s答应%(due)s以前办好；到那一天，这封信会自动重新开始办。"),
    "supervise": N_("这件事列入督办，%(who)s最迟%(due)s办好并答复您。"),
    "sponsor": N_("%(who)s的书记包案，最迟%(due)s告诉您他做了什么。"),
    "deliver": N_("答复已经写好，%(due)s以前送到您手里。"),
    "review": N_("您申请了复查。%(who)s最迟%(due)s书面答复您。"),
    "recheck": N_("您申请了复核。%(who)s最迟%(due)s书面答复您。"),
    "opinion": N_("意见已经写好，%(due)s以前送到您手里。"),
    "ask_recheck": N_("不同意复查意见的，%(due)s以前可以申请复核；没有回音，就到此结案。"),
    "callback": N_(
        "请告诉我们解决了没有。%(due)s以前没有回音，%(who)s打电话问您；打电话的不是办理单位的人。"
    ),
    "close": N_("请告诉我们解决了没有。%(due)s以前没有回音，就先结案；结案后30天内您还可以说没有解决。"),
}
HISTORY = {
    "submission.received": N_("收到您的信。"),
    "submission.registered": N_("信已登记，有了自己的编号。"),
    "submission.opened": N_("有人打开了您的信。"),
    "submission.read_by_addressee": N_("您写给的书记本人打开了您的信。"),
    "submission.contact_opened": N_("有人查看了您的联系方式。"),
    "submission.added_to": N_("您补充了几句话。"),
    "submission.files_added": N_("您补充了附件。"),
    "submission.file_lost": N_("您发来的一个附件没能从平台取到，请再发一次。"),
    "submission.readdressed": N_("您说这封信写给%(to)s的书记。"),
    "submission.transcribed": N_("受理人员把您的录音听打成了文字，放在录音旁边。"),
    "submission.file_shut": N_("您的一个附件里查出病毒，已经封存，谁也不会打开。请换一份再传。"),
    "submission.abuse_marked/insult": N_("受理人员记下：信里有辱骂的话。信照样办，期限不变。"),
    "submission.abuse_marked/threat": N_("受理人员记下：信里有威胁的话。信照样办，期限不变。"),
    "submission.abuse_marked/obscene": N_("受理人员记下：信里有下流话。信照样办，期限不变。"),
    "submission.abuse_unmarked": N_("上面那条标记取消了：%(reason)s"),
    "submission.recused": N_("有人回避这一件，不再经手。"),
    "submission.recused/asked": N_("按您的要求，您请求回避的不再经手这一件。"),
    "submission.recused/silence": N_("到期没有人决定，按您的要求回避：您请求回避的不再经手这一件。"),
    "submission.recusal_asked": N_("您请求回避。"),
    "submission.recusal_refused": N_("没有同意回避。理由：%(words)s"),
    "case.passed_from_recused": N_("%(body)s回避，等待派给别的单位。"),
    "submission.readmitted": N_("一项回避已经解除。"),
    "submission.contact_left": N_("您又留了一种联系方式。"),
    "submission.contact_corrected": N_("受理人员核对以后，改正了您的邮箱。"),
    "notice.posted": N_("告知您的信函已经寄出，有邮寄凭据。"),
    "notice.read_out": N_("打电话把下面的告知念给您听了。"),
    "notice.not_reached": N_("打电话找您，没有找到，会再打。"),
    "notice.put_on_paper": N_("邮件寄不到，改为打印寄给您。"),
    "notice.mails_stopped": N_("您不再收邮件。"),
    "case.accepted": N_("信已受理。"),
    "case.declined": N_("这件事不归这里办。理由：%(reason)s。请找：%(channel)s。"),
    "case.dispatched": N_("派给%(to)s办理。"),
    "case.recalled": N_("刚派给%(to)s，又撤回了，等待派给该办的单位。"),
    "case.linked": N_(
        "您反映的事已经有人反映过，一起办，现在是“%(stage)s”。您的回执、答复、评价还是您自己的。"
    ),
    "case.kept_up": N_("一起办的事有了进展：“%(stage)s”，由%(to)s办理。"),
    "case.unlinked": N_("和别的信不是同一件事，改为单独办理。理由：%(reason)s。"),
    "case.unlinked/undone": N_("刚才的关联撤回了，单独办理。"),
    "case.unlinked/withdrawn": N_("原来一起办的那封信撤回了，您的信单独办理。"),
    "case.took_over": N_("原来一起办的那封信撤回了，您的信接着办，还是由%(to)s办理。"),
    "case.acknowledged": N_("办理单位签收。"),
    **ROAD,
    "case.split": N_("信里的诉求已逐项列出，每一项都要答复。"),
    "case.instructed": N_("书记作了批示。"),
    "case.track_chosen": N_("定为按“%(track)s”办理。理由：%(reason)s"),
    "case.graded": N_("急不急改定为“%(urgency)s”。理由：%(reason)s"),
    "case.citizen_asked": N_("办理单位问您一个问题。"),
    "case.question_answered": N_("您的回答已收到。"),
    "case.notice_given": N_("办理单位书面告知：收到了，怎么办。"),
    "case.extension_asked": N_("申请延期答复。理由：%(reason)s"),
    "case.extended": N_("同意延期一次，答复从%(before)s延到%(due)s。理由：%(reason)s"),
    "case.extension_refused": N_("没有同意延期，原来的期限不变。理由：%(words)s"),
    "case.deferral_asked": N_("申请暂缓到%(until)s。打算：%(plan)s"),
    "case.deferred": N_("同意暂缓，约定%(until)s以前办好。打算：%(plan)s"),
    "case.deferral_refused": N_("没有同意暂缓，原来的期限不变。理由：%(words)s"),
    "case.instructed/until": N_("书记作了批示，要求%(until)s以前落实。"),
    "case.sponsored": N_("%(to)s的书记包案，亲自负责这件事。"),
    "case.sponsor_told": N_("包案领导告诉您：%(reason)s"),
    "case.supervised": N_("这件事列入督办。"),
    "case.listed": N_("这件事挂牌督办，向社会公开编号、类别、承办单位和期限，不公开您的信和您是谁。"),
    "case.supervision_ended": N_("督办结束。理由：%(reason)s。"),
    "case.progress_told": N_("告诉您办到哪一步了。"),
    "case.told_along": N_("告诉您办到哪一步了。"),
    "case.problem_told/listed": N_("您反映的事列入问题台账，编号%(problem)s，一共%(voices)s封信反映。"),
    "case.problem_told/planned": N_("您反映的问题定下了措施：%(plan)s。%(until)s以前办好。"),
    "case.problem_told/progress": N_("您反映的问题有了进展：%(plan)s"),
    "case.problem_told/mended": N_("责任单位说您反映的问题解决了：%(plan)s。请您说说是不是真的。"),
    "case.problem_told/sent_back": N_("您反映的问题核实没有通过，退回去继续整改：%(plan)s"),
    "case.problem_told/struck_off": N_("您反映的问题核实销号：%(plan)s"),
    "case.problem_told/again": N_("您反映的问题又出现了，重新整改。"),
    "case.submitted": N_("答复写好了，交给另一个人审核。"),
    "case.taken_back": N_("答复撤回去再改。"),
    "case.sent_back": N_("答复没有通过审核，退回去修改。"),
    "case.replied": N_("答复经审核签发，发给您。"),
    "case.called_back": N_("打电话问了您，您的话记下了。"),
    "case.called_back/no_word": N_("打电话问您：%(no_word)s。"),
    "case.answered_along": N_("答复经审核签发，发给您。"),
    "case.rated": N_("您评价了答复：%(verdict)s。"),
    "case.reopened": N_("退回去重新办理。"),
    "case.reopened/look_back": N_("回头看发现问题又来了，退回去重新办理。"),
    "case.claimed": N_("办理单位说第%(request)s项诉求按规定办不到，请另一个单位来定。理由：%(reason)s"),
    "case.claim_confirmed": N_(
        "第%(request)s项诉求按现在的规定办不到。理由：%(reason)s。依据：%(basis)s。您可以：%(channel)s。这一项照样会答复您。"
    ),
    "case.claim_rejected": N_("第%(request)s项诉求没有被认定，照常办理。理由：%(reason)s"),
    "case.claim_rejected/silence": N_("第%(request)s项诉求到期没有人决定，按不认定处理，照常办理。"),
    "case.claim_contested": N_("您对第%(request)s项诉求的认定提出异议，由上级单位决定。"),
    "case.contest_upheld": N_("您对第%(request)s项的异议成立，认定取消。理由：%(reason)s"),
    "case.contest_dismissed": N_("您对第%(request)s项的异议没有被采纳，认定不变。理由：%(reason)s"),
    "case.figure_appealed": N_("%(body)s请上级不把“%(counted)s”计入考核。您说过的话不变。理由：%(reason)s"),
    "case.figure_left_out": N_("上级同意%(body)s的“%(counted)s”不计入考核。您说过的话不变。理由：%(reason)s"),
    "case.figure_refused": N_("上级不同意，%(body)s的“%(counted)s”照样计入考核。理由：%(reason)s"),
    "case.figure_refused/silence": N_("到期没有决定，照样计入办理单位的考核。"),
    "case.looked_back": N_("结案以后回头看：%(holds)s。%(reason)s"),
    "case.withdrawn": N_("您撤回了这封信。"),
    "submission.public_allowed": N_("您同意公开这封信和答复。"),
    "submission.public_ended": N_("您不再同意公开这封信。"),
    "case.published": N_("这封信和答复隐去个人信息以后公开了。"),
    "case.taken_down": N_("公开的信撤下了：%(reason)s"),
    "case.taken_down/writer": N_("您收回以后，公开的信马上撤下了。"),
    "case.review_asked": N_("您申请复查，由%(to)s重新看这件事。"),
    "case.reviewed": N_("复查意见写好了。"),
    "case.recheck_asked": N_("您申请复核，由%(to)s最后再看一次。"),
    "case.rechecked": N_("复核意见写好了。"),
    "case.overturned": N_("原来的答复不成立，责令重新办理。"),
    "case.opinion_told": N_("意见已送达。"),
    "promise.reminded": N_("提醒%(owed_by)s：“%(promise)s”快到期了。"),
    "promise.broken": N_("%(owed_by)s没有按期完成“%(promise)s”，超期已记录在案。"),
    "promise.escalated": N_("“%(promise)s”超期，已报告上级%(to)s。"),
    "progress": N_("纪检机关有了新的进展。"),
}
DELIVERED = {
    "read": N_("您凭查询码读到了答复。"),
    "handed": N_("答复当面交到您手里。"),
    "posted": N_("答复寄出并有邮寄凭据。"),
    "told": N_("打电话把答复念给您听了。"),
    "unread": N_("答复放在这里已满期限，按规定视为送达。"),
    "impossible": N_("答复没能送到您手里，原因已记录。"),
    "": N_("答复送达。"),
}
CLOSED = {
    "rated": N_("按您的评价结案。"),
    "silence": N_("一直没有收到您的回音，按期结案。"),
    "final": N_("复核以后，这件事到此终结。"),
    "": N_("结案。"),
}
# Their sentence goes on after the reason.
GO_ON = {"case.declined", "case.unlinked", "case.supervision_ended", "case.claim_confirmed"}
# Where nobody decided, or the day came by itself.
BY_THEMSELVES = {
    "case.extension_refused": N_("到期没有人决定延期，按不同意处理，原来的期限不变。"),
    "case.deferral_refused": N_("到期没有人决定暂缓，按不同意处理，原来的期限不变。"),
}
TAKEN_UP = {"date": N_("约定的日期到了，重新开始办理。"), "early": N_("提前重新开始办理。")}
VERDICTS = {"solved": N_("已解决"), "partly": N_("部分解决"), "not_solved": N_("没有解决")}


@dataclass(frozen=True)
class Dated:
    """A moment as people say it, and exactly; perhaps with what happened then."""

    at: datetime
    words: str = ""
    office: str = ""

    @cached_property
    def local(self) -> datetime:
        return self.at.astimezone(SHANGHAI)

    @property
    def said(self) -> str:
        return say_instant(self.at)

    @property
    def machine(self) -> str:
        return self.local.isoformat(timespec="seconds")

    @property
    def exact(self) -> str:
        return f"{self.local:%Y-%m-%d %H:%M:%S}"


@dataclass(frozen=True)
class Standing:
    """Where the letter is, what is owed next, and how its time was reckoned."""

    title: str
    lead: str
    why: str = ""
    late: bool = False


def standing(letter: SeenLetter, *, now: datetime) -> Standing:
    """现在到哪一步 The head of the page, in a sentence or two."""
    state = letter.outcome if letter.outcome in {"declined", "redirected", "withdrawn"} else letter.stage
    title = _(TITLES[state]) % {"who": letter.holder}
    on_the_road = (p for p in letter.promises if p.state in OWED and not p.beside)
    owed = min(on_the_road, key=lambda p: p.due, default=None)
    if owed is None:
        return Standing(title, _ending(letter) + _looked_at_again(letter, now))
    words = {"who": owed.owed_by.name, "due": say_due(owed.due, beside=now), "what": title_of(owed.key)}
    if owed.due < now and not owed.advances:
        days = max((now - owed.due).days, 1)
        late = ngettext(
            "%(who)s应在%(due)s以前完成“%(what)s”，已经超期%(days)d天。超期已记录在案，上级会过问，这件事不会停。",
            "%(who)s应在%(due)s以前完成“%(what)s”，已经超期%(days)d天。超期已记录在案，上级会过问，这件事不会停。",
            days,
        )
        return Standing(title, late % {**words, "days": days}, why_due(owed), late=True)
    return Standing(title, _(LEADS[kind_of(owed.key)]) % words, why_due(owed))


def _ending(letter: SeenLetter) -> str:
    if letter.outcome == "withdrawn":
        return _("说过的话和办过的事仍留在记录里。事情又来了，可以另写一封。")
    if letter.outcome in {"declined", "redirected"}:
        return _said_when_declined(letter)
    if "not_solved" in letter.may and letter.closed_at:
        words = {"day": say_day(letter.closed_at + REOPENS_WITHIN)}
        return _("一直没有收到您的回音，就先结案了。如果没有解决，%(day)s以前您还可以要求重新办。") % words
    return _("办完了。答复和每一步的经过都留在这里，随时可以看。")


def _looked_at_again(letter: SeenLetter, now: datetime) -> str:
    """回头看 By when somebody looks whether it is still solved."""
    look = next((p for p in letter.promises if p.key == "look_back" and p.state in OWED), None)
    if look is None:
        return ""
    words = {"who": look.owed_by.name, "due": say_due(look.due, beside=now)}
    return _("%(who)s最迟%(due)s回头看，是不是真的好了。") % words


def _said_when_declined(letter: SeenLetter) -> str:
    told = letter.told("case.declined")
    if told:
        return _("理由：%(reason)s。请找：%(channel)s。") % _inside(told)
    return _("纪检机关已经作了处理。")


def others(letter: SeenLetter) -> str:
    """同一件事 How many others tell of the same; who they are and what they wrote is nobody else's."""
    if not letter.others:
        return ""
    return ngettext(
        "还有%(number)d位来信人也反映了这件事，合在一起办。答复单独给您，解决没有也只由您自己说。",
        "还有%(number)d位来信人也反映了这件事，合在一起办。答复单独给您，解决没有也只由您自己说。",
        letter.others,
    ) % {"number": letter.others}


def openings(letter: SeenLetter) -> list[Dated]:
    """谁打开过 Which office opened the letter, in what role, and whether it was the addressee himself."""
    return [Dated(one.at, _opened(one, letter)) for one in letter.openings]


def _opened(one: SeenOpening, letter: SeenLetter) -> str:
    words = {"office": one.office, "role": _(ROLES.get(one.role, ROLES["officer"]))}
    if letter.sealed:
        return _("纪检机关的受理员打开了这封信。")
    if one.contact:
        return _("%(office)s的%(role)s查看了您的联系方式。") % words
    if one.addressee:
        return _("%(office)s的%(role)s本人打开了这封信，您的信就是写给他的。") % words
    return _("%(office)s的%(role)s打开了这封信。") % words


def history(letter: SeenLetter, *, newest: int | None = None) -> list[Dated]:
    """经过 Every dated step, the newest first; or only so many."""
    return [Dated(step.at, _step(step), step.office) for step in letter.steps[::-1][:newest]]


def road(letter: SeenLetter) -> list[Dated]:
    """走过的路 From body to body with every reason, the first step first; nothing where it went straight."""
    steps = [step for step in letter.steps if step.what in ON_THE_ROAD]
    straight = all(step.what == "case.dispatched" for step in steps)
    return [] if straight else [Dated(step.at, _step(step), step.office) for step in steps]


def lines_of(letter: SeenLetter) -> list[Line]:
    """回放 The same words for every step, the first one first; what is told of nobody has no key."""
    return [Line(step.key or letter.id, step.at, _step(step), step.office) for step in letter.steps]


def _inside(said: Mapping[str, str]) -> dict[str, str]:
    """Inside a sentence a reason has no full stop."""
    return {name: said[name].rstrip("。") for name in ("reason", "basis", "channel") if name in said}


def _named(step: SeenStep, said: Mapping[str, str]) -> dict[str, str]:
    """What is counted or was found, by its name."""
    named = _inside(said) if step.what in GO_ON else {}
    if "counted" in said:
        named["counted"] = str(Counted(said["counted"]).label)
    if "holds" in said:
        named["holds"] = str(Holds(said["holds"]).label)
    return named


def _step(step: SeenStep) -> str:
    said = in_words(step.said, at=step.at)
    if step.what in BY_THEMSELVES and said.get("because") == "silence":
        return _(BY_THEMSELVES[step.what])
    if step.what == "case.taken_up":
        came = TAKEN_UP[said.get("because", "early")]
        return _(came)
    if step.what == "case.delivered":
        return _(DELIVERED[said.get("means", "")])
    if step.what == "case.closed":
        return _(CLOSED[said.get("because", "")])
    if "promise" in said:
        said["promise"] = title_of(said["promise"])
    said |= _named(step, said)
    if step.what == "case.rated":
        if not said:
            return _("您评价了答复。")
        verdict = VERDICTS[said["verdict"]]
        said["verdict"] = _(verdict)
    return _(sentence_in(HISTORY, step.what, said) or N_("办理有了新的进展。")) % said
