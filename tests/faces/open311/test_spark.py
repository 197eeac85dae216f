"""Whatever is told, XML and JSON say the same, and XML can always be read."""

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.api.open311.spark import element, speakable, written
from tests.faces.open311.programs import in_words, spark

NAMES = st.sampled_from(["service_code", "description", "status", "lat", "long", "required"])
SAID = st.none() | st.text(alphabet=st.characters(exclude_categories=())) | st.booleans() | st.integers()
RECORDS = st.lists(st.dictionaries(NAMES, SAID, min_size=1), max_size=4)
DEFINITIONS = st.fixed_dictionaries({
    "service_code": st.text(min_size=1),
    "attributes": st.lists(
        st.fixed_dictionaries({
            "code": SAID,
            "values": st.lists(st.fixed_dictionaries({"key": SAID, "name": SAID}), max_size=3),
        }),
        max_size=3,
    ),
})  # fmt: skip


def both(data: object, root: str) -> tuple[object, object]:
    read = json.loads(written(data, root, "json"))
    return spark(ElementTree.fromstring(written(data, root, "xml"))), in_words(read)


@given(RECORDS)
def test_a_list_of_requests_is_the_same_in_both_forms(records: list[dict[str, object]]) -> None:
    xml, said = both(records, "service_requests")
    assert xml == said


@given(DEFINITIONS)
def test_a_definition_is_the_same_in_both_forms(definition: dict[str, object]) -> None:
    xml, said = both(definition, "service_definition")
    assert xml == said


@pytest.mark.parametrize("words", ["停水😀", "a & b < c > d \" e ' f", "一行\n二行", "<![CDATA[x]]>"])
def test_what_a_person_writes_comes_through_as_it_is(words: str) -> None:
    assert both([{"description": words}], "service_requests") == ([{"description": words}],) * 2


def test_what_xml_cannot_carry_is_dropped_from_both_and_empty_is_null() -> None:
    said = [{"description": "a\x00\x01\x0b\ud800\uffff\r\nb", "status": ""}]
    assert both(said, "service_requests") == ([{"description": "a\nb", "status": None}],) * 2


def test_an_element_of_a_list_has_its_name_without_the_s() -> None:
    made = element("service_requests", speakable([{"notes": [{"type": "opened"}]}]))
    tags = [one.tag for one in made.iter()]
    assert tags == ["service_requests", "request", "notes", "note", "type"]
