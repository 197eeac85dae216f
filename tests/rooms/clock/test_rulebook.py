"""The rule book: ours is whole, and what is wrong with another is told in sentences."""

from dataclasses import replace
from pathlib import Path

import pytest

from lianxin.clock.loading import OUR_RULEBOOK, RuleRow, check_rulebook, read_rulebook, rows_of
from lianxin.kit.refusals import NotValid

ROAD = {
    *("PET_REGISTER", "PET_ORG_NOTICE_FWD", "PET_OBJECT", "PET_CONCLUDE", "HOT_MAILBOX_RESPOND"),
    *("HOT_DISPATCH_URGENT", "HOT_DISPATCH_LIFELINE", "HOT_DISPATCH_NORMAL"),
    *("HOT_REPLY_URGENT", "HOT_REPLY_LIFELINE", "HOT_REPLY_NORMAL", "HOT_REPLY_HARD", "HOT_CALLBACK"),
    *("LX_ACKNOWLEDGE", "LX_DELIVER", "LX_CLOSE", "LX_REWORK", "LX_INSTRUCTION", "LX_ESCALATE"),
    *("LX_DECIDE_OBJECTION", "LX_SUPPORT", "LX_TRANSFERS"),
}
GOOD = RuleRow(
    key="PET_OBJECT", track="petition", actor="handling_org", amount=5, unit="working_day",
    extension_amount=None, extension_unit="", basis="信访工作条例第23条第3款", confidence="A",
    duty_zh="提出异议", duty_en="Objects with reasons",
)  # fmt: skip


def test_our_rule_book_is_whole_and_has_every_rule_of_the_road() -> None:
    assert check_rulebook(read_rulebook(OUR_RULEBOOK), ROAD) == []


def test_the_limits_of_the_law_stand_in_our_rule_book() -> None:
    rules = {row.key: (row.amount, row.unit, row.confidence) for row in read_rulebook(OUR_RULEBOOK)}
    assert rules["PET_REGISTER"] == (15, "calendar_day", "A")  # Petition Regulations art 22
    assert rules["PET_OBJECT"] == (5, "working_day", "A")  # art 23 para 3
    assert rules["PET_CONCLUDE"] == (60, "calendar_day", "A")  # art 34
    assert rules["SVC_DECIDE"] == (20, "working_day", "A")  # Licensing Law art 42, 82
    assert rules["LX_CLOSE"] == (15, "calendar_day", "county")


def test_two_limits_grow_by_law_and_one_by_the_county_s_own_word_which_says_so() -> None:
    rows = read_rulebook(OUR_RULEBOOK)
    grown = {row.key: (row.extension_amount, row.extension_unit) for row in rows if row.extension_unit}
    assert grown == {
        "PET_CONCLUDE": (30, "calendar_day"),  # Petition Regulations art 34
        "SVC_DECIDE": (10, "working_day"),  # Licensing Law art 42
        "HOT_REPLY_JINAN": (10, "working_day"),
    }
    assert "延期10个工作日是县定，不是法条" in next(row.basis for row in rows if row.key == "HOT_REPLY_JINAN")


def test_only_a_hearing_and_an_inspection_are_left_out_of_a_limit() -> None:
    assert {row.key for row in read_rulebook(OUR_RULEBOOK) if row.pauses} == {
        "PET_RECHECK",  # Petition Regulations art 36
        "TND_COMPLAINT_DECIDE",  # Tendering Regulations art 61
    }


def test_a_rule_that_counts_times_is_no_stretch_of_time_and_the_other_way_round() -> None:
    transfers = replace(GOOD, key="LX_TRANSFERS", amount=3, unit="times")
    assert check_rulebook([transfers], {"LX_TRANSFERS"}) == []
    in_days = replace(transfers, unit="working_day")
    assert check_rulebook([in_days], {"LX_TRANSFERS"}) == [
        "规则LX_TRANSFERS数的是次数，单位要写times，不能写“working_day”。"
    ]
    assert "没法用它计时" in check_rulebook([replace(GOOD, unit="times")], {"PET_OBJECT"})[0]


