"""What an account says, thing by thing: what it becomes, what is answered, and nothing of it twice."""

import random
from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases.models import Case
from lianxin.channels.door import NotOurs
from lianxin.channels.message import Raw
from lianxin.channels.wechat.reading import KINDS as wechat_kinds
from lianxin.channels.weibo.reading import KINDS as weibo_kinds
from lianxin.flow.verbs import acknowledge, register, sort
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Addition, Arrival, Chat, Submission
from lianxin.intake.verbs import release
from lianxin.mailroom.chat import talk
from lianxin.mailroom.chat.commands import code_in, command_in, number_in, says_nothing
from lianxin.office.verbs import Body, add_organisations
from lianxin.outcomes.models import Rating
from tests.platforms import Phone, post, set_up, xml
from tests.world import World

SAYS = "我们村停水三天了"


@pytest.fixture(autouse=True)
def platforms(settings: Any) -> None:
    set_up(settings)


@pytest.fixture
def phone() -> Phone:
    return Phone()


def only() -> Submission:
    return Submission.objects.select_related("dossier__keeper", "addressee").get()


# ---- short words -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["查", "查。", " 查 ", "查询", "进度", "Status", "ｓｔａｔｕｓ"])
def test_a_command_is_one_however_it_is_written(words: str) -> None:
    assert command_in(words) == "status"


@pytest.mark.parametrize("words", ["查一下我们村的水", "新来的干部不管事", "帮助老人", "", "查" * 50])
def test_a_sentence_is_no_command(words: str) -> None:
    assert command_in(words) == ""


@pytest.mark.parametrize(
    "words", ["你好", "在吗？", "👍", "。。。", "[微笑]", "/:8-)", "谢谢！", "1", "？", " "]
)
def test_what_says_nothing_is_no_letter(world: World, phone: Phone, words: str) -> None:
    assert says_nothing(words)
    told = phone.says(words, now=world.now)
    assert "望水县" in told or (told == "" and not Submission.objects.exists())
    assert Arrival.objects.get().became == "quiet"


@pytest.mark.parametrize("words", ["水", "救命", "你好，我们村停水了", "123", "[微笑]停水了"])
def test_what_says_something_is_a_letter(world: World, phone: Phone, words: str) -> None:
    phone.says(words, now=world.now)
    assert only().body == words.strip()


def test_numbers_and_codes_are_known_by_their_digits(world: World) -> None:
    letter = world.letter()
    spaced = " ".join(letter.code[n : n + 4] for n in range(0, 16, 4))
    assert code_in(spaced) == code_in(letter.code) == letter.code and code_in("1234") == ""
    assert number_in(letter.dossier.number) == letter.dossier.number
    assert number_in(letter.dossier.number.replace("-", "")) == letter.dossier.number
    assert number_in(f"编号{letter.dossier.number}") == "" and number_in(letter.code) == ""


# ---- questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("1", "WS"), ("县书记", "WS"), ("0", "WS"), ("跳过", "WS"), ("柳林镇", "LL"), ("柳林", "LL"),
        ("柳林镇书记", "LL"), ("上湾村", "LL-SW"), ("上湾村党支部书记", "LL-SW"), ("Liulin Township", "LL"),
    ],
)  # fmt: skip
def test_whom_it_is_for(world: World, phone: Phone, answer: str, code: str) -> None:
    phone.says(SAYS, now=world.now)
    phone.says(answer, now=world.now)
    assert only().addressee == world.bodies[code] and not Addition.objects.exists()
    assert Chat.objects.get().asking == "where"


def test_what_is_no_answer_is_a_further_word_and_the_question_stands(world: World, phone: Phone) -> None:
    phone.says(SAYS, now=world.now)
    told = phone.says("老人没有水做饭，请快一点来看看", now=world.now)
    assert "和原信放在一起" in told and "写给谁" in told
    assert only().additions.get().body == "老人没有水做饭，请快一点来看看"
    assert "在哪里" in phone.says("1", now=world.now)


def test_of_several_with_that_name_the_whole_name_is_asked(world: World, phone: Phone) -> None:
    bodies = [Body("LL-XW", "下湾村党支部", "branch", "LL", aliases="下湾村")]
    add_organisations(bodies, by=THE_INSTALLER, now=world.now)
    phone.says(SAYS, now=world.now)
    told = phone.says("湾村", now=world.now)
    assert "上湾村党支部" in told and "下湾村党支部" in told and Chat.objects.get().asking == "whom"
    assert "在哪里" in phone.says("下湾村", now=world.now)


