"""From a pile of paper to letters: dropped, read by the worker, laid together, registered."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.channels.message import ContactCard, FileIn, Message
from lianxin.intake.models import Arrival, Attachment, Became, Contact, ScannedLetter, ScanPage, Submission
from lianxin.intake.verbs import (
    begin_at,
    drop_scans,
    join_before,
    join_scan,
    keep_typed,
    key_in,
    set_scan_aside,
    take_scan_back,
    turn_page,
)
from lianxin.intake.verbs.reading_scans import NEXT_LETTER, read_due, take_page
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.mailing import track_address
from tests.letters_on_paper import jpeg, pdf, png, sheet
from tests.world import World

WORDS = "上湾村停水三天了。"


@pytest.fixture(autouse=True)
def _twin(settings: Any) -> None:
    settings.LIANXIN_READER = f"null:{WORDS}"


def dropped(world: World, *contents: bytes, key: str = "pile", by: str = "clerk") -> list[ScannedLetter]:
    files = [FileIn(f"{number}.bin", content) for number, content in enumerate(contents)]
    batch, _refused = drop_scans(key, files, desk=world.bodies["WS-DESK"], by=world.actor(by), now=world.now)
    return list(batch.letters.all())


def read(world: World) -> None:
    while read_due(now=world.now):
        pass


def said(body: str = WORDS, **more: Any) -> Message:
    return Message(channel="paper", key="any", body=body, addressee="WS", **more)


def shades(count: int) -> list[bytes]:
    return [png(sheet([f"第{number}封"])) for number in range(count)]


def test_each_file_is_a_letter_and_each_page_is_read(world: World) -> None:
    first, second = dropped(world, jpeg(sheet()), pdf(sheet(["一"]), sheet(["二"])))
    read(world)
    assert [page.words for page in first.pages.all()] == [WORDS]
    assert [(page.number, page.pages) for page in second.pages.all()] == [(0, 2), (1, 2)]
    assert not ScanPage.objects.exclude(state="read").exists()


def test_the_same_file_dropped_twice_is_one_letter(world: World) -> None:
    one = jpeg(sheet())
    assert len(dropped(world, one, one)) == 1 and len(dropped(world, one)) == 1


def test_a_file_that_is_no_scan_holds_up_none_of_the_others(world: World) -> None:
    files = [FileIn("a.txt", b"words"), FileIn("b.html", b"<script>"), FileIn("c.jpg", jpeg(sheet()))]
    batch, refused = drop_scans(
        "k", files, desk=world.bodies["WS-DESK"], by=world.actor("clerk"), now=world.now
    )
    assert batch.letters.count() == 1 and len(refused) == 2 and "a.txt" in refused[0]
    with pytest.raises(NotValid):
        drop_scans("n", [], desk=world.bodies["WS-DESK"], by=world.actor("clerk"), now=world.now)


def test_a_picture_that_cannot_be_opened_is_kept_and_said(world: World) -> None:
    (letter,) = dropped(world, jpeg(sheet())[:900])
    read(world)
    page = letter.pages.get()
    assert (page.state, page.why, page.shown) == ("failed", "damaged", None)
    kept = key_in(letter, said("照原件录入"), by=world.actor("clerk"), now=world.now)
    assert kept.attachments.get().sha256 == page.sha256


@pytest.mark.parametrize("who", ["sorter", "officer", "discipline", "secretary", "office"])
def test_only_a_clerk_of_the_desk_touches_the_pile(world: World, who: str) -> None:
    (letter,) = dropped(world, jpeg(sheet()))
    other = world.actor(who)
    with pytest.raises(NotAllowed):
        dropped(world, jpeg(sheet(["二"])), by=who)
    for act in (
        lambda: key_in(letter, said(), by=other, now=world.now),
        lambda: keep_typed(letter, {"body": "x"}, by=other, now=world.now),
        lambda: set_scan_aside(letter, reason="广告", by=other, now=world.now),
        lambda: turn_page(letter.pages.get(), degrees=90, by=other, now=world.now),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_worker_killed_while_it_reads_leaves_the_page_due_again(world: World) -> None:
    dropped(world, jpeg(sheet()))
    assert take_page(now=world.now) and read_due(now=world.now) == 0, "somebody has it"
    world.now += timedelta(minutes=4)
    assert read_due(now=world.now) == 1


def test_after_three_tries_a_person_goes_on_without_the_words(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("lianxin.channels.paper.reading.LONGEST", 0.001)
    (letter,) = dropped(world, jpeg(sheet()))
    for _ in range(4):
        read_due(now=world.now)
        world.now += timedelta(minutes=5)
    assert (letter.pages.get().state, letter.pages.get().why) == ("failed", "broke")


def test_a_page_turned_while_it_is_read_is_read_again(world: World) -> None:
    (letter,) = dropped(world, jpeg(sheet()))
    read(world)
    turn_page(letter.pages.get(), degrees=90, by=world.actor("clerk"), now=world.now)
    read(world)
    page = letter.pages.get()
    assert (page.turned, page.width, page.height) == (90, 1754, 1240)


def test_pages_are_laid_together_and_pulled_apart(world: World) -> None:
    clerk = world.actor("clerk")
    one, two, three = dropped(world, *shades(3))
    join_before(three, by=clerk, now=world.now)
    assert two.pages.count() == 2 and ScannedLetter.objects.count() == 2
    following = begin_at(two.pages.last(), by=clerk, now=world.now)  # type: ignore[arg-type]
    assert [letter.pages.count() for letter in one.batch.letters.all()] == [1, 1, 1]
    assert one.batch.letters.last() == following
    with pytest.raises(NotAllowedNow):
        join_before(one, by=clerk, now=world.now)
    with pytest.raises(NotAllowedNow):
        begin_at(one.pages.get(), by=clerk, now=world.now)


def test_what_was_corrected_is_not_torn_apart(world: World) -> None:
    clerk = world.actor("clerk")
    _one, two = dropped(world, *shades(2))
    keep_typed(two, {"body": "改过了"}, by=clerk, now=world.now)
    two.refresh_from_db()
    with pytest.raises(NotAllowedNow):
        join_before(two, by=clerk, now=world.now)


def test_the_letter_keeps_its_scan_as_the_original_and_leaves_nothing_behind(world: World) -> None:
    original = jpeg(sheet())
    (letter,) = dropped(world, original)
    read(world)
    card = ContactCard(name="王小河", address="上湾村3组")
    clerk = world.actor("clerk")
    kept = key_in(letter, said(contact=card), by=clerk, now=world.now)
    assert key_in(letter, said("另外的字"), by=clerk, now=world.now) == kept, "pressed twice is one letter"
    assert Submission.objects.count() == 1 and Contact.objects.get().name == "王小河"
    assert Arrival.objects.get().original() == original and Attachment.objects.count() == 1
    letter.refresh_from_db()
    assert (letter.became, letter.typed) == (Became.LETTER, {}) and not ScanPage.objects.exists()


def test_a_pile_scanned_into_one_pdf_gives_each_letter_its_own_pages(world: World) -> None:
    clerk = world.actor("clerk")
    whole = pdf(sheet(["一"]), sheet(["二"]), sheet(["三"]))
    (letter,) = dropped(world, whole)
    read(world)
    following = begin_at(list(letter.pages.all())[1], by=clerk, now=world.now)
    first, second = (key_in(one, said(), by=clerk, now=world.now) for one in (letter, following))
    sizes = {one.attachments.get().sha256 for one in (first, second)}
    assert len(sizes) == 2 and Arrival.objects.filter(size=len(whole)).count() == 0


def test_a_sheet_between_two_letters_parts_them(world: World) -> None:
    pile = pdf(sheet(["一"]), sheet(["二"]), sheet(["隔页纸"], code=NEXT_LETTER), sheet(["三"]))
    dropped(world, pile)
    read(world)
    one, two = ScannedLetter.objects.all()
    assert [page.number for page in one.pages.all()] == [0, 1]
    assert [page.number for page in two.pages.all()] == [3]


def test_a_printed_code_tells_to_which_letter_a_page_belongs_and_joins_nothing_by_itself(
    world: World,
) -> None:
    earlier = world.letter("路灯坏了。")
    (letter,) = dropped(world, png(sheet(["补充"], code=track_address(earlier))))
    read(world)
    assert letter.pages.get().about == earlier and not earlier.additions.exists()
    join_scan(letter, earlier, "还有两盏也坏了。", by=world.actor("clerk"), now=world.now)
    assert earlier.additions.get().body == "还有两盏也坏了。" and earlier.attachments.count() == 1
    assert Submission.objects.count() == 1
    with pytest.raises(NotAllowedNow):
        join_scan(letter, earlier, "再来一次", by=world.actor("clerk"), now=world.now)


def test_an_advertisement_is_set_aside_and_can_be_taken_back(world: World) -> None:
    clerk = world.actor("clerk")
    (letter,) = dropped(world, *shades(1))
    with pytest.raises(NotValid):
        set_scan_aside(letter, reason=" ", by=clerk, now=world.now)
    set_scan_aside(letter, reason="广告", by=clerk, now=world.now)
    with pytest.raises(NotAllowedNow):
        key_in(letter, said(), by=clerk, now=world.now)
    take_scan_back(letter, by=clerk, now=world.now)
    assert key_in(letter, said(), by=clerk, now=world.now).attachments.count() == 1
