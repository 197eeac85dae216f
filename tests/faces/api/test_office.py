"""The office by the JSON API: bodies, people, keys, books, other systems; each as its page does it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianxin.cases.models import Catalogue, Category
from lianxin.exchange.models import ImportFile
from lianxin.identity.keys import key_of
from lianxin.identity.models import ApiKey, Person
from lianxin.organisations.models import Organisation
from tests.faces.api.caller import Caller, no, program_of
from tests.world import World

KEY = "7d1c2f0a-2f6e-4a43-9d55-2c2f0c1f9a11"
BODY = {"code": "LL-XW", "name_zh": "下湾村党支部", "kind": "branch", "above": "LL"}


@pytest.fixture
def office(world: World) -> Caller:
    return program_of(world, "office.write", "office.read", body="WS-DESK", role="office")


def test_bodies_are_added_renamed_ended_and_brought_back(office: Caller) -> None:
    office.do("/office/bodies", {"bodies": [BODY]})
    assert Organisation.objects.get(code="LL-XW").parent == Organisation.objects.get(code="LL")
    named = office.do("/office/bodies/LL-XW", {"name_zh": "下湾村支部"}, method="put")
    assert named["name_zh"] == "下湾村支部" and named["active"]
    assert not office.do("/office/bodies/LL-XW/end")["active"]
    assert office.do("/office/bodies/LL-XW/restore")["active"]
    assert "LL-XW" in {one["code"] for one in office.get("/office/bodies")["items"]}


def test_of_many_bodies_all_are_added_or_none(office: Caller) -> None:
    wrong = {**BODY, "code": "X", "above": "NOWHERE"}
    assert no(office.act("/office/bodies", {"bodies": [BODY, wrong]})) == (422, "not-valid")
    assert not Organisation.objects.filter(code="LL-XW").exists()


def test_somebody_is_added_signs_in_holds_a_post_and_leaves(office: Caller) -> None:
    added = office.do("/office/people", {"name": "王新", "body": "WATER"})
    path = f"/office/people/{added['id']}"
    given = office.act(f"{path}/login", {"login": "wang.xin"}, key=KEY)
    again = office.act(f"{path}/login", {"login": "wang.xin"}, key=KEY)
    person = Person.objects.get(pk=added["id"])
    assert given.json() == again.json() and person.check_password(given.json()["first_password"])
    assert person.must_choose_password and "password" not in str(office.get("/office/people?q=王新"))
    held = office.do(f"{path}/posts", {"body": "WATER", "role": "officer"})["posts"]
    assert held[0]["role"] == "officer"
    assert office.do(f"/office/posts/{held[0]['id']}/end")["posts"] == []
    assert not office.do(f"{path}/deactivate")["active"]
    assert office.do(f"{path}/reactivate")["active"]


def test_a_key_is_told_once_opens_and_is_revoked(world: World, office: Caller) -> None:
    given = office.do("/office/keys", {"holder": "随手拍", "body": "WS", "scopes": ["letters.write"]})
    assert key_of(given["secret"], now=timezone.now())
    assert given["secret"] not in str(office.get("/office/keys"))
    office.do(f"/office/keys/{given['id']}/revoke")
    assert key_of(given["secret"], now=timezone.now()) is None


def test_no_program_gives_a_key_that_does_more_than_its_own(world: World, office: Caller) -> None:
    program_of(world, "letters.read", body="WATER")
    person = Person.objects.get(technical=True, organisation=world.bodies["WATER"])
    said = {"holder": "甲", "body": "WATER", "scopes": ["letters.read"], "person": str(person.pk)}
    before = ApiKey.objects.count()
    assert no(office.act("/office/keys", said)) == (403, "not-allowed")
    assert ApiKey.objects.count() == before


def test_whose_key_reads_only_changes_nothing(world: World) -> None:
    reader = program_of(world, "office.read", body="WS-DESK", role="office")
    assert reader.get("/office/ledger")["ok"] is True
    for path in ("/office/bodies", "/office/people", "/office/keys"):
        assert no(reader.ask(path)) == (403, "not-allowed")
    officer = program_of(world, "office.write", "office.read")
    assert no(officer.act("/office/bodies", {"bodies": [BODY]})) == (403, "not-allowed")
    assert no(officer.ask("/office/ledger")) == (403, "not-allowed")


def test_a_catalogue_is_published_and_a_wrong_one_is_not(office: Caller) -> None:
    office.do("/office/categories", {"code": "LAMP", "name_zh": "路灯"})
    before = Catalogue.objects.count()
    made = office.do("/office/catalogues", {"lines": [{"category": "LAMP", "body": "WATER"}]})
    assert office.get(f"/office/catalogues/{made['version']}")["lines"][0]["body"] == "WATER"
    wrong = {"lines": [{"category": "NONE", "body": "WATER"}]}
    assert no(office.act("/office/catalogues", wrong)) == (422, "not-valid")
    assert Catalogue.objects.count() == before + 1


def test_a_category_is_changed_and_asks_a_question(office: Caller) -> None:
    office.do("/office/categories/WATER", {"name_zh": "供水", "lifeline": True}, method="put")
    path = "/office/categories/WATER/questions"
    office.do(path, {"code": "since", "words_zh": "停了几天？", "answer": "number"})
    assert Category.objects.get(code="WATER").questions.filter(ended_at=None).count() == 1
    office.do(f"{path}/since/end")
    assert not Category.objects.get(code="WATER").questions.filter(ended_at=None).exists()


def test_a_rulebook_as_it_stands_is_published_anew(office: Caller) -> None:
    standing = office.get("/office/rulebooks/1")
    begins = (timezone.now() + timedelta(days=1)).isoformat()
    said = {"rules": standing["rules"], "effective_from": begins, "note": "照旧"}
    made = office.do("/office/rulebooks", said)
    assert made["version"] == 2 and made["rules"] == standing["rules"]
    assert no(office.act("/office/rulebooks", {**said, "rules": said["rules"][:1]})) == (422, "not-valid")


def test_a_day_is_a_holiday_and_an_ordinary_day_again(office: Caller) -> None:
    office.do("/office/days/2025-03-05", {"working": False, "name_zh": "停电"}, method="put")
    days = office.get("/office/calendar/2025")["days"]
    assert {"date": "2025-03-05", "working": False, "name_zh": "停电", "name_en": ""} in days
    office.do("/office/days/2025-03-05", {"working": True}, method="put")
    assert "2025-03-05" not in {one["date"] for one in office.get("/office/calendar/2025")["days"]}
    told = office.do("/office/calendar/2031/announce", {"source": "国办发明电〔2030〕1号"})
    assert told["source"] == "国办发明电〔2030〕1号"


def test_a_law_is_kept_and_dated(office: Caller) -> None:
    office.do("/office/laws", {"code": "TEST", "title_zh": "试行办法", "year": 2024})
    told = office.do("/office/laws/TEST", {"in_force_from": "2024-05-01"}, method="put")
    assert told["in_force_from"] == "2024-05-01"
    assert "TEST" in {one["code"] for one in office.get("/office/laws")["items"]}


def test_another_system_is_settled_gives_a_file_and_asks_for_answers(office: Caller) -> None:
    said = {"name": "12345热线", "direction": "both", "body": "WS",
            "columns": {"id": "编号", "body": "内容"},
            "headings": {"number": "编号", "status": "状态"}}  # fmt: skip
    told = office.do("/office/systems/hotline", said, method="put")
    assert told["version"] == 1 and office.get("/office/systems")["items"][0]["system"] == "hotline"
    file = SimpleUploadedFile("来信.csv", "编号,内容\n1,停水了\n".encode(), "text/csv")
    given = office.send("/office/systems/hotline/files", {"files": file}).json()
    assert ImportFile.objects.get(pk=given["id"]).size and given["state"] == "looking"
    answers = office.do("/office/systems/hotline/answers")
    assert office.get(f"/office/answers/{answers['id']}")["state"] == "asked"


def test_what_is_not_there_is_not_found(office: Caller) -> None:
    for path in ("/office/catalogues/99", "/office/rulebooks/99", f"/office/files/{KEY}"):
        assert no(office.ask(path)) == (404, "not-found")
    for path in (f"/office/people/{KEY}/deactivate", f"/office/keys/{KEY}/revoke", "/office/bodies/NONE/end"):
        assert no(office.act(path)) == (404, "not-found")