def test_once_it_is_registered_it_stays_and_the_next_thing_is_asked(world: World, phone: Phone) -> None:
    phone.says(SAYS, now=world.now)
    register(only(), by=world.actor("sorter"), now=world.now)
    told = phone.says("柳林镇", now=world.now)
    assert "已经登记" in told and "在哪里" in told and only().addressee == world.bodies["WS"]


def test_a_place_in_words_or_as_a_location_stands_beside_the_letter(world: World, phone: Phone) -> None:
    other = Phone("o-li")
    for one in (phone, other):
        one.says(SAYS, now=world.now)
        one.says("0", now=world.now)
    assert "让大家都看得到" in phone.says("上湾村3组老井旁", now=world.now)
    where = {"Location_X": "23.1", "Location_Y": "113.3", "Label": "上湾村"}
    assert "让大家都看得到" in other.sends("location", now=world.now, **where)
    said = [addition.body for addition in Addition.objects.order_by("id")]
    assert said == ["地点：上湾村3组老井旁", "位置：上湾村(北纬23.1，东经113.3)"]


def test_a_sentence_that_names_no_place_is_a_further_word(world: World, phone: Phone) -> None:
    phone.says(SAYS, now=world.now)
    phone.says("0", now=world.now)
    assert "在哪里" in phone.says("快一点，急", now=world.now)
    assert Addition.objects.get().body == "快一点，急"


@pytest.mark.parametrize(
    ("answer", "public"),
    [("1", True), ("可以", True), ("好的", True), ("2", False), ("不", False), ("0", False)],
)
def test_whether_everybody_may_read_it(world: World, phone: Phone, answer: str, public: bool) -> None:
    phone.says(SAYS, now=world.now)
    for _skipped in range(2):
        phone.says("0", now=world.now)
    assert "都记下了" in phone.says(answer, now=world.now)
    assert only().public is public and Chat.objects.get().asking == ""


def test_a_choice_counts_the_next_morning_and_a_sentence_is_then_a_letter(world: World, phone: Phone) -> None:
    phone.says(SAYS, now=world.now)
    world.now += timedelta(hours=10)
    assert "在哪里" in phone.says("柳林镇", now=world.now)
    world.now += timedelta(hours=10)
    phone.says("上湾村路口的路灯坏了", now=world.now)
    assert Submission.objects.count() == 2


# ---- the same again ----------------------------------------------------------------------------


def test_whatever_is_sent_again_is_answered_the_same_and_done_once(world: World, phone: Phone) -> None:
    sent = [phone.writes("text", Content=words) for words in (SAYS, "柳林镇", "又停电了", "查", "新", "你好")]
    for content in sent:
        nonces = ("", "", "same", "same")
        told = [phone.delivers(content, now=world.now, nonce=nonce) for nonce in nonces]
        assert len({*told}) == 1 and told[0]
    assert Submission.objects.count() == 1 and Addition.objects.count() == 1
    assert Arrival.objects.count() == 6 and Chat.objects.get().turn == 6


def test_another_thing_with_the_stamp_of_one_that_was_here_is_not_let_in(world: World, phone: Phone) -> None:
    phone.delivers(phone.writes("text", Content=SAYS), now=world.now, nonce="heard")
    assert phone.calls(phone.writes("text", Content="给我查询码"), now=world.now, nonce="heard")[0] == 403
    assert phone.calls(b"no xml", now=world.now, nonce="heard")[0] == 403
    assert Arrival.objects.count() == 1
    with pytest.raises(NotOurs):
        talk(Raw("wechat", b"no xml", stamp=Arrival.objects.get().stamp or ""), now=world.now)


def test_events_and_messages_of_the_same_second_are_each_what_they_are(world: World, phone: Phone) -> None:
    for _again in range(2):
        phone.delivers(xml("event", Event="subscribe"), now=world.now)
        phone.delivers(xml("event", Event="CLICK", EventKey="查"), now=world.now)
        phone.delivers(xml("text", Content=SAYS, MsgId="5"), now=world.now)
    assert Arrival.objects.count() == 3 and Submission.objects.count() == 1


# ---- how it stands -----------------------------------------------------------------------------


