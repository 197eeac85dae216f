"""Whatever an office may do on a page, a program can do by JSON; and each word of a key opens something."""

from lianxin.api.v1.asking import by_code, by_token, in_office
from lianxin.api.v1.opening import ENDPOINTS
from lianxin.api.v1.urls import ENDPOINTS_IN
from lianxin.config.permissions import GRANTS
from lianxin.config.scopes import SCOPES

NOBODY_IN_OFFICE = {"citizen", "clock", "installer"}
# Acts of an office that no program does, each with the reason.
EXCEPT = {
    "hook.end": "the office ends another's address on its page; a program ends its own by hook.keep",
}


def acts_of_the_office() -> set[str]:
    return {act for act, rows in GRANTS.items() if {role for role, _reach in rows} - NOBODY_IN_OFFICE}


def offered_in_office() -> set[str]:
    """What an endpoint offers to whoever acts in an office: not by a receipt code."""
    assert ENDPOINTS_IN
    return {act for one in ENDPOINTS if one.opener in {in_office, by_token} for act in one.grants}


def test_every_act_of_an_office_can_be_done_by_a_program() -> None:
    assert acts_of_the_office() - offered_in_office() - EXCEPT.keys() - {"submission.receive"} == set()


def test_nothing_is_excepted_that_a_program_can_do() -> None:
    assert EXCEPT.keys() & offered_in_office() == set()
    assert EXCEPT.keys() <= acts_of_the_office()


def test_an_endpoint_names_acts_of_the_table() -> None:
    offered = {act for one in ENDPOINTS for act in one.grants}
    assert offered - GRANTS.keys() == set()


def test_every_word_of_a_key_lets_something_be_done() -> None:
    offered = offered_in_office() | EXCEPT.keys()
    idle = {act for acts in SCOPES.values() for act in acts if act in GRANTS and act not in offered}
    assert idle - {"submission.receive"} == set()


def test_what_an_office_does_by_json_some_word_of_a_key_lets_it_do() -> None:
    given = {act for acts in SCOPES.values() for act in acts}
    assert offered_in_office() - given == set()


def test_no_two_endpoints_have_one_name_or_one_address() -> None:
    names = [one.name for one in ENDPOINTS]
    places = [(one.method, one.path) for one in ENDPOINTS]
    assert len({*names}) == len(names) and len({*places}) == len(places)
    assert all(one.grants or one.method == "GET" for one in ENDPOINTS if one.opener is by_code)
