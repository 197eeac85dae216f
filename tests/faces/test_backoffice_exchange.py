"""The office's pages about other systems: settling, looking, taking, and giving answers back."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lianxin.exchange.models import ExportFile, FileMapping, ImportFile
from lianxin.exchange.verbs.telling import tell_asked
from lianxin.exchange.verbs.working import work_on_files
from lianxin.intake.models import Submission
from lianxin.ledger.models import Event
from tests.faces.office import signed_in, text
from tests.other_system import HEADER, export, row, settled
from tests.world import World

HIDDEN = re.compile(r'<input type="hidden" name="(seen|carried)" value="([^"]*)"')
NEW, SETTLE = "office-exchange-new", "office-exchange-settle"


def uploaded(content: bytes, name: str = "day.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sample(*rows: list[str]) -> SimpleUploadedFile:
    return uploaded(export(*(rows or (row("A1"), row("A2", "有人卖假药。", 诉求类型="举报")))))


def filled(page: str) -> dict[str, Any]:
    """What the form on the page would send as it stands."""
    form = page.split('class="settling"')[1]
    said: dict[str, Any] = {name: unescape(value) for name, value in HIDDEN.findall(form)}
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        said[name] = chosen[1] if chosen else ""
    said |= dict(re.findall(r'<input type="text" name="([^"]+)"(?: value="([^"]*)")?', form))
    said["beside"] = re.findall(r'name="beside" value="([^"]+)"[^>]*checked', form)
    return said


def about(page: str, **more: Any) -> dict[str, Any]:
    return {
        **filled(page), "system": "hotline", "name": "市12345热线", "direction": "both", "body": "WS",
        "act": "save", **more,
    }  # fmt: skip


def test_the_columns_are_proposed_from_a_sample_and_saved_as_the_first_version(world: World) -> None:
    office = signed_in(world)
    page = text(office.post(reverse(NEW), {"file": sample()}))
    said = filled(page)
    assert (said["in-id"], said["in-body"], said["in-phone"]) == ("工单编号", "诉求内容", "联系电话")
    assert said["beside"] == ["工单状态", "承办单位", "附件链接"] and not Submission.objects.exists()
    assert office.post(reverse(SETTLE), about(page)).status_code == 302
    made = FileMapping.objects.get()
    assert (made.system, made.version, made.body.code) == ("hotline", 1, "WS")
    assert made.kinds == {"投诉": "problem"} and "name" not in made.headings


def test_what_nobody_but_they_can_say_is_left_to_be_said(world: World) -> None:
    office = signed_in(world)
    page = text(office.post(reverse(NEW), {"file": sample()}))
    (key,) = re.findall(r'<label for="id_(kind-\w+)">举报', page)
    assert filled(page)[key] == ""
    office.post(reverse(SETTLE), about(page, **{key: "problem"}))
    assert FileMapping.objects.get().kinds["举报"] == "problem"


def test_the_first_rows_are_shown_as_they_would_be_read_and_nobodys_telephone(world: World) -> None:
    office = signed_in(world)
    page = text(office.post(reverse(NEW), {"file": sample()}))
    for shown in (page, text(office.post(reverse(SETTLE), about(page, act="look")))):
        preview = shown.split('id="preview"')[1].split("</section>")[0]
        assert "等人看" in preview and not FileMapping.objects.exists()
    assert "我们村停水三天了" in preview and "138＊＊＊" in preview and "13800000000" not in preview
    (key,) = re.findall(r'<label for="id_(kind-\w+)">举报', page)
    looked = text(office.post(reverse(SETTLE), about(page, act="look", **{key: "report"})))
    preview = looked.split('id="preview"')[1].split("</section>")[0]
    assert "检举违纪" in preview and "有人卖假药" not in preview


def test_a_change_is_a_new_version_and_of_two_people_the_second_is_told(world: World) -> None:
    settled(world)
    office, url = signed_in(world), reverse("office-exchange-change", args=["hotline"])
    page = text(office.get(url))
    said = {**filled(page), "name": "市热线", "direction": "in", "body": "WS", "active": "on", "act": "save"}
    assert office.post(url, said).status_code == 302
    assert FileMapping.objects.order_by("-version")[0].name == "市热线"
    assert office.post(url, said).status_code == 409
    assert FileMapping.objects.count() == 2


def test_another_sample_brings_its_columns_and_keeps_what_stands(world: World) -> None:
    settled(world)
    office, url = signed_in(world), reverse("office-exchange-change", args=["hotline"])
    file = uploaded(export([*row("A1"), "x"], header=[*HEADER, "新的一列"]))
    page = text(office.post(url, {"file": file}))
    assert '<option value="新的一列">' in page and filled(page)["in-id"] == "工单编号"
    assert office.post(url, {"file": uploaded(b"PK\x03\x04 none")}).status_code == 422


@pytest.mark.parametrize("bad", ["{", "[]", '{"columns": [1], "rows": [], "words": {}}', "[" * 5000])
def test_what_was_carried_is_read_like_any_other_input(world: World, bad: str) -> None:
    answer = signed_in(world).post(reverse(SETTLE), {"carried": bad, "act": "save"})
    assert answer.status_code == 422 and "传坏了" in text(answer)


def test_what_cannot_be_so_comes_back_with_what_was_chosen(world: World) -> None:
    office = signed_in(world)
    page = text(office.post(reverse(NEW), {"file": sample()}))
    answer = office.post(reverse(SETTLE), about(page, **{"in-place": "诉求标题", "system": "../x"}))
    assert answer.status_code == 422 and "代号只用" in text(answer)
    assert filled(text(answer))["in-place"] == "诉求标题" and not FileMapping.objects.exists()


def given(world: World, office: Client, content: bytes, name: str = "day.csv") -> str:
    """The page of a file that was given and looked at."""
    answer = office.post(reverse("office-exchange-give", args=["hotline"]), {"file": uploaded(content, name)})
    assert answer.status_code == 302
    work_on_files(now=world.now)
    return str(answer["Location"])


def test_a_file_is_looked_at_first_then_taken(world: World) -> None:
    settled(world)
    office = signed_in(world)
    url = given(world, office, export(row("A1"), row("A2", "。", 诉求标题="")))
    page = text(office.get(url))
    assert (
        "新的来信" in page and "没有内容。" in page and "第 3 行" in page and not Submission.objects.exists()
    )
    assert office.post(f"{url}decide/", {"act": "take"}).status_code == 302
    assert 'hx-trigger="every 1s"' in text(office.get(url))
    work_on_files(now=world.now)
    assert "收完了" in text(office.get(url)) and Submission.objects.count() == 1
    assert office.post(f"{url}decide/", {"act": "take"}).status_code == 409
    told = Event.objects.filter(name="exchange.file_given").order_by("seq").last()
    assert told and told.by == world.people["office"]


def test_a_file_may_be_left_and_read_once_more_by_another_version(world: World) -> None:
    settled(world)
    office = signed_in(world)
    url = given(world, office, export(row("A1", 诉求类型="城建")))
    office.post(f"{url}decide/", {"act": "leave"})
    settled(world, kinds={"城建": "problem"})
    assert "再读一遍" in text(office.get(url))
    again = office.post(f"{url}decide/", {"act": "again"})["Location"]
    work_on_files(now=world.now)
    assert "试读过" in text(office.get(again)) and ImportFile.objects.count() == 2


def test_an_empty_upload_comes_back_with_a_sentence(world: World) -> None:
    settled(world)
    answer = signed_in(world).post(reverse("office-exchange-give", args=["hotline"]), {"file": uploaded(b"")})
    assert answer.status_code == 422 and not ImportFile.objects.exists()


def test_answers_are_asked_for_fetched_and_confirmed(world: World) -> None:
    settled(world)
    office = signed_in(world)
    url = given(world, office, export(row("A1")))
    office.post(f"{url}decide/", {"act": "take"})
    work_on_files(now=world.now)
    system = reverse("office-exchange-system", args=["hotline"])
    office.post(reverse("office-exchange-ask", args=["hotline"]))
    assert "正在做这一份" in text(office.get(system))
    tell_asked(now=world.now)
    file = ExportFile.objects.get()
    assert "hotline-000001" in text(office.get(system))
    fetched = office.get(reverse("office-exchange-fetch", args=[file.pk]))
    assert fetched["Content-Disposition"] == 'attachment; filename="hotline-000001.csv"'
    assert "A1" in fetched.content.decode("utf-8-sig")
    office.post(reverse("office-exchange-told", args=[file.pk]), {"act": "arrived"})
    assert ExportFile.objects.get().state == "taken"
    office.post(reverse("office-exchange-told", args=[file.pk]), {"act": "void", "reason": "迟了"})
    assert "刚才已经有人处理了" in text(office.get(system))


def test_the_overview_tells_what_waits_for_somebody(world: World, settings: Any, tmp_path: Any) -> None:
    settled(world)
    office = signed_in(world)
    given(world, office, export(row("A1")))
    given(world, office, b"PK\x03\x04 none", "bad.xlsx")
    settings.LIANXIN_EXCHANGE = str(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "who.csv").write_bytes(b"x")
    page = text(office.get(reverse("office")))
    assert "试读过了" in page and "不知道是哪个系统的" in page


def test_the_pages_of_a_system_that_is_not_there_are_not_there(world: World) -> None:
    office = signed_in(world)
    for name in ("office-exchange-system", "office-exchange-change"):
        assert office.get(reverse(name, args=["nowhere"])).status_code == 404
