"""Keys sort in the order they were made; words are kept as they were said."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lianxin.kit.ids import from_seed, random_digits, serial_of, uuid7
from lianxin.kit.text import bigrams, one_line, readable

anything = st.text(st.characters(exclude_categories=()))  # with surrogates and control characters


def test_ten_thousand_keys_made_one_after_the_other_sort_in_that_order() -> None:
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len({serial_of(key) for key in made}) == len(made)
    assert [serial_of(key) for key in made] == sorted(serial_of(key) for key in made)


def test_a_key_is_a_version_seven_uuid_and_its_serial_fits_a_bigint() -> None:
    key = uuid7()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert 0 < serial_of(key) < 2**63


def test_the_same_seed_draws_the_same_digits_and_afterwards_chance_is_chance_again() -> None:
    with from_seed(1):
        first = random_digits(12)
    with from_seed(1):
        assert random_digits(12) == first
    assert random_digits(12) != random_digits(12)


UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\ufff9\ufffb"


@given(anything)
def test_readable_takes_away_only_what_nobody_can_see_or_say(words: str) -> None:
    kept = readable(words)
    for c in kept:
        assert c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    gone = {c for c in plain if c not in kept} - {" ", "\n", "\t"}
    assert all(unicodedata.category(c) in {"Cc", "Cs", "Cf"} or c.isspace() for c in gone)
    assert readable(kept) == kept
    kept.encode()


def test_what_turns_words_round_or_hides_between_them_is_left_out() -> None:
    assert readable(UNSEEN.join("水务局")) == "水务局"
    assert readable("\u202e局务水\u202c 138\u200b0000") == "局务水 1380000"


def test_words_in_any_script_come_out_as_they_went_in() -> None:
    words = "𠮷家村的水，ཆུ་མེད། Qırğın سۇ يوق 👩🏽‍🌾 “引号”\n\t第二行  两个空格"
    assert readable(words) == words


@given(anything)
def test_one_line_has_one_line(words: str) -> None:
    assert len(one_line(words).splitlines()) <= 1
    assert one_line(one_line(words)) == one_line(words)


def test_search_terms_are_pairs_of_characters_and_whole_words() -> None:
    assert bigrams("上湾村停水") == "上湾 湾村 村停 停水"
    assert bigrams("水") == "水"
    assert bigrams("Tel 138") == bigrams("ＴＥＬ １３８") == "tel 138"
