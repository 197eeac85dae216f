"""People and organisations in the back office, as pages."""

import re
from typing import Any

from django.urls import reverse

from lianxin.identity.models import Person
from lianxin.office.verbs import add_organisations, change_organisation
from lianxin.office.verbs.organisations import Body
from lianxin.organisations.models import Organisation
from tests.faces.office import carried, csv_file, seen, signed_in, text, xlsx_file

UPLOAD = "office-organisations-upload"


def person_url(world: Any, who: str, page: str = "") -> str:
    return reverse(f"office-person{page}", args=[world.people[who].pk])


def test_a_one_time_password_is_shown_once_and_works(world: Any) -> None:
    office, url = signed_in(world), person_url(world, "clerk")
    answer = office.post(
        person_url(world, "clerk", "-login"), {"login": "clerk.jia", "seen": seen(office, url)}
    )
    word = re.search(r'class="code">([\w-]{19})<', text(answer))
    assert word
    assert Person.objects.get(login="clerk.jia").check_password(word[1])
    assert word[1] not in text(office.get(url))


def test_the_same_button_pressed_twice_acts_once(world: Any) -> None:
    office, url = signed_in(world), person_url(world, "clerk")
    form = {"login": "clerk.jia", "seen": seen(office, url)}
    assert office.post(person_url(world, "clerk", "-login"), form).status_code == 200
    kept = Person.objects.get(login="clerk.jia").password
    assert office.post(person_url(world, "clerk", "-login"), form).status_code == 409
    assert Person.objects.get(login="clerk.jia").password == kept


def test_a_bad_sign_in_name_comes_back_with_a_sentence_and_what_was_typed(world: Any) -> None:
    office, url = signed_in(world), person_url(world, "clerk")
    form = {"login": "登记员 甲", "seen": seen(office, url)}
    answer = office.post(person_url(world, "clerk", "-login"), form)
    assert answer.status_code == 422
    assert "登录名只用小写字母" in text(answer)
    assert 'value="登记员 甲"' in text(answer)


def test_a_post_is_given_by_the_name_of_the_body(world: Any) -> None:
    office, url = signed_in(world), person_url(world, "stranger")
    form = {"organisation": "水务局", "role": "officer", "seen": seen(office, url)}
    assert office.post(person_url(world, "stranger", "-post"), form).status_code == 302
    assert world.people["stranger"].posts.held().filter(organisation__code="WATER").exists()


def test_a_name_that_fits_several_bodies_asks_for_the_code(world: Any) -> None:
    add_organisations([Body("W2", "水务二局", "department", "WS")], by=world.actor("office"), now=world.now)
    office, url = signed_in(world), person_url(world, "stranger")
    form = {"organisation": "水务", "role": "officer", "seen": seen(office, url)}
    answer = office.post(person_url(world, "stranger", "-post"), form)
    assert answer.status_code == 422
    assert "水务二局(W2)" in text(answer)


def test_people_are_found_by_name_and_by_body(world: Any) -> None:
    office = signed_in(world)
    for q in ("派单员", "WS-DESK", "受理中心"):
        assert "派单员乙" in text(office.get(reverse("office-people"), {"q": q}))
    assert "没有找到" in text(office.get(reverse("office-people"), {"q": "'; DROP TABLE"}))
    assert office.get(reverse("office-people"), {"after": "nonsense"}).status_code == 200


def test_a_page_that_is_out_of_date_writes_nothing(world: Any) -> None:
    office, water = signed_in(world), world.bodies["WATER"]
    url = reverse("office-organisation", args=[water.pk])
    old = seen(office, url)
    change_organisation(water, name_zh="水利局", by=world.actor("office"), now=world.now)
    answer = office.post(url, {"name_zh": "水电局", "seen": old})
    assert answer.status_code == 409
    assert "什么都没有写入" in text(answer)
    assert Organisation.objects.get(code="WATER").name_zh == "水利局"


def test_a_body_is_closed_and_restored(world: Any) -> None:
    office = signed_in(world)
    url = reverse("office-organisation", args=[world.bodies["SCHOOL"].pk])
    close = reverse("office-organisation-close", args=[world.bodies["SCHOOL"].pk])
    assert office.post(close, {"seen": seen(office, url)}).status_code == 302
    assert "已撤销" in text(office.get(url))
    assert office.post(close, {"seen": seen(office, url)}).status_code == 302
    assert Organisation.objects.get(code="SCHOOL").active


def test_a_list_is_shown_before_it_is_taken(world: Any) -> None:
    office, url, before = signed_in(world), reverse(UPLOAD), Organisation.objects.count()
    rows = [
        ["编码", "名称", "类别", "上级"],
        ["LL-XC", "下村党支部", "党支部", "LL"],
        ["ROAD", "公路局", "部门", "WS"],
    ]
    shown = office.post(url, {"file": xlsx_file(*rows)})
    assert "公路局" in text(shown)
    assert Organisation.objects.count() == before
    assert office.post(url, {"carried": carried(shown)}).status_code == 302
    assert Organisation.objects.get(code="LL-XC").parent == world.bodies["LL"]
    assert office.post(url, {"carried": carried(shown)}).status_code == 422


def test_a_list_with_bad_rows_is_told_row_by_row_and_not_taken(world: Any) -> None:
    before = Organisation.objects.count()
    file = csv_file("编码,名称,类别,上级", "A1,好镇,党委,WS", "A2,坏镇,国家,WS", "A3,无主镇,党委,NONE")
    answer = signed_in(world).post(reverse(UPLOAD), {"file": file})
    assert answer.status_code == 422
    assert "第3行" in text(answer) and "第4行" in text(answer)
    assert "carried" not in text(answer)
    assert Organisation.objects.count() == before


def test_a_file_that_is_no_table_and_a_preview_that_was_tampered_with_are_refused(world: Any) -> None:
    office, url = signed_in(world), reverse(UPLOAD)
    assert "只收 CSV 和 XLSX" in text(office.post(url, {"file": csv_file("x", name="list.svg")}))
    for bad in (
        "",
        "not json",
        '[{"code": 1}]',
        '[{"x": "y"}]',
        '[{"code":1,"name_zh":"a","kind":"branch"}]',
    ):
        answer = office.post(url, {"carried": bad})
        assert (bad, answer.status_code) == (bad, 422)


def test_markup_in_a_name_is_only_text(world: Any) -> None:
    office, url = signed_in(world), reverse("office-person-add")
    office.post(url, {"name": "<script>x</script>", "organisation": "LL"})
    page = text(office.get(reverse("office-people"), {"q": "script"}))
    assert "&lt;script&gt;" in page and "<script>x" not in page
