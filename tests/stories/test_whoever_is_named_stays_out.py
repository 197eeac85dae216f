"""回避: who is named in a letter does not get to handle it, and nobody can sit the request out."""

from django.test import Client
from django.utils import timezone

from lianxin.intake.verbs import ask_recusal
from lianxin.ledger.verbs.reacting import react
from tests.faces.desks import sit, words
from tests.world import World

WHY = "局长和被反映的人是连襟"


def ask(world: World, named: str = "水务局") -> tuple[Client, str, str]:
    case = world.dispatched()
    writer, page = Client(), f"/t/{case.submission.code}/"
    assert "请求回避" in words(writer.get(page))
    answer = writer.post(f"{page}keep-out/", {"named": named, "reason": WHY}, follow=True)
    assert named in words(answer) and WHY in words(answer)
    return writer, page, f"/desk/case/{case.pk}/"


def test_the_writer_asks_and_the_county_keeps_the_bureau_out(world: World) -> None:
    writer, page, desk = ask(world)
    assert "决定回避" in words(writer.get(page))
    supervisor = sit(world, "supervisor")
    assert WHY in words(supervisor.get(desk)) and WHY not in words(sit(world, "officer").get(desk))
    supervisor.post(desk, {"act": "grant_recusal"})
    react(now=timezone.now())
    assert sit(world, "officer").get(desk).status_code == 403
    told = words(writer.get(page))
    assert "水务局回避，等待派给别的单位" in told and "按您的要求" in told
    assert world.case().dossier.keeper.code == "WS-DESK"


def test_nobody_decides_and_the_silence_is_a_yes(world: World) -> None:
    case = world.dispatched()
    letter = case.submission
    ask_recusal(letter, named="水务局", reason=WHY, by=world.writer(case), now=world.now)
    writer, page, desk = Client(), f"/t/{letter.code}/", f"/desk/case/{case.pk}/"
    world.later(days=3)
    assert "到期没有人决定，按您的要求回避" in words(writer.get(page))
    assert sit(world, "officer").get(desk).status_code == 403


def test_a_no_is_told_with_its_reason(world: World) -> None:
    writer, page, desk = ask(world)
    supervisor = sit(world, "supervisor")
    assert supervisor.post(desk, {"act": "refuse_recusal"}).status_code == 422
    supervisor.post(desk, {"act": "refuse_recusal", "why_stay": "查过，没有亲属关系"})
    assert "查过，没有亲属关系" in words(writer.get(page))
    assert sit(world, "officer").get(desk).status_code == 200


def test_a_recusal_that_was_wrong_is_lifted_on_the_page(world: World) -> None:
    _writer, _page, desk = ask(world, named="承办人丙")
    supervisor = sit(world, "supervisor")
    supervisor.post(desk, {"act": "grant_recusal"})
    key = world.case().submission.recusals.get().pk
    lift = {"act": "readmit", "recusal": key}
    assert sit(world, "sorter").post(desk, lift).status_code == 403
    assert "解除回避" in words(supervisor.get(desk))
    supervisor.post(desk, lift)
    assert sit(world, "officer").get(desk).status_code == 200
    assert supervisor.post(desk, lift).status_code == 409


def test_what_was_typed_is_kept_when_something_is_missing(world: World) -> None:
    case = world.dispatched()
    answer = Client().post(f"/t/{case.submission.code}/keep-out/", {"named": "", "reason": WHY})
    assert answer.status_code == 422 and WHY in words(answer)
