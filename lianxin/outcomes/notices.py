"""告知书 What a writer is told of each step: one row a kind, the words the same by mail and on paper.

A new kind is a row in NOTICES, and its event in config/reactions.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Stage
from lianxin.flow.verbs.ending import REOPENS_WITHIN
from lianxin.kit.dates import say_date, say_day, say_instant
from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation

LONG_AGO = date.min  # beside it every date is said with its year, as a paper that is kept needs it
BODIES = ("to", "who", "body")


@dataclass(frozen=True)
class Notice:
    """One kind of notice: what happened, what comes next, what the writer can do, and on what basis.

    `only` holds what the event's data must say for this notice to be owed. The blanks are the
    event's data, and number, body, until; who and due of what became owed by the event or was moved.
    """

    event: str
    title: str
    says: str
    next: str
    may: str
    basis: str
    only: Mapping[str, str] | None = None


LOOK = N_("凭查询码随时可以看办到哪一步、补充情况，也可以撤回。")
OF_PROBLEMS = N_("县定：反映同一个问题的信列在一个编号下，销号要有佐证、由反映的人认可")
NOTICES: Mapping[str, Notice] = {
    # Only to those who were shown no page when they sent it (see tell_received).
    "received": Notice(
        "submission.received", N_("收件回执"),
        says=N_("您的来信收到了，一字不改地保存着，编号%(number)s。"),
        next=N_("受理中心登记以后，会告诉您由谁办、什么时候答复。"),
        may=LOOK, basis=N_("《信访工作条例》第二十二条"),
    ),
    "registered": Notice(
        "case.registered", N_("登记告知书"),
        says=N_("您的来信已经登记，编号%(number)s。"),
        next=N_("%(who)s最迟%(due)s把信派给该办的单位。"),
        may=LOOK, basis=N_("《信访工作条例》第二十二条"),
    ),
    "accepted": Notice(
        "case.accepted", N_("受理告知书"),
        says=N_("您反映的事项已经受理。"),
        next=N_("接下来派给该办的单位；派给了谁，会告诉您。"),
        may=LOOK, basis=N_("《信访工作条例》第二十三条"),
    ),
    "declined": Notice(
        "case.declined", N_("不予受理告知书"),
        says=N_("您反映的事项不归这里受理。理由：%(reason)s。"),
        next=N_("请向%(channel)s提出。"),
        may=N_("认为应当由我们受理的，可以另写一封信说明理由。"),
        basis=N_("《信访工作条例》第二十三条"),
    ),
    "dispatched": Notice(
        "case.dispatched", N_("转送告知书"),
        says=N_("您的来信已经转给%(to)s办理。"),
        next=N_("%(who)s最迟%(due)s签收；签收以后开始算答复的期限。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第二十二条"),
    ),
    "passed_on": Notice(
        "case.objection_upheld", N_("转办告知书"),
        says=N_("您的来信改由%(to)s办理。理由：%(reason)s。"),
        next=N_("%(who)s最迟%(due)s签收；签收以后开始算答复的期限。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第二十三条"),
    ),
    "designated": Notice(
        "case.objection_rejected", N_("指定办理告知书"),
        says=N_("有单位说您的来信不归它办，现在已经定下来：由%(to)s办理。理由：%(reason)s。"),
        next=N_("%(who)s最迟%(due)s签收；签收以后开始算答复的期限。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第二十三条"),
    ),
    "passed_from_recused": Notice(
        "case.passed_from_recused", N_("重新派单告知书"),
        says=N_("原来的承办单位回避，您的来信重新派给别的单位办理。"),
        next=N_("%(who)s最迟%(due)s把信派给该办的单位。"),
        may=LOOK, basis=N_("《信访工作条例》第二十八条、第三十条"),
    ),
    "acknowledged": Notice(
        "case.acknowledged", N_("办理告知书"),
        says=N_("%(body)s已经签收您的来信，由它负责办理。"),
        next=N_("%(who)s最迟%(due)s答复您。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第二十三条"),
    ),
    "citizen_asked": Notice(
        "case.citizen_asked", N_("补充情况告知书"),
        says=N_("%(body)s办您的来信，有一个问题想请您补充。"),
        next=N_("请凭查询码在网上回答，也可以写在纸上寄回来。期限照样在走，不等您的回答。"),
        may=LOOK, basis=N_("县定：请来信人补充的，期限不停"),
    ),
    "extended": Notice(
        "case.extended", N_("延期告知书"),
        says=N_("您的来信原定%(before)s答复，%(body)s申请延期一次，已经批准。理由：%(reason)s。"),
        next=N_("%(body)s最迟%(due)s答复您。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第三十四条"),
    ),
    "deferred": Notice(
        "case.deferred", N_("暂缓告知书"),
        says=N_("您反映的事项现在办不了，%(body)s申请暂缓，已经批准。打算：%(plan)s。"),
        next=N_("约定%(until)s以前办好。到那一天，这件事会自动重新开始办；暂缓不是结案。"),
        may=LOOK, basis=N_("县定：办不了的，写明打算和日期，经批准暂缓"),
    ),
    "taken_up": Notice(
        "case.taken_up", N_("重新开始办理告知书"),
        says=N_("您反映的事项原来暂缓，现在重新开始办理。"),
        next=N_("%(who)s最迟%(due)s答复您。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("县定：办不了的，写明打算和日期，经批准暂缓"),
    ),
    "notice_given": Notice(
        "case.notice_given", N_("书面告知书"),
        says=N_("%(body)s收到了您的来信，书面告知如下。"),
        next=N_("期限照样在走，到期答复您。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第二十三条"),
    ),
    "progress_told": Notice(
        "case.progress_told", N_("阶段性答复"),
        says=N_("%(body)s告诉您办到哪一步了。"),
        next=N_("这还不是最后的答复，期限照样在走，到期答复您。"),
        may=LOOK, basis=N_("县定：办理期间可以先告诉来信人进展，期限不停"),
    ),
    "told_along": Notice(
        "case.told_along", N_("阶段性答复"),
        says=N_("%(body)s告诉您办到哪一步了。和您反映同一件事的信一起办。"),
        next=N_("这还不是最后的答复，期限照样在走，到期答复您。"),
        may=LOOK, basis=N_("县定：办理期间可以先告诉来信人进展，期限不停"),
    ),
    "problem_listed": Notice(
        "case.problem_told", N_("列入问题台账告知书"),
        says=N_("您反映的事已经列入问题台账，编号%(problem)s：%(title)s。一共有%(voices)s封信反映这个问题。"),
        next=N_("接下来定由哪个单位整改、做到什么样才算解决，定了告诉您。您的信照样单独答复。"),
        may=N_("您觉得不是同一件事，可以补充说明；凭编号谁都可以查这个问题办到哪一步。"),
        basis=OF_PROBLEMS,
        only={"because": "listed"},
    ),
    "problem_planned": Notice(
        "case.problem_told", N_("整改措施和期限告知书"),
        says=N_("您反映的问题(编号%(problem)s)由%(body)s整改。措施：%(plan)s。"),
        next=N_("%(until)s以前办好。办好了，会请您说说是不是真的解决了。"),
        may=LOOK, basis=N_("县定：每个问题写明责任单位、标准、措施和期限"),
        only={"because": "planned"},
    ),
    "problem_progress": Notice(
        "case.problem_told", N_("整改进展"),
        says=N_("您反映的问题(编号%(problem)s)，%(body)s告诉您办到哪一步了：%(plan)s。"),
        next=N_("期限不变，%(until)s以前办好。"),
        may=LOOK, basis=N_("县定：整改期间可以先告诉反映的人进展，期限不停"),
        only={"because": "progress"},
    ),
    "problem_mended": Notice(
        "case.problem_told", N_("请您核实"),
        says=N_("您反映的问题(编号%(problem)s)，%(body)s说已经解决了：%(plan)s。"),
        next=N_("请凭查询码告诉我们是不是真的解决了。只要有一位反映的人说没有，就不能销号。"),
        may=N_("没有解决的，请按“没有解决”；没有回音不算同意，也不算不同意。"),
        basis=OF_PROBLEMS,
        only={"because": "mended"},
    ),
    "problem_sent_back": Notice(
        "case.problem_told", N_("继续整改告知书"),
        says=N_("您反映的问题(编号%(problem)s)核实没有通过，退回去继续整改。理由：%(plan)s。"),
        next=N_("%(until)s以前办好。"),
        may=LOOK, basis=OF_PROBLEMS,
        only={"because": "sent_back"},
    ),
    "problem_struck_off": Notice(
        "case.problem_told", N_("销号告知书"),
        says=N_("您反映的问题(编号%(problem)s)已经核实销号：%(plan)s。"),
        next=N_("90天以内又有问题的，凭查询码说一声，就重新整改。"),
        may=LOOK, basis=OF_PROBLEMS,
        only={"because": "struck_off"},
    ),
    "problem_again": Notice(
        "case.problem_told", N_("重新整改告知书"),
        says=N_("您反映的问题(编号%(problem)s)有人说又出现了，%(body)s重新整改。"),
        next=N_("%(until)s以前办好。"),
        may=LOOK, basis=N_("县定：销号以后又有问题的，重新整改"),
        only={"because": "again"},
    ),
    "linked": Notice(
        "case.linked", N_("同一事项一起办理告知书"),
        says=N_("您反映的事已经有人反映过，一起办理，现在是“%(stage)s”。您的编号、回执、答复和评价都还是您自己的。"),
        next=N_("%(who)s最迟%(due)s走完下一步；办完以后单独答复您。"),
        may=N_("您觉得不是同一件事，可以补充说明；凭查询码随时可以看办到哪一步。"),
        basis=N_("县定：同一件事一起办，分别答复"),
    ),
    "unlinked": Notice(
        "case.unlinked", N_("单独办理告知书"),
        says=N_("您反映的事和别的信不是同一件，改为单独办理。理由：%(reason)s。"),
        next=N_("%(who)s最迟%(due)s把信派给该办的单位。"),
        may=LOOK, basis=N_("县定：不是同一件事的，分开办理"),
        only={"because": "reason"},
    ),
    "took_over": Notice(
        "case.took_over", N_("转送告知书"),
        says=N_("您的信原来和别的信一起办，现在由它接着办，还是%(to)s办理。"),
        next=N_("%(who)s最迟%(due)s签收；签收以后开始算答复的期限。"),
        may=N_("您可以补充情况。到期没有办，超期会记录在案并报告上级，不用您催。"),
        basis=N_("《信访工作条例》第二十二条"),
    ),
    "answered_along": Notice(
        "case.answered_along", N_("处理意见书"),
        says=N_("%(body)s答复您了。和您反映同一件事的信一起办，分别答复。"),
        next=N_("看过以后，请告诉我们解决了没有。"),
        may=N_("没有解决的，可以要求重新办理；不同意答复的，收到之日起30天内可以申请复查。"),
        basis=N_("《信访工作条例》第三十二条、第三十五条"),
    ),
    "replied": Notice(
        "case.replied", N_("处理意见书"),
        says=N_("%(body)s答复您了。"),
        next=N_("看过以后，请告诉我们解决了没有。"),
        may=N_("没有解决的，可以要求重新办理；不同意答复的，收到之日起30天内可以申请复查。"),
        basis=N_("《信访工作条例》第三十二条、第三十五条"),
    ),
    "claim_confirmed": Notice(
        "case.claim_confirmed", N_("诉求认定告知书"),
        says=N_("您的第%(request)s项诉求，按现在的规定办不到。理由：%(reason)s。依据：%(basis)s。"),
        next=N_("您可以走这条路：%(channel)s。这一项照样会答复您；认定只说这一件事，不说您这个人。"),
        may=N_("您不同意的，15天内可以凭查询码提出异议，由上级单位决定。"),
        basis=N_("县定：认定由办理单位以外的单位决定，来信人可以提一次异议"),
    ),
    "contest_upheld": Notice(
        "case.contest_upheld", N_("异议决定告知书"),
        says=N_("您对第%(request)s项诉求认定的异议，%(body)s决定：您说得对，认定取消。理由：%(reason)s。"),
        next=N_("这一项和别的诉求一样办、一样计入考核。"),
        may=LOOK, basis=N_("县定：来信人的异议由上级单位决定"),
    ),
    "contest_dismissed": Notice(
        "case.contest_dismissed", N_("异议决定告知书"),
        says=N_("您对第%(request)s项诉求认定的异议，%(body)s看过以后决定：认定不变。理由：%(reason)s。"),
        next=N_("这一项照样会答复您。"),
        may=N_("收到答复以后还不同意的，30天内可以申请复查。"),
        basis=N_("县定：来信人的异议由上级单位决定"),
    ),
    "review_asked": Notice(
        "case.review_asked", N_("复查受理告知书"),
        says=N_("%(to)s收到了您的复查申请。"),
        next=N_("%(who)s最迟%(due)s给您书面的复查意见。"),
        may=N_("您可以补充情况。"),
        basis=N_("《信访工作条例》第三十五条"),
    ),
    "recheck_asked": Notice(
        "case.recheck_asked", N_("复核受理告知书"),
        says=N_("%(to)s收到了您的复核申请。"),
        next=N_("%(who)s最迟%(due)s给您书面的复核意见。"),
        may=N_("您可以补充情况。"),
        basis=N_("《信访工作条例》第三十六条"),
    ),
    "reviewed": Notice(
        "case.reviewed", N_("复查意见书"),
        says=N_("%(body)s复查以后，维持原来的答复。"),
        next=N_("看过以后，您自己决定要不要再申请。"),
        may=N_("不同意复查意见的，收到之日起30天内可以申请复核。"),
        basis=N_("《信访工作条例》第三十五条"),
    ),
    "rechecked": Notice(
        "case.rechecked", N_("复核意见书"),
        says=N_("%(body)s复核以后，维持原来的答复。"),
        next=N_("这一件到此为止：同样的事实和理由不再受理。"),
        may=N_("有新的事实和理由，可以另写一封信。"),
        basis=N_("《信访工作条例》第三十六条"),
    ),
    "overturned": Notice(
        "case.overturned", N_("责令重新办理意见书"),
        says=N_("%(body)s看了您的申请，责令重新办理。"),
        next=N_("%(who)s最迟%(due)s重新答复您。"),
        may=N_("您可以补充情况。"),
        basis=N_("《信访工作条例》第三十五条、第三十六条"),
    ),
    "bad_again": Notice(
        "case.reopened", N_("重新办理告知书"),
        says=N_("结案以后我们回头看，您反映的问题又来了，这一件已经退回去重新办理。"),
        next=N_("%(who)s最迟%(due)s重新答复您。"),
        may=N_("您可以补充还有什么没有解决。"),
        basis=N_("县定：结案以后由办理单位以外的人回头看，不行的重新办理"),
        only={"because": "look_back"},
    ),
    "reopened": Notice(
        "case.reopened", N_("重新办理告知书"),
        says=N_("您说没有解决，这一件已经退回去重新办理。"),
        next=N_("%(who)s最迟%(due)s重新答复您。"),
        may=N_("您可以补充还有什么没有解决。"),
        basis=N_("县定：来信人说没有解决的，重新办理并再次答复"),
    ),
    "closed": Notice(
        "case.closed", N_("结案告知书"),
        says=N_("答复送达以后一直没有收到您的回音，这一件先结案了。"),
        next=N_("没有解决的，%(until)s以前可以要求重新办理。"),
        may=N_("没有解决的，可以要求重新办理，办理单位要再答复您一次。"),
        basis=N_("县定：没有回音的，到期结案，不算满意"),
        only={"because": "silence"},
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """告知 A notice in words, in one language."""

    kind: str
    title: str
    number: str
    at: datetime
    day: str
    body: str
    says: str
    next: str
    may: str
    basis: str


def notice_of(event: Event) -> str:
    """The kind of notice that is owed for this event; nothing when none is."""
    for kind, notice in NOTICES.items():
        only = notice.only or {}
        if notice.event == event.name and all(event.data.get(key) == value for key, value in only.items()):
            return kind
    return ""


def say(kind: str, event: Event, *, number: str, desk: Organisation) -> Said:
    """The notice in the language that is spoken now. What the clock did, the desk tells."""
    notice, facts = NOTICES[kind], _facts(event, desk)
    facts["number"] = number
    return Said(
        kind=kind,
        title=_(notice.title),
        number=number,
        at=event.at,
        day=say_date(event.at, beside=LONG_AGO),
        body=facts["body"],
        says=_(notice.says) % facts,
        next=_(notice.next) % facts,
        may=_(notice.may) % facts,
        basis=_(notice.basis),
    )


def _facts(event: Event, desk: Organisation) -> dict[str, str]:
    """What fills the blanks of a notice: bodies by their names, days as people say them."""
    data = event.data
    owed: dict[str, Any] = next(iter(data.get("owed", ())), {})
    said = {key: str(value) for key, value in data.items() if isinstance(value, str)}
    said |= {
        "body": said.get("office") or event.organisation or desk.code,
        "who": owed.get("by", ""),
        "reason": said.get("reason", "").rstrip("。"),
        "plan": said.get("plan", "").rstrip("。"),
    }
    names = names_of(said.get(key, "") for key in BODIES)
    said |= {key: names.get(said[key], said[key]) for key in BODIES if key in said}
    if "stage" in said:
        said["stage"] = str(Stage(said["stage"]).label)
    for name, moment in {"due": owed.get("due") or said.get("due"), "before": said.get("before")}.items():
        said[name] = _due(datetime.fromisoformat(moment)) if moment else ""
    agreed = date.fromisoformat(said["until"]) if "until" in said else event.at + REOPENS_WITHIN
    said["until"] = say_day(agreed, beside=LONG_AGO)
    return said


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of these bodies in the language that is spoken now."""
    return {body.code: body.name for body in Organisation.objects.filter(code__in={*codes})}


def _due(due: datetime) -> str:
    """The day where a limit ends with it, else the hour too."""
    said = say_instant(due, beside=LONG_AGO)
    return say_day(due, beside=LONG_AGO) if said.endswith("23:59") else said
