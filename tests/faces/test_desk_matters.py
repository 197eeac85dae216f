"""The same matter at the desks, by real HTTP: proposed, linked in one press, taken apart in one press."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases.models import Case, Category
from lianxin.flow.verbs import register
from tests.faces.desks import sit, words
from tests.world import World, card

CUT = "上湾村三组停水三天了，水管是不是断了？请派人来看看。"
SAME = "我们上湾村三组水管断了，停水三天，请派人来修。"
OTHER = "村小学的操场没有路灯，晚上孩子们打球看不见，希望装两盏灯。"


def matter(world: World) -> Case:
    return world.in_handling(body=CUT, subject="停水三天了", place_code="LL-SW")


def test_what_may_be_the_same_is_proposed_and_linked_in_one_press(world: World) -> None:
    case = matter(world)
    letter = world.letter(SAME, place_code="LL-SW")
    sorter, address = sit(world, "sorter"), f"/desk/sort/{letter.pk}/"
    page = words(sorter.get(address))
    assert "可能是同一件事" in page and "同一地点，说法相近" in page and case.dossier.number in page
    answer = sorter.post(address, {"act": "link", "matter": case.pk}, follow=True)
    voice = world.case()
    assert (voice.stage, voice.submission_id) == ("linked", letter.pk)
    assert "答复会单独发给这位来信人" in words(answer) and f'action="{address}"' in words(answer)


def test_the_link_is_taken_back_by_the_button_in_the_notice(world: World, client: Client) -> None:
    case, letter = matter(world), world.letter(SAME, place_code="LL-SW")
    sorter, address = sit(world, "sorter"), f"/desk/sort/{letter.pk}/"
    sorter.post(address, {"act": "link", "matter": case.pk})
    answer = sorter.post(address, {"act": "recall"}, follow=True)
    assert "已解除关联" in words(answer) and answer.context["can_sort"]
    assert world.case().stage == "accepted"
    assert "刚才的关联撤回了" in words(client.get(f"/t/{letter.code}/"))
    assert "撤回关联" in words(sorter.get(f"/desk/case/{world.case().pk}/"))


def test_other_places_other_words_and_what_is_private_are_not_proposed(world: World) -> None:
    matter(world)
    sorter = sit(world, "sorter")
    for said in ({"body": OTHER, "place_code": "LL-SW"}, {"body": SAME, "place_code": "LL"}, {"body": SAME}):
        letter = world.letter(**said)
        assert "可能是同一件事" not in words(sorter.get(f"/desk/sort/{letter.pk}/"))
    secret = world.letter(SAME, place_code="LL-SW", confidential=True)
    assert "可能是同一件事" not in words(sorter.get(f"/desk/sort/{secret.pk}/"))


def test_a_matter_of_another_class_is_not_proposed(world: World) -> None:
    Case.objects.filter(pk=matter(world).pk).update(category=world.water)
    road = Category.objects.exclude(pk=world.water.pk).first()
    letter = world.letter(SAME, place_code="LL-SW")
    register(letter, by=world.actor("sorter"), now=world.now, category=road)
    assert "可能是同一件事" not in words(sit(world, "sorter").get(f"/desk/sort/{letter.pk}/"))


def test_a_letter_is_linked_by_the_number_of_the_other(world: World) -> None:
    case, letter = matter(world), world.letter(OTHER)
    sorter, address = sit(world, "sorter"), f"/desk/sort/{letter.pk}/"
    wrong = sorter.post(address, {"act": "link", "matter": "没有这个编号"})
    assert wrong.status_code == 422 and "没有这个编号" in words(wrong)
    sorter.post(address, {"act": "link", "matter": case.dossier.number})
    assert world.case().stage == "linked"


def test_the_page_of_a_voice_leads_to_its_matter_and_takes_it_apart_with_a_reason(world: World) -> None:
    case = matter(world)
    voice = world.linked(case)
    world.later(hours=1)
    sorter, address = sit(world, "sorter"), f"/desk/case/{voice.pk}/"
    page = words(sorter.get(address))
    assert case.dossier.number in page and "这封信不用单独办" in page
    empty = sorter.post(address, {"act": "unlink", "why_apart": ""})
    assert empty.status_code == 422
    sorter.post(address, {"act": "unlink", "why_apart": "说的是另一个村"})
    assert world.fresh(voice).stage == "accepted"
    assert 'value="unlink"' not in words(sit(world, "officer").get(f"/desk/case/{case.pk}/"))


def test_the_writer_reads_that_others_asked_and_keeps_an_own_page(world: World, client: Client) -> None:
    case = world.in_handling(body="张三家停水了。", contact=card(name="张三"))
    voice = world.linked(case, body="李四家也停水了。", contact=card(name="李四"))
    for own, other in ((case, "李四"), (voice, "张三")):
        page = words(client.get(f"/t/{own.submission.code}/"))
        assert "还有1位来信人也反映了这件事" in page and other not in page


def test_sixty_voices_cost_their_page_one_query_and_one_line(world: World) -> None:
    case = matter(world)
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    officer.get(address)
    with CaptureQueriesContext(connection) as alone:
        officer.get(address)
    for _n in range(61):
        world.linked(case)
    officer.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = words(officer.get(address))
    assert len(queries) == len(alone) + 1
    assert "还有61封信也说这件事" in page and "还有1封没有列出" in page
    assert page.count("封信反映同一件事，一起办") == 1
