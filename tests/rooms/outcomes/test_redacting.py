"""What may show who somebody is is found however it is written; covering moves no character."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.first_redaction import Proposal
from lianxin.outcomes.redacting.covering import covered, found_in, require_covered, said_in
from lianxin.outcomes.redacting.plain import plain
from lianxin.outcomes.verbs.publishing import Redacted

WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
DIGITS = st.text("0123456789", min_size=9, max_size=9)
WRITTEN = [
    lambda text: text,
    lambda text: text.translate(WIDE),
    lambda text: text.translate(SPOKEN),
    lambda text: f"{text[:3]} {text[3:7]} {text[7:]}",
    lambda text: f"{text[:3]}-{text[3:7]}-{text[7:]}",
    lambda text: "\u200d".join(text),
    lambda text: text.replace("1", "幺").translate(SPOKEN),
]


def kinds(text: str) -> dict[str, str]:
    return {text[one.begin : one.end]: one.kind for one in found_in({"letter": text}, None)["letter"]}


def hidden(text: str) -> str:
    """The text with everything covered that is proposed or only shown."""
    return covered(text, found_in({"letter": text}, None)["letter"])


@given(st.text(max_size=300))
def test_covering_moves_no_character_and_leaves_the_original(text: str) -> None:
    before = str(text)
    after = hidden(text)
    assert text == before and len(after) == len(text)
    assert all(new in (old, "×") for old, new in zip(text, after, strict=True))


@given(st.text("王小明李建国在村里说电话13900001111栋单元号室，。 \n", max_size=200))
def test_what_is_covered_is_found_no_more(text: str) -> None:
    finds = found_in({"letter": text}, None)["letter"]
    again = found_in({"letter": covered(text, finds)}, None)["letter"]
    assert not [one for one in again if one.must]


@given(st.text(max_size=60))
def test_a_plain_text_is_as_long_as_what_it_was_made_of(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(DIGITS, st.sampled_from(WRITTEN))
def test_a_mobile_number_is_found_however_it_is_written(rest: str, written: object) -> None:
    number = written("13" + rest)  # type: ignore[operator]
    assert (
        covered(f"打{number}找我", found_in({"letter": f"打{number}找我"}, None)["letter"]).count("×") >= 11
    )


def test_a_number_hidden_behind_circled_digits_is_found() -> None:
    number = "13912345678".translate(CIRCLED)
    assert kinds(f"打{number}。")[number] == "mobile"


@pytest.mark.parametrize(
    ("text", "what", "kind"),
    [
        ("身份证51990019800101123X", "51990019800101123X", "id"),
        ("身份证５１９９００ １９８００１０１ １２３Ｘ", "５１９９００ １９８００１０１ １２３Ｘ", "id"),
        ("老证号519900800101123在", "519900800101123", "id"),
        ("卡号6222 0212 3456 7890 123", "6222 0212 3456 7890 123", "bank"),
        ("座机0834-3210123", "0834-3210123", "landline"),
        ("电话：3210123", "3210123", "landline"),
        ("车牌川W·12345", "川W·12345", "plate"),
        ("川w 1 2 3 4 5停在路口", "川w 1 2 3 4 5", "plate"),
        ("新能源粤ADF1234", "粤ADF1234", "plate"),
        ("京A1234学", "京A1234学", "plate"),
        ("QQ：123456789", "123456789", "account"),
        ("qq号是１２３４５６", "１２３４５６", "account"),
        ("加微信wang_88wang", "wang_88wang", "account"),
        ("网友“小河边的人”您好", "小河边的人", "account"),
        ("邮箱wang.x@mail.example", "wang.x@mail.example", "email"),
        ("工号：A00123", "A00123", "paper"),
        ("医保号 5199000012", "5199000012", "paper"),
        ("学籍号G5199002010", "G5199002010", "paper"),
        ("电话139****5678", "139****5678", "masked"),
        ("1980年3月5日出生", "1980年3月5日", "birth"),
        ("出生日期：1980-03-05", "1980-03-05", "birth"),
        ("住3栋2单元501室", "3栋2单元501室", "address"),
        ("住三栋二单元五〇一", "三栋二单元五〇一", "address"),
        ("解放路12号附3号", "12号附3号", "address"),
        ("上湾村3组15号", "3组15号", "address"),
        ("小区5-2-301漏水", "5-2-301", "address"),
        ("上湾村三组村民", "三组", "place"),
        ("上湾村桃树湾组停水", "桃树湾组", "place"),
        ("13栋业主", "13栋", "place"),
    ],
)
def test_what_leads_to_somebody_is_found_with_its_kind(text: str, what: str, kind: str) -> None:
    assert kinds(text).get(what) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫王小明，今年五十岁", "王小明"),
        ("联系人：李建", "李建"),
        ("村民谭文秀反映", "谭文秀"),
        ("欧阳春花女士", "欧阳春花"),
        ("举报村主任黄桂生", "黄桂生"),
        ("姓名：阿依古丽，女", "阿依古丽"),
        ("买买提·艾山，男", "买买提·艾山"),
        ("停水三天了。\n赵玉兰\n2025年3月1日", "赵玉兰"),
        ("吉克阿英老师教得好", "吉克阿英"),
        ("张伟强、刘志远、周玉芬三家", "周玉芬"),
        ("司机陈珂昕没有停车", "陈珂昕"),
    ],
)
def test_a_name_is_found_by_what_stands_beside_it(text: str, name: str) -> None:
    assert kinds(text).get(name) == "name"


def test_a_name_is_found_again_where_nothing_stands_beside_it() -> None:
    texts = {"letter": "我叫谭文秀。", "answer": "经查谭文秀所说属实，已给文秀接通了水。"}
    found = found_in(texts, None)["answer"]
    assert [texts["answer"][one.begin : one.end] for one in found] == ["谭文秀", "文秀"]


@pytest.mark.parametrize(
    ("text", "kind"), [("尊敬的王书记：您好", "official"), ("找李老师", "called"), ("我也姓杨", "called")]
)
def test_of_a_surname_with_a_call_only_the_surname_is_covered(text: str, kind: str) -> None:
    (one,) = found_in({"letter": text}, None)["letter"]
    assert one.kind == kind and one.end - one.begin == 1


@pytest.mark.parametrize(
    "text",
    [
        "我们村停水三天了，请领导派人来看一看。",
        "高中生在金色的田野里高兴地唱歌",
        "2025-03-01至2025-03-04停水",
        "向书记反映过多次",
    ],
)
def test_what_shows_nobody_is_left_alone(text: str) -> None:
    assert kinds(text) == {}


def test_offices_and_hamlets_are_shown_and_not_ticked_the_rest_is() -> None:
    one = Proposal(Redacted("题", "尊敬的王书记：我是上湾村三组村民谭文秀。", "答"), None)
    assert one.redacted().letter == "尊敬的王书记：我是上湾村三组村民×××。"


def test_a_person_takes_off_and_adds_and_the_must_stays_covered() -> None:
    texts = Redacted("题", "我叫谭文秀，电话13912345678，得了尘肺。", "谭文秀您好")
    one = Proposal(texts, None, more=["尘 肺"])
    assert one.redacted(()).letter == "我叫谭文秀，电话×××××××××××，得了××。"
    assert one.redacted(one.proposed).answer == "×××您好"
    assert one.texts == texts
    name = next(found for found in one.found if found.kind == "name")
    assert name.words == "谭文秀" and name.times == 2 and not name.must


def test_the_pieces_of_a_text_are_the_text() -> None:
    text = "我叫谭文秀，住3栋2单元501室。"
    one = Proposal(Redacted("题", text, "答"), None)
    pieces = one.pieces("letter", one.proposed)
    assert "".join(piece.words for piece in pieces) == text
    assert [piece.words for piece in pieces if piece.hidden] == ["谭文秀", "3栋2单元501室"]


def test_a_title_cut_off_in_the_middle_of_a_number_shows_no_half_of_it() -> None:
    texts = Redacted("停水了，请打13912…", "停水了，请打13912345678，谢谢。", "【停水了，请打1391…】")
    out = Proposal(texts, None).redacted()
    assert (out.title, out.answer) == ("停水了，请打×××××…", "【停水了，请打××××…】")


def test_the_gate_wants_the_writers_own_and_numbers_and_lets_names_pass() -> None:
    card = Contact(name="王 小明", phone="0834-3210123", address="上湾村3组15号")
    require_covered({"letter": "村主任黄桂生来过，王书记也来过。"}, card)
    for text in ("王小明", "08343210123", "上湾村三组十五号".replace("十五", "15"), "一三九一二三四五六七八"):
        with pytest.raises(NotValid):
            require_covered({"letter": text}, card)


def test_words_asked_for_are_found_with_any_spaces() -> None:
    assert len(said_in("尘肺和尘 肺", ["尘肺", " "])) == 2


FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"


def made_up_letter(chance: random.Random) -> tuple[str, list[str]]:
    """A letter out of made-up pieces, and what in it shows who somebody is."""
    name = chance.choice(FAMILY) + "".join(chance.sample(GIVEN, 2))
    phone = "1" + chance.choice("3578") + "".join(chance.choices("0123456789", k=9))
    card = "5199" + "".join(chance.choices("0123456789", k=14))
    plate = "川W" + "".join(chance.choices("ABCD0123456789", k=4)) + "7"
    house = (
        f"{chance.randint(1, 30)}栋{chance.randint(1, 4)}单元{chance.randint(1, 9)}0{chance.randint(1, 4)}室"
    )
    written = chance.choice(WRITTEN)(phone)  # type: ignore[no-untyped-call]
    words = f"我叫{name}，身份证{card}，住幸福小区{house}，车牌{plate}，电话{written}。楼下的路灯坏了三个月。"
    return words, [name, card, house, plate, written]


def test_nothing_of_a_thousand_made_up_letters_is_missed() -> None:
    chance = random.Random(2014)
    missed = [
        (one, words) for words, secrets in (made_up_letter(chance) for _n in range(1000)) for one in secrets
        if one in hidden(words)
    ]  # fmt: skip
    assert missed == []


HOSTILE = (
    "王",
    "1",
    "1、",
    "a",
    "王一",
    "姓名：",
    "“",
    "1-",
    "村",
    "3栋",
    "李老师",
    "*1",
    "①",
    "京A",
    "组3号",
    "我叫王一",
)


@pytest.mark.parametrize("again", HOSTILE)
def test_no_letter_takes_long(again: str) -> None:
    began = process_time()
    found_in({"letter": again * (20_000 // len(again))}, None)
    assert process_time() - began < 5
