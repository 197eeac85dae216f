"""A secretary lets somebody read the letters: as far as that goes, and where it ends."""

import pytest

from lianxin.flow.verbs import instruct
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import Person, Post
from lianxin.identity.policy import may
from lianxin.intake.models import Ground, Opening
from lianxin.intake.queries import set_aside_from
from lianxin.intake.verbs import open_contact, open_submission, recuse
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.office.verbs import delegate_reading, end_post, end_reading, give_login, give_post
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from tests.world import World


@pytest.fixture
def reader(world: World) -> Person:
    """Somebody of the county's office, who reads for its secretary."""
    person = Person.objects.create(name="办公室小李", organisation=world.bodies["WS"], password="!")
    give_login(person, "xiaoli", None, by=THE_INSTALLER, now=world.now)
    delegate_reading(person, body=world.bodies["WS"], by=world.actor("secretary"), now=world.now)
    world.people["reader"] = person
    return person


def test_the_reader_reads_what_was_written_to_the_secretary_and_is_shown_as_that(
    world: World, reader: Person
) -> None:
    letter = world.letter()
    open_submission(letter, by=world.actor("reader"), now=world.now)
    assert Opening.objects.get().role == "reader"
    letter.refresh_from_db()
    assert letter.addressee_read_at is None  # the secretary's own reading is another thing
    seen = seen_by_citizen(letter, now=world.now).openings[0]
    assert (seen.role, seen.addressee) == ("reader", False)


def test_the_reader_does_nothing_but_read(world: World, reader: Person) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed):
        instruct(case, "快办", by=world.actor("reader"), now=world.now)
    with pytest.raises(NotAllowed):
        open_contact(case.submission, by=world.actor("reader"), now=world.now, through=case)


def test_what_was_written_to_somebody_else_stays_shut(world: World, reader: Person) -> None:
    with pytest.raises(NotAllowed):
        open_submission(world.letter(addressee="LL"), by=world.actor("reader"), now=world.now)
    with pytest.raises(NotAllowed):
        open_submission(world.letter(kind="report"), by=world.actor("reader"), now=world.now)


def test_what_the_secretary_steps_aside_from_is_shut_to_the_reader(world: World, reader: Person) -> None:
    letter = world.letter()
    recuse(
        letter, ground=Ground.SUBJECT, person=world.people["secretary"], by=world.actor("sorter"),
        now=world.now,
    )  # fmt: skip
    letter = type(letter).objects.get(pk=letter.pk)
    assert not may(world.actor("reader"), "submission.read", letter)
    assert set_aside_from(world.actor("reader")) == {letter.pk}


def test_the_secretary_takes_it_back_once(world: World, reader: Person) -> None:
    post = Post.objects.get(role="reader")
    for who in ("township_secretary", "reader", "office"):
        with pytest.raises(NotAllowed):
            end_reading(post, by=world.actor(who), now=world.now)
    end_reading(post, by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowedNow):
        end_reading(post, by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowed):
        open_submission(world.letter(), by=world.actor("reader"), now=world.now)


def test_it_ends_with_the_secretary_s_own_post(world: World, reader: Person) -> None:
    own = Post.objects.get(person=world.people["secretary"], role="secretary")
    end_post(own, by=world.actor("office"), now=world.now)
    assert not Post.objects.held().filter(role="reader").exists()


def test_only_a_secretary_and_only_for_people_of_the_own_office(world: World, reader: Person) -> None:
    county, secretary = world.bodies["WS"], world.actor("secretary")
    with pytest.raises(NotAllowedNow, match="已经在代阅"):
        delegate_reading(reader, body=county, by=secretary, now=world.now)
    with pytest.raises(NotValid, match="另一个人"):
        delegate_reading(world.people["secretary"], body=county, by=secretary, now=world.now)
    with pytest.raises(NotAllowed):
        delegate_reading(reader, body=county, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowed, match="本人"):
        delegate_reading(reader, body=county, by=world.actor("township_secretary"), now=world.now)
    with pytest.raises(NotValid, match="本组织"):
        delegate_reading(reader, body=world.bodies["LL"], by=world.actor("township_secretary"), now=world.now)
    with pytest.raises(NotValid):  # the office cannot give it in the secretary's place
        give_post(reader, county, "reader", by=world.actor("office"), now=world.now)