WRONG = [
    ({"unit": "fortnight"}, "规则PET_OBJECT的单位“fortnight”不认识。"),
    ({"amount": -5}, "规则PET_OBJECT的数量要写成0到3650之间的整数。"),
    ({"amount": None}, "规则PET_OBJECT的数量要写成0到3650之间的整数。"),
    ({"amount": 99999}, "规则PET_OBJECT的数量要写成0到3650之间的整数。"),
    ({"amount": 0}, "规则PET_OBJECT自相矛盾：数量为0，单位就得是at_limit；反过来也一样。"),
    ({"unit": "at_limit"}, "规则PET_OBJECT自相矛盾：数量为0，单位就得是at_limit；反过来也一样。"),
    ({"basis": ""}, "规则PET_OBJECT没有写依据。"),
    ({"duty_en": ""}, "规则PET_OBJECT的“duty_en”是空的。"),
    ({"confidence": "sure"}, "规则PET_OBJECT的“confidence”只能是A、B、C、seed或county。"),
    (
        {"extension_amount": 30},
        "规则PET_OBJECT的延长期限不完整：数量和单位要么都写，要么都不写，数量要大于0。",
    ),
    ({"unit": "person"}, "规则PET_OBJECT的单位“person”不是一段时间，办理流程没法用它计时。"),
    (
        {"extension_unit": "working_day"},
        "规则PET_OBJECT的延长期限不完整：数量和单位要么都写，要么都不写，数量要大于0。",
    ),
    (
        {"extension_amount": 0, "extension_unit": "working_day"},
        "规则PET_OBJECT的延长期限不完整：数量和单位要么都写，要么都不写，数量要大于0。",
    ),
    (
        {"extension_amount": 3, "extension_unit": "person"},
        "规则PET_OBJECT的延长期限要写一段时间，不能写“person”。",
    ),
    (
        {"extension_amount": 3, "extension_unit": "at_limit"},
        "规则PET_OBJECT的延长期限要写一段时间，不能写“at_limit”。",
    ),
    ({"pauses": None}, "规则PET_OBJECT的“pauses”只能空着，或者写yes。"),
    ({"basis": "长" * 201}, "规则PET_OBJECT的“basis”太长，最多200个字。"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG)
def test_what_is_wrong_with_a_rule_is_told_in_a_sentence(change: dict[str, object], sentence: str) -> None:
    assert check_rulebook([GOOD], {"PET_OBJECT"}) == []
    assert check_rulebook([replace(GOOD, **change)], {"PET_OBJECT"}) == [sentence]


def test_a_rule_written_twice_and_a_rule_left_out_are_told() -> None:
    assert check_rulebook([GOOD, GOOD], {"PET_OBJECT", "LX_CLOSE"}) == [
        "规则PET_OBJECT写了2遍，只能留一条。",
        "缺少规则LX_CLOSE，办理流程要用到它。",
    ]


def test_what_is_no_length_of_time_neither_grows_nor_stands_still() -> None:
    counted = replace(GOOD, amount=3, unit="bidder")
    sentence = "规则PET_OBJECT管的不是一段时间，不能延长，也没有时间可以扣除。"
    for change in ({"pauses": True}, {"extension_amount": 3, "extension_unit": "working_day"}):
        assert check_rulebook([replace(counted, **change)]) == [sentence]  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["pet_object", "PET OBJECT", "异议", "P" * 33])
def test_a_key_that_no_promise_could_name_is_told(key: str) -> None:
    assert check_rulebook([replace(GOOD, key=key)]) == [
        f"规则“{key}”的编号只能用大写字母、数字和下划线，最多32个字符。"
    ]


def test_a_line_with_a_comma_too_many_is_refused_and_not_cut_off(tmp_path: Path) -> None:
    ours = OUR_RULEBOOK.read_text("utf-8").splitlines()
    file = tmp_path / "rules.csv"
    file.write_text("\n".join([ours[0], ours[1] + ",,more"]), "utf-8")
    with pytest.raises(NotValid, match="第2行"):
        read_rulebook(file)
    with pytest.raises(NotValid, match="第2行"):
        rows_of([[*ours[0].split(",")], [*ours[1].split(","), "", "more"]])


def test_a_pause_in_other_words_is_told_and_not_taken_for_none(tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    ours = OUR_RULEBOOK.read_text("utf-8")
    file.write_text(ours.replace(",yes\n", ",maybe\n", 1), "utf-8")
    assert check_rulebook(read_rulebook(file)) == ["规则PET_RECHECK的“pauses”只能空着，或者写yes。"]


def test_an_amount_in_words_is_told_and_not_taken_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    ours = OUR_RULEBOOK.read_text("utf-8")
    file.write_text(ours.replace(",5,working_day,", ",五,working_day,", 1), "utf-8")
    assert check_rulebook(read_rulebook(file)) == ["规则PET_OBJECT的数量要写成0到3650之间的整数。"]


def test_a_file_with_a_column_missing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_text("key,amount\nPET_OBJECT,5\n", "utf-8")
    with pytest.raises(NotValid, match="缺少这些列：track"):
        read_rulebook(file)


def test_a_file_in_another_encoding_is_refused_with_advice(tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_bytes("key,名称\n".encode("gbk"))
    with pytest.raises(NotValid, match="UTF-8"):
        read_rulebook(file)