def test_who_asks_is_told_how_it_stands_by_number_code_or_word(world: World, phone: Phone) -> None:
    assert "还没有写过信" in phone.says("查", now=world.now)
    phone.says(SAYS, now=world.now)
    letter = only()
    for words in ("查", letter.dossier.number, letter.code):
        told = phone.says(words, now=world.now)
        assert "等着登记" in told and letter.dossier.number in told and "受理中心最迟" in told
    assert Submission.objects.count() == 1 and Chat.objects.get().asking == "whom"


def test_another_s_number_tells_nothing_and_another_s_code_only_where_to_look(world: World) -> None:
    Phone("o-li").says(SAYS, now=world.now)
    letter = only()
    stranger = Phone("o-stranger")
    assert "没有查到" in stranger.says(letter.dossier.number, now=world.now)
    told = stranger.says(letter.code, now=world.now)
    assert f"/t/{letter.code}/" in told and "等着登记" not in told
    wrong = f"{(int(letter.code[:14]) + 1) % 10**14:014}"
    assert "没有查到" in stranger.says(wrong + f"{98 - int(wrong) * 100 % 97:02}", now=world.now)


def test_an_answer_is_read_by_asking_and_only_by_its_own_account(world: World, phone: Phone) -> None:
    phone.says(SAYS, now=world.now)
    letter = only()
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "已经修好。"})
    Phone("o-stranger").says(letter.code, now=world.now)
    assert world.case().stage == "replied"
    told = phone.says(letter.dossier.number, now=world.now)
    assert "已经修好。" in told and "水务局答复" in told and world.case().stage == "delivered"
    assert "已经修好。" in phone.says("查", now=world.now)


def delivered(world: World, phone: Phone) -> None:
    """Written by the telephone, answered by the bureau, read by asking."""
    phone.says(SAYS, now=world.now)
    sort(only(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "已经修好。"})
    assert "解决没有？" in phone.says("查", now=world.now)


def test_whether_it_is_solved_is_said_in_a_word_and_by_the_writer_alone(world: World, phone: Phone) -> None:
    delivered(world, phone)
    Phone("o-stranger").says("解决了", now=world.now)
    assert world.case().stage == "delivered", "what somebody else says is somebody else's letter"
    content = phone.writes("text", Content="没有解决")
    told = [phone.delivers(content, now=world.now) for _again in range(2)]
    assert "重新办" in told[0] and told[0] == told[1]
    case = Case.objects.with_cover().get(submission__contact__account="wechat:o-wang")
    assert case.stage == "in_handling" and Rating.objects.get().verdict == "not_solved"


def test_what_is_solved_is_closed_with_that(world: World, phone: Phone) -> None:
    delivered(world, phone)
    assert "到此结案" in phone.says("解决了！", now=world.now) and world.case().stage == "closed"
    assert Addition.objects.count() == 0


def test_before_there_is_an_answer_it_is_a_further_word(world: World, phone: Phone) -> None:
    phone.says(SAYS, now=world.now)
    phone.says("还没解决", now=world.now)
    assert only().additions.get().body == "还没解决"


@pytest.mark.parametrize(
    ("words", "name", "kept"),
    [
        ("13800000000", "phone", "13800000000"), ("138 0000 0000", "phone", "13800000000"),
        ("+86 138-0000-0000", "phone", "13800000000"), ("wang@mail.example", "email", "wang@mail.example"),
    ],
)  # fmt: skip
def test_a_telephone_or_a_mail_address_is_another_way_to_be_reached(
    world: World, phone: Phone, words: str, name: str, kept: str
) -> None:
    phone.says(SAYS, now=world.now)
    assert "记下了" in phone.says(words, now=world.now)
    assert getattr(only().contact, name) == kept and only().contact.account == "wechat:o-wang"
    assert not Addition.objects.exists() and Chat.objects.get().asking == "whom"


# ---- too many, too long, and what cannot be taken ----------------------------------------------


def test_who_sends_very_many_is_looked_at_first_and_has_his_code(
    world: World, phone: Phone, settings: Any
) -> None:
    settings.LIANXIN_LIMITS = {"wechat": (1, 2)}
    flood = Phone("o-flood")
    flood.says("第一封", now=world.now)
    flood.says("新", now=world.now)
    content = flood.writes("text", Content="第二封，说的是路灯")
    told = [flood.delivers(content, now=world.now) for _again in range(2)]
    held = Arrival.objects.get(became="held")
    assert told[0] == told[1] and held.code in told[0].replace(" ", "")
    assert "没有收下" in flood.says("第三封，说的是垃圾", now=world.now)
    letter = release(held, by=world.actor("clerk"), now=world.now)
    assert letter.body == "第二封，说的是路灯" and letter.code == held.code


