"""An old man has WeChat and nothing else: he says it, is asked where, and is answered where he spoke."""

from typing import Any

import pytest

from lianxin.channels.wechat.null import NULL_MOUTH
from lianxin.flow.verbs import acknowledge, sort
from lianxin.intake.models import Arrival, Submission
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs.sending import send_due
from tests.platforms import Phone, set_up
from tests.world import World

SAYS = "我们村停水三天了，老人没水做饭，请帮帮我们。"


@pytest.fixture(autouse=True)
def platforms(settings: Any) -> None:
    set_up(settings, safe=True)
    NULL_MOUTH.sent.clear()


@pytest.fixture
def old_man() -> Phone:
    return Phone("o-wang", safe=True)


def sent_to(world: World, who: str) -> list[str]:
    """What the platform was given for this account by now."""
    world.later(minutes=3)
    send_due(now=world.now)
    return [message.body for message in NULL_MOUTH.sent if message.to == who]


def answered(world: World, letter: Submission) -> None:
    """The water bureau gets it, signs for it and answers."""
    letter = Submission.objects.select_related("dossier__keeper").get(pk=letter.pk)
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "已接通备用水源，三天内恢复供水。"})


def test_said_once_heard_once_asked_where_and_answered_where_he_spoke(world: World, old_man: Phone) -> None:
    content = old_man.writes("text", Content=SAYS)
    told = [old_man.delivers(content, now=world.now) for _sent_again in range(3)]
    letter = Submission.objects.get()
    assert len({*told}) == 1 and letter.body == SAYS and letter.dossier.number in told[0]
    assert letter.code in told[0].replace(" ", "") and "未核实" in told[0] and "写给谁" in told[0]
    assert "在哪里" in old_man.says("柳林镇", now=world.now)
    letter.refresh_from_db()
    assert letter.addressee == world.bodies["LL"]
    assert "让大家都看得到" in old_man.says("上湾村3组", now=world.now)
    assert "都记下了" in old_man.says("可以", now=world.now)
    letter.refresh_from_db()
    assert letter.public and letter.additions.get().body == "地点：上湾村3组"
    assert Submission.objects.count() == 1 and letter.body == SAYS
    answered(world, letter)
    assert any("水务局答复您了" in body for body in sent_to(world, "o-wang"))
    told_now = old_man.says("查", now=world.now)
    assert "已接通备用水源，三天内恢复供水。" in told_now and world.case().stage == "delivered"


def test_what_cannot_be_sent_after_two_days_goes_when_he_speaks_again(world: World) -> None:
    silent = Phone("o-silent-old-man", safe=True)
    silent.says(SAYS, now=world.now)
    answered(world, Submission.objects.get())
    assert sent_to(world, silent.who) == []
    waiting = Sending.objects.filter(channel="wechat", notice="replied").get()
    assert waiting.complaint == "window 45015" and waiting.state == "failed"
    world.later(days=4)
    told = silent.says("查", now=world.now)
    assert "已接通备用水源" in told
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("released", "read"), "what he has read is not sent once more"
    others = Sending.objects.open().filter(channel="wechat")
    assert others and all(one.due_at <= world.now for one in others), "the rest goes now"


def test_what_he_says_at_once_after_belongs_to_it_and_much_later_it_is_another_letter(
    world: World, old_man: Phone
) -> None:
    old_man.says(SAYS, now=world.now)
    world.later(minutes=20)
    assert "和原信放在一起" in old_man.says("昨天晚上开始一滴也没有了，井也干了", now=world.now)
    assert "和原信放在一起" in old_man.sends("image", now=world.now, MediaId="m1", PicUrl="http://x")
    assert Submission.objects.get().additions.count() == 2
    world.later(minutes=31)
    assert "编号" in old_man.says("另外一件事，路灯坏了", now=world.now)
    assert Submission.objects.count() == 2
    assert "新信" in old_man.says("新", now=world.now)
    old_man.says("还有垃圾没人收", now=world.now)
    assert Submission.objects.count() == 3


def test_a_report_is_sealed_and_he_is_told_who_can_read_along(world: World, old_man: Phone) -> None:
    told = old_man.says("举报村支书贪污低保金", now=world.now)
    letter = Submission.objects.get()
    assert letter.is_sealed() and letter.dossier.keeper == world.bodies["WS-JW"]
    assert "平台也看得到" in told and "/write/" in told and "写给谁" not in told
    assert "/t/" in old_man.says("查", now=world.now)
    loud = Phone("o-loud", safe=True).says("举报小区半夜施工", now=world.now)
    assert "平台也看得到" in loud and "写给谁" in loud
    assert not Submission.objects.exclude(pk=letter.pk).get().is_sealed()


def test_who_scans_the_sign_of_a_village_speaks_of_that_village(world: World, old_man: Phone) -> None:
    told = old_man.sends("event", now=world.now, Event="subscribe", EventKey="qrscene_LL-SW")
    assert "望水县群众来信" in told
    told = old_man.says(SAYS, now=world.now)
    letter = Submission.objects.get()
    assert letter.place_organisation == world.bodies["LL-SW"]
    assert "让大家都看得到" in old_man.says("0", now=world.now), "where it is need not be asked"


def test_whoever_writes_english_is_answered_in_english(world: World, old_man: Phone) -> None:
    told = old_man.says("No water in our village for three days", now=world.now)
    assert "Received" in told and "写给谁" not in told
    assert Submission.objects.get().language == "en"
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in old_man.says("0", now=world.now))


def test_everything_that_came_is_kept_as_it_came(world: World, old_man: Phone) -> None:
    for words in ("你好", SAYS, "1", "谢谢", "查"):
        old_man.says(words, now=world.now)
    old_man.sends("event", now=world.now, Event="unsubscribe")
    old_man.sends("hologram", now=world.now)
    became = list(Arrival.objects.order_by("id").values_list("became", "why"))
    assert became == [
        ("quiet", "greeting"), ("letter", ""), ("quiet", "choice"), ("quiet", "greeting"),
        ("quiet", "status"), ("quiet", "event"), ("held", "unknown_kind"),
    ]  # fmt: skip
    assert all(b"<FromUserName>" in arrival.original() for arrival in Arrival.objects.all())
