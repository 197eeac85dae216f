"""等人看的来件 Who looks at what nobody could make sense of, and what a person makes of it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from lianxin.channels.email.null import NULL
from lianxin.channels.message import Raw
from lianxin.flow.verbs import acknowledge, sort
from lianxin.intake.models import Arrival, Opening, Submission
from lianxin.kit import rates
from lianxin.kit.codes import in_groups, reply_mark
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs.sending import send_due
from lianxin.web.desk.reading import find_letter
from tests.faces.desks import sit, sit_in, words
from tests.heard import heard
from tests.nasty.mails import PLAIN, SHOT, WORDS, mail, many, part
from tests.world import World, card

LIST = "/desk/arrivals/"
HARMFUL = "<script>alert(1)</script><b>停水</b>"


@pytest.fixture(autouse=True)
def county(settings: Any) -> None:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "null:", "letters@county.example"
    settings.LIANXIN_MAIL_REPLY = "letters@county.example"
    NULL.sent.clear()
    rates.forget()


def came(world: World, *fields: str, addressee: str = "WS", **more: Any) -> Arrival:
    content = more.pop("content", None) or mail(*fields, **more)
    raw = Raw("email", content, door="shuji@county.example", addressee=addressee, media_type="message/rfc822")
    return heard(raw, now=world.now)


def advertising(world: World, subject: str = "促销", **more: Any) -> Arrival:
    return came(world, "Precedence: bulk", f"Subject: {subject}", **more)


def post(world: World, arrival: Arrival, act: str, who: str = "clerk", **said: str) -> Any:
    return sit(world, who).post(f"{LIST}{arrival.pk}/", {"act": act, **said})


@pytest.mark.parametrize("who", ["clerk", "sorter"])
def test_what_waits_stands_in_the_list_with_the_reason_oldest_first(world: World, who: str) -> None:
    for nth in range(3):
        advertising(world, f"第{nth}封")
    page = words(sit(world, who).get(LIST))
    assert page.index("第0封") < page.index("第1封") < page.index("第2封") and "像是群发的邮件" in page


def test_what_came_to_the_discipline_office_is_on_no_other_desk(world: World) -> None:
    sealed = advertising(world, "举报某人", addressee="WS-JW")
    advertising(world, "普通的")
    assert "举报某人" not in words(sit(world, "clerk").get(LIST))
    page = words(sit(world, "discipline").get(LIST))
    assert "举报某人" in page and "普通的" not in page
    assert sit(world, "sorter").get(f"{LIST}{sealed.pk}/original/").status_code == 403
    assert post(world, sealed, "take", "discipline", body="收了钱").status_code == 302
    letter = Submission.objects.get()
    assert letter.is_sealed() and letter.kind == "report" and send_due(now=world.now) == 0


def test_nothing_in_a_mail_acts_on_the_page_and_the_original_is_only_saved(world: World) -> None:
    arrival = advertising(world, HARMFUL, body=HARMFUL)
    page = words(sit(world, "clerk").get(f"{LIST}{arrival.pk}/"))
    assert HARMFUL not in page and "&lt;b&gt;停水" in page
    original = sit(world, "clerk").get(f"{LIST}{arrival.pk}/original/")
    assert original.content == arrival.original() and original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith("attachment")
    assert "sandbox" in original["Content-Security-Policy"]


def test_who_opened_it_is_written_down_once_a_day(world: World) -> None:
    arrival = advertising(world)
    for _ in range(3):
        sit(world, "clerk").get(f"{LIST}{arrival.pk}/")
    sit(world, "sorter").get(f"{LIST}{arrival.pk}/original/")
    assert [one.became for one in arrival.handlings.all()] == ["opened", "opened"]


def test_it_is_registered_as_a_person_put_it_right_and_its_writer_is_told(world: World) -> None:
    arrival = came(world, content=many(PLAIN, SHOT, kind="mixed", more="\r\nPrecedence: bulk"))
    said = {"subject": "停水", "body": WORDS, "email": "wang@mail.example", "name": "王", "phone": "138"}
    assert post(world, arrival, "take", **said).status_code == 302
    letter = Submission.objects.select_related("contact").get()
    assert (letter.subject, letter.contact.phone, letter.channel) == ("停水", "138", "email")
    assert letter.attachments.count() == 1
    assert Sending.objects.get().channel == "email", "the receipt goes back by the way it came"
    again = post(world, arrival, "take", "sorter", **said)
    assert again.status_code == 409 and "已经有人处理" in words(again)


def test_a_refusal_keeps_every_word_that_was_typed(world: World) -> None:
    arrival = advertising(world)
    page = post(world, arrival, "take", body="电话里问清楚了", email="王@例子")
    assert page.status_code == 422 and "电话里问清楚了" in words(page) and "寄不到" in words(page)
    page = post(world, arrival, "join", number="没有", words="补充的话在这")
    assert page.status_code == 422 and "补充的话在这" in words(page)


def test_a_stranger_s_answer_names_the_letter_it_seems_to_be_about_and_is_joined(
    world: World, settings: Any
) -> None:
    letter = world.letter(contact=card(email="wang@mail.example"))
    to = f"To: letters+{reply_mark(letter.pk, settings.SECRET_KEY)}@county.example"
    arrival = came(world, to, body="我是他儿子，水表坏了。", sender=b"From: son@mail.example")
    page = words(sit(world, "clerk").get(f"{LIST}{arrival.pk}/"))
    assert letter.dossier.number in page and "好像说的是这封信" in page
    said = f"水表坏了。查询码{in_groups(letter.code)}"
    assert post(world, arrival, "join", number=letter.dossier.number, words=said).status_code == 302
    assert letter.additions.get().body == "水表坏了。查询码****"


def test_ticked_rows_are_set_aside_together_and_taken_back_by_one_press(world: World) -> None:
    ticked = [advertising(world, f"第{nth}封") for nth in range(3)]
    clerk, keys = sit(world, "clerk"), [str(one.pk) for one in ticked[:2]]
    page = words(clerk.post(LIST, {"act": "aside", "key": keys, "reason": "广告或者群发"}, follow=True))
    assert "2件归到不用办了" in page and Arrival.objects.filter(became="held").count() == 1
    assert "最近不用办的" in page
    clerk.post(LIST, {"act": "undo", "key": keys})
    assert Arrival.objects.filter(became="held").count() == 3
    nothing = words(clerk.post(LIST, {"act": "aside", "key": ["x"], "reason": "广告"}, follow=True))
    assert "请先勾选" in nothing


def test_ticked_rows_are_registered_together_as_they_are_and_the_rest_is_left_to_be_opened(
    world: World,
) -> None:
    letters, broken = [advertising(world, f"第{nth}封") for nth in range(2)], came(world, "Subject:", body="")
    clerk, keys = sit(world, "clerk"), [str(one.pk) for one in [*letters, broken]]
    assert words(clerk.get(f"{LIST}?all=1")).count(" checked") == 3
    page = words(clerk.post(LIST, {"act": "take", "key": keys}, follow=True))
    assert "2件登记为来信了" in page and "1件没有动" in page
    again = words(clerk.post(LIST, {"act": "take", "key": keys[:2]}, follow=True))
    assert "2件没有动" in again and Submission.objects.count() == 2
    broken.refresh_from_db()
    assert broken.became == "held"


def test_what_was_taken_for_a_machine_s_by_mistake_is_taken_back(world: World) -> None:
    quiet = came(world, "Auto-Submitted: auto-replied", "Subject: 停水了")
    assert quiet.became == "quiet" and "停水了" not in words(sit(world, "clerk").get(LIST))
    assert post(world, quiet, "back").status_code == 302
    quiet.refresh_from_db()
    assert quiet.became == "held"
    assert post(world, quiet, "aside", reason="").status_code == 422
    assert post(world, quiet, "aside", reason="重复的").status_code == 302


@pytest.mark.parametrize("act", ["nonsense", ""])
def test_an_act_that_is_none_is_refused(world: World, act: str) -> None:
    assert post(world, advertising(world), act).status_code == 409


def test_what_stood_beside_the_words_is_folded_and_the_original_is_for_the_desk(world: World) -> None:
    zip_file = part("application/zip; name=a.zip", b"PK\x03\x04" * 9, packed=True)
    letter = came(world, content=many(PLAIN, zip_file)).submission
    assert letter
    page = words(sit(world, "clerk").get(f"/desk/letter/{letter.pk}/"))
    assert "没有收下的附件" in page and "a.zip" in page and "下载原件" in page
    url = f"{LIST}{letter.arrivals.get().pk}/original/"
    assert sit(world, "sorter").get(url).status_code == 200
    assert Opening.objects.filter(contact=True).count() == 1, "it holds the sender's address"
    assert sit(world, "officer").get(url).status_code == 403


def test_who_may_not_know_the_writer_sees_nothing_of_what_stood_beside(world: World) -> None:
    quoted = f"{WORDS}\n\n> 王小明家住3组"
    letter = came(world, "Subject: Re: x", "In-Reply-To: <x@y>", body=quoted).submission
    assert letter
    Submission.objects.filter(pk=letter.pk).update(confidential=True)
    sort(find_letter(letter.pk), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    assert "王小明家" not in words(sit(world, "officer").get(f"/desk/case/{world.case().pk}/"))
    assert "王小明家" in words(sit(world, "sorter").get(f"/desk/case/{world.case().pk}/"))


def test_fifty_stand_on_a_page_and_the_next_follow(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {}
    for nth in range(53):
        advertising(world, f"第{nth:02}封")
    clerk = sit(world, "clerk")
    page = clerk.get(LIST)
    assert "第49封" in words(page) and "第50封" not in words(page)
    older = clerk.get(LIST + page.context["older"])
    assert "第50封" in words(older) and "第49封" not in words(older)
    assert clerk.get(f"{LIST}?after=nonsense,x").status_code == 200


def test_a_clerk_looks_registers_and_undoes_in_a_browser(
    world: World, page: Page, live_server: Any, axe: Any
) -> None:
    arrival = advertising(world, "村里停水", body=WORDS)
    other = advertising(world, "大促销")
    sit_in(page, live_server, world, "clerk").goto(LIST)
    assert axe(page) == []
    page.check(f"input[value='{other.pk}']")
    page.click("button[value=aside]")
    page.get_by_role("button", name="撤回").click()
    page.get_by_role("link", name="村里停水").click()
    assert axe(page) == []
    page.click("button[value=take]")
    page.wait_for_url(f"**{LIST}")
    arrival.refresh_from_db()
    other.refresh_from_db()
    assert (arrival.became, other.became) == ("letter", "held")