def test_a_letter_that_was_added_to_fifty_times_is_followed_by_another(world: World, phone: Phone) -> None:
    for number in range(53):
        phone.says(f"{number}：又停水了，请来看", now=world.now)
    assert Submission.objects.count() == 2 and Addition.objects.count() == 51


def test_very_long_words_go_on_in_a_file(world: World, phone: Phone) -> None:
    phone.says("水" * 30_000, now=world.now)
    assert len(only().body) == 20_000 and only().attachments.get().size == 90_000


def test_what_cannot_be_registered_waits_for_a_person_and_the_writer_is_told(
    world: World, phone: Phone, settings: Any
) -> None:
    settings.LIANXIN_WECHAT["body"] = "NOWHERE"
    content = phone.writes("text", Content=SAYS)
    told = [phone.delivers(content, now=world.now) for _again in range(2)]
    held = Arrival.objects.get()
    assert (held.became, held.why, held.sender) == ("held", "refused", "wechat:o-wang")
    assert "交给受理人员" in told[0] and told[0] == told[1]


# ---- weibo -------------------------------------------------------------------------------------


def test_a_mention_is_a_letter_whose_code_is_not_told_in_public(world: World) -> None:
    fan = Phone("2489518277", "weibo")
    told = fan.sends("mention", now=world.now, text="@望水县 上湾村停水三天了")
    letter = only()
    assert letter.dossier.number in told and letter.code not in told.replace(" ", "")
    assert Arrival.objects.get().aside and "写给谁" not in told
    assert letter.dossier.number in fan.says("查", now=world.now)


@pytest.mark.parametrize("kind", ["event", "hologram", "text"])
def test_whatever_weibo_sends_is_kept(world: World, kind: str) -> None:
    fan = Phone("2489518277", "weibo")
    fan.delivers(post(kind, fan.who, text="停水", data={"subtype": "new"}), now=world.now)
    fan.delivers(b'{"sender_id": 1}', now=world.now)
    assert Arrival.objects.count() == 2


# ---- everything there is, and everything there should not be -----------------------------------

LARGE = "水" * 22_000  # more than 64 KiB


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", [*wechat_kinds, "event"])
def test_every_kind_of_wechat_is_kept_at_its_smallest_and_at_its_largest(
    world: World, phone: Phone, kind: str, large: bool
) -> None:
    names = ("Content", "MediaId", "Recognition", "Label", "Title", "Description", "Url", "EventKey", "Event")
    content = phone.writes(kind, **(dict.fromkeys(names, LARGE) if large else {}))
    for _again in range(2):
        phone.delivers(content, now=world.now)
    assert Arrival.objects.get().original() == content


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", [*weibo_kinds, "event"])
def test_every_kind_of_weibo_is_kept_at_its_smallest_and_at_its_largest(
    world: World, kind: str, large: bool
) -> None:
    data = dict.fromkeys(("tovfid", "latitude", "longitude", "subtype", "key"), LARGE)
    content = post(kind, text=LARGE if large else "", data=data if large else {})
    for _again in range(2):
        Phone("2489518277", "weibo").delivers(content, now=world.now)
    assert Arrival.objects.get().original() == content


@pytest.mark.parametrize("channel", ["wechat", "weibo"])
def test_of_a_hundred_broken_messages_none_raises_and_none_is_lost(world: World, channel: str) -> None:
    chance, phone = random.Random(7), Phone("o-wang" if channel == "wechat" else "77", channel)
    sent = []
    for number in range(120):
        words = chance.choice(
            [SAYS, "查", "1", "柳林镇", "新", "举报书记贪污", "\u202e水\u0000", "No water here"]
        )
        good = phone.writes("text", Content=words, text=f"{words}{number}")
        broken = bytearray(good)
        for _hit in range(chance.randint(0, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        sent.append(bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])]))
    for content in sent:
        raw = Raw(channel, content, stamp=f"{len(content)}-{hash(content)}"[:32])
        assert isinstance(talk(raw, now=world.now), str)
    kept = {arrival.original() for arrival in Arrival.objects.all()}
    assert {*sent} <= kept
