"""Leaders and supervisors at their desks, and what the public and the writer read of it, by real HTTP."""

from django.test import Client

from lianxin.cases.models import Case
from lianxin.identity.actors import THE_INSTALLER
from lianxin.office.verbs import give_login
from tests.faces.desks import sit, words
from tests.world import World


def supervised(world: World) -> Case:
    case = world.in_handling(body="张大爷家没有水。")
    supervisor, address = sit(world, "supervisor"), f"/desk/case/{case.pk}/"
    supervisor.post(address, {"act": "supervise", "pressed": "请现场督办", "pressed_until": "2099-01-02"})
    supervisor.post(address, {"act": "list"})
    return world.case()


def test_an_instruction_with_a_day_is_given_on_the_page_and_its_day_reaches_the_writer(
    world: World, client: Client
) -> None:
    case = world.in_handling()
    secretary, address = sit(world, "secretary"), f"/desk/case/{case.pk}/"
    wrong = secretary.post(address, {"act": "instruct", "words": "快办", "until": "周五"})
    assert wrong.status_code == 422 and "快办" in words(wrong)
    secretary.post(address, {"act": "instruct", "words": "周五以前办好", "until": "2099-01-02"})
    page = words(client.get(f"/t/{case.submission.code}/"))
    assert "书记作了批示，要求2099年1月2日(星期五)以前落实。" in page and "周五以前办好" not in page


def test_a_secretary_sponsors_and_tells_the_writer(world: World, client: Client) -> None:
    case = world.in_handling()
    secretary, address = sit(world, "secretary"), f"/desk/case/{case.pk}/"
    assert 'value="sponsor"' in words(secretary.get(address))
    secretary.post(address, {"act": "sponsor"})
    assert 'value="sponsor_tell"' in words(secretary.get(address))
    secretary.post(address, {"act": "sponsor_tell", "did": "到村里看过，定了换主管。"})
    page = words(client.get(f"/t/{case.submission.code}/"))
    assert "望水县的书记包案" in page and "到村里看过，定了换主管。" in page
    assert 'value="sponsor' not in words(sit(world, "officer").get(address))


def test_what_is_listed_shows_the_matter_and_nothing_of_the_letter(world: World, client: Client) -> None:
    assert "现在没有挂牌督办的事" in words(client.get("/listed/"))
    case = supervised(world)
    page = words(client.get("/listed/"))
    assert case.dossier.number in page and "水务局" in page
    assert "张大爷" not in page and case.submission.subject not in page
    own = words(client.get(f"/t/{case.submission.code}/"))
    assert "这件事挂牌督办" in own and "请现场督办" not in own


def test_what_is_no_longer_supervised_is_no_longer_listed(world: World, client: Client) -> None:
    case = supervised(world)
    address = f"/desk/case/{case.pk}/"
    empty = sit(world, "supervisor").post(address, {"act": "end_supervision", "why_ended": ""})
    assert empty.status_code == 422
    sit(world, "supervisor").post(address, {"act": "end_supervision", "why_ended": "水已经通了"})
    assert case.dossier.number not in words(client.get("/listed/"))
    assert "水已经通了" in words(client.get(f"/t/{case.submission.code}/"))


def test_a_stranger_who_asks_is_refused(world: World) -> None:
    case = world.in_handling()
    for act in ("sponsor", "sponsor_tell", "supervise", "list", "end_supervision"):
        said = {"act": act, "did": "去过", "pressed": "快", "why_ended": "好了"}
        assert sit(world, "officer").post(f"/desk/case/{case.pk}/", said).status_code == 403


def test_a_secretary_lets_somebody_read_and_takes_it_back(world: World, client: Client) -> None:
    secretary, letter = sit(world, "secretary"), world.letter("请书记看看。")
    give_login(world.people["supervisor"], "duban", None, by=THE_INSTALLER, now=world.now)
    wrong = words(secretary.post("/desk/letters/readers/", {"reader": "没有这个人"}, follow=True))
    assert "没有找到“没有这个人”" in wrong
    told = words(secretary.post("/desk/letters/readers/", {"reader": "督办员庚"}, follow=True))
    assert "已委托督办员庚代阅" in told
    reader = sit(world, "supervisor")
    page = words(reader.get("/desk/letters/"))
    assert "您代县书记戊阅信" in page and str(letter.pk) in page
    reader.get(f"/desk/letter/{letter.pk}/")
    assert "受书记委托代阅的人打开了这封信" in words(client.get(f"/t/{letter.code}/"))
    key = words(secretary.get("/desk/letters/")).split('name="end" value="')[1].split('"')[0]
    assert "不再代阅" in words(secretary.post("/desk/letters/readers/", {"end": key}, follow=True))
    assert reader.get("/desk/letters/").status_code == 403
    assert sit(world, "officer").post("/desk/letters/readers/", {"reader": "x"}).status_code == 403
