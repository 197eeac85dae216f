"""A mark stands on words, never on a person: nothing is slower for it, and it can be taken off."""

import pytest
from django.db import transaction
from django.test import Client

from lianxin.intake.verbs import mark_abuse, unmark_abuse
from lianxin.intake.verbs.marking import abuse_in
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from tests.faces.desks import sit, words
from tests.world import World


def test_it_is_marked_once_and_no_limit_changes(world: World) -> None:
    case = world.in_handling()
    due = case.dossier.next_due
    mark_abuse(case.submission, "insult", by=world.actor("officer"), now=world.now, through=case)
    assert abuse_in(case.submission) == "insult" and world.fresh(case).dossier.next_due == due
    with pytest.raises(NotAllowedNow), transaction.atomic():
        mark_abuse(case.submission, "threat", by=world.actor("sorter"), now=world.now)


def test_it_is_taken_off_with_a_reason_by_somebody_else_than_the_handler(world: World) -> None:
    case = world.in_handling()
    mark_abuse(case.submission, "threat", by=world.actor("officer"), now=world.now, through=case)
    for who, reason, no in (("officer", "误会", NotAllowed), ("sorter", " ", NotValid)):
        with pytest.raises(no), transaction.atomic():
            unmark_abuse(case.submission, reason, by=world.actor(who), now=world.now, through=case)
    unmark_abuse(case.submission, "是气话", by=world.actor("sorter"), now=world.now, through=case)
    assert abuse_in(case.submission) == ""


def test_the_writer_reads_it_and_another_letter_of_the_same_person_carries_nothing(world: World) -> None:
    case = world.in_handling()
    officer = sit(world, "officer")
    page = words(
        officer.post(f"/desk/case/{case.pk}/", {"act": "mark_abuse", "abuse": "insult"}, follow=True)
    )
    assert "信里有辱骂的话" in page
    told = words(Client().get(f"/t/{case.submission.code}/"))
    assert "信里有辱骂的话。信照样办" in told
    other = world.in_handling(body="路灯也不亮。")
    assert "辱骂的话" not in words(officer.get(f"/desk/case/{other.pk}/")).replace("信里有辱骂、威胁的话", "")


@pytest.mark.parametrize("who", ["stranger", "secretary", "auditor"])
def test_who_does_not_handle_it_marks_nothing(world: World, who: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed), transaction.atomic():
        mark_abuse(case.submission, "insult", by=world.actor(who), now=world.now, through=case)
    with pytest.raises(NotValid), transaction.atomic():
        mark_abuse(case.submission, "?", by=world.actor("officer"), now=world.now, through=case)
