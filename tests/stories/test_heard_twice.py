"""A bad line, an impatient finger, the post and the web: what is heard twice is heard once."""

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import sort
from lianxin.identity.actors import citizen
from lianxin.intake.verbs import add_words
from lianxin.ledger.models import Event
from tests.faces.desks import sit
from tests.faces.desks import words as wording
from tests.world import World


def test_heard_twice_is_heard_once(world: World) -> None:
    first = world.letter("上湾村没有水了。", key="form:7f3a")
    again = world.letter("上湾村没有水了。", key="form:7f3a")
    assert (again, again.code, again.dossier.number) == (first, first.code, first.dossier.number)
    assert quick().received == 1
    assert Promise.objects.count() == 1
    assert Event.objects.filter(name="submission.received").count() == 1


def test_also_when_the_second_time_comes_after_it_was_sorted(world: World) -> None:
    letter = world.letter(key="form:7f3a")
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    again = world.letter(key="form:7f3a")
    assert again == letter
    assert (quick().received, quick().registered, quick().waiting, quick().gap) == (1, 1, 0, 0)


def test_two_neighbours_with_the_same_words_are_two_letters(world: World) -> None:
    mine, yours = world.letter("没有水。"), world.letter("没有水。")
    assert mine.code != yours.code
    assert quick().received == 2


def test_what_is_added_twice_is_added_once(world: World) -> None:
    letter = world.letter()
    for _tap in range(3):
        add_words(letter, "还是没有水。", by=citizen(letter.pk), now=world.now)
    assert letter.additions.count() == 1


def test_the_same_words_by_two_ways_are_offered_as_one_matter_and_never_merged(world: World) -> None:
    words = "我们上湾村三组从上个星期起一直没有自来水，请派人来修。"
    case = world.in_handling(body=words, channel="paper")
    mail = world.letter(words, channel="email", key="email:1")
    page = wording(sit(world, "sorter").get(f"/desk/sort/{mail.pk}/"))
    assert case.dossier.number in page and "开头的话一字不差" in page
    assert quick().received == 2 and mail.code != case.submission.code
