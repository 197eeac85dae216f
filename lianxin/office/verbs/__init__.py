"""The house about itself: the tree of bodies, the people and their posts.

These verbs stand above the ledger, because the ledger itself leans on bodies and people.
"""

from lianxin.office.verbs.keys import give_key, give_own_key, note_use, revoke_key
from lianxin.office.verbs.organisations import Body, add_organisations, change_organisation, in_base36
from lianxin.office.verbs.people import (
    add_people,
    change_person,
    choose_password,
    deactivate,
    end_post,
    forget_second_factor,
    give_login,
    give_post,
    reactivate,
    reset_password,
)
from lianxin.office.verbs.reading import delegate_reading, end_reading

__all__ = [
    "Body",
    "add_organisations",
    "add_people",
    "change_organisation",
    "change_person",
    "choose_password",
    "deactivate",
    "delegate_reading",
    "end_post",
    "end_reading",
    "forget_second_factor",
    "give_key",
    "give_login",
    "give_own_key",
    "give_post",
    "in_base36",
    "note_use",
    "reactivate",
    "reset_password",
    "revoke_key",
]
