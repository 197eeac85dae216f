"""Numbers people read aloud: one wrong digit is told, and never opens a neighbour's letter."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lianxin.kit.codes import check_digits, code_mark, in_groups, public_number, read_code, receipt_code
from lianxin.kit.refusals import NotValid

SECRET = "a secret of this county"
keys = st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number))
places = st.integers(0, 15)


@given(keys)
def test_a_receipt_code_is_sixteen_digits_and_reads_back(key: UUID) -> None:
    code = receipt_code(key, SECRET)
    assert len(code) == 16
    assert code.isdecimal()
    assert read_code(in_groups(code)) == code


@given(keys, places, st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_caught(key: UUID, place: int, digit: str) -> None:
    code = receipt_code(key, SECRET)
    assume(code[place] != digit)
    with pytest.raises(NotValid, match="一位数字不对"):
        read_code(code[:place] + digit + code[place + 1 :])


@given(keys, st.integers(0, 14))
def test_every_swap_of_two_neighbours_is_caught(key: UUID, place: int) -> None:
    code = receipt_code(key, SECRET)
    assume(code[place] != code[place + 1])
    with pytest.raises(NotValid):
        read_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(st.from_regex(r"[0-9]{1,20}", fullmatch=True))
def test_a_number_with_its_check_digits_leaves_one_when_divided_by_97(digits: str) -> None:
    assert int(digits + check_digits(digits)) % 97 == 1


@pytest.mark.parametrize("written", ["{}", " {} ", "查询码：{}。", "{}\n"])
@pytest.mark.parametrize("between", [" ", "-", "–", "\u3000", "."])
def test_a_code_is_read_however_it_is_written(written: str, between: str) -> None:
    code = receipt_code(UUID(int=7), SECRET)
    assert read_code(written.format(between.join(in_groups(code).split()))) == code


def test_full_width_digits_of_a_chinese_keyboard_are_digits() -> None:
    code = receipt_code(UUID(int=7), SECRET)
    assert read_code("".join(chr(ord(digit) + 0xFEE0) for digit in code)) == code


@pytest.mark.parametrize(
    ("typed", "count"), [("", "0位"), ("4821 7730", "8位"), ("1" * 17, "17位"), ("零一二", "0位")]
)
def test_a_code_with_too_few_or_too_many_digits_says_how_many_there_are(typed: str, count: str) -> None:
    with pytest.raises(NotValid, match=count):
        read_code(typed)


def test_without_the_secret_a_copy_of_the_database_gives_nobody_a_code() -> None:
    key = UUID(int=7)
    assert receipt_code(key, SECRET) != receipt_code(key, "another secret")
    assert receipt_code(key, SECRET) not in code_mark(receipt_code(key, SECRET), SECRET)
    assert code_mark("1", SECRET) != code_mark("1", "another secret")


def test_a_public_number_tells_county_and_day_and_nothing_more() -> None:
    county, day, chance, check = public_number("519900", date(2025, 3, 3)).split("-")
    assert (county, day, len(chance)) == ("519900", "250303", 6)
    assert check == check_digits(county + day + chance)
