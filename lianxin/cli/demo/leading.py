"""领导与督办 What those above do about a hard case of the demo county: named, pressed for, shown to all."""

from datetime import timedelta

from django.utils import timezone

from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.county import ROOT
from lianxin.cli.demo.letters import Letter
from lianxin.cli.demo.town import Town, case_of
from lianxin.flow.matters import IN_HAND
from lianxin.flow.verbs import instruct, list_publicly, sponsor, supervise, tell_as_sponsor
from lianxin.intake.verbs import open_submission

SOON = timedelta(days=2)


def leaders_care(town: Town, letter: Letter) -> Life:
    """The county's secretary names a day and sponsors the case; the supervisor presses, and lists it."""
    yield town.agenda.at_the_desk(3, 5)
    case = case_of(letter)
    if case is None or case.stage not in IN_HAND:
        return
    secretary, supervisor = town.county.actor(ROOT, "secretary"), town.county.actor(ROOT, "supervisor")
    open_submission(case.submission, by=secretary, now=town.now, through=case)
    until = timezone.localtime(town.now + SOON).date()
    instruct(case, "全村停水不能拖，先送水，再换管。", until=until, by=secretary, now=town.now)
    sponsor(case, by=secretary, now=town.now)
    supervise(case, "请水务局现场抢修，每天报一次进度。", by=supervisor, now=town.now)
    list_publicly(case, by=supervisor, now=town.now)
    yield town.agenda.at_the_desk(2, 4)
    case = case_of(letter)
    if case and case.stage in IN_HAND:
        words = "到村里看过，送水车已到位；换管的料今天进场。"
        tell_as_sponsor(case, words, by=secretary, now=town.now)
