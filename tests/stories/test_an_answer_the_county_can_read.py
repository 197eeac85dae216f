"""One writer lets everybody read the letter; the county reads it, and the writer takes it back."""

from django.test import Client

from lianxin.outcomes.first_redaction import first_redaction
from lianxin.outcomes.public import letter_up
from lianxin.outcomes.verbs import choose_public, publish, rate
from lianxin.outcomes.verbs.publishing import answer_to_publish
from tests.world import World, card

SAID = "我叫王小明，电话13912345678。我们村停水三天了，隔壁村也停了。"


def test_the_neighbour_reads_the_answer_and_not_the_name(world: World) -> None:
    case = world.delivered(body=SAID, public=True, contact=card(name="王小明", phone="13912345678"))
    proposed = first_redaction(case, answer_to_publish(case))
    one = publish(case, proposed, by=world.actor("sorter"), now=world.now)
    page = Client().get(f"/public/{one.number}/").content.decode()
    assert "隔壁村也停了" in page and "已接通备用水源" in page
    assert "王小明" not in page and "13912345678" not in page
    assert world.case().submission.body == SAID


def test_what_the_writer_said_of_it_is_read_too(world: World) -> None:
    case = world.delivered(public=True)
    one = publish(
        case, first_redaction(case, answer_to_publish(case)), by=world.actor("sorter"), now=world.now
    )
    address = f"/public/{one.number}/"
    assert "来信人没有评价" in Client().get(address).content.decode()
    rate(world.case(), verdict="partly", by=world.writer(case), now=world.now)
    seen = letter_up(one.number, now=world.now)
    assert seen and seen.rating and seen.rating.label == "", "the handling body would know too early"
    assert "部分解决" in Client().get(address).content.decode(), "a year later everybody knows"


def test_the_writer_thinks_better_of_it(world: World) -> None:
    case = world.delivered(public=True)
    one = publish(
        case, first_redaction(case, answer_to_publish(case)), by=world.actor("sorter"), now=world.now
    )
    choose_public(case.submission, public=False, by=world.writer(case), now=world.now)
    assert Client().get(f"/public/{one.number}/").status_code == 404
    assert "停水" not in Client().get("/public/").content.decode()
