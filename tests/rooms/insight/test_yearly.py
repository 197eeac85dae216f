"""The yearly report: the four contents of article 41, numbers filled in, the rest left to people."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from lianxin.insight.figures.yearly import as_docx, as_pdf, yearly
from lianxin.insight.verbs.counting import count_all
from lianxin.kit.typesetting import can_set
from tests.world import World


def test_the_report_has_what_the_law_asks_for(world: World) -> None:
    world.delivered()
    world.dispatched("LL-SW")
    now = world.now + timedelta(days=60)
    count_all(now=now)
    report = yearly(2025, now=now)
    assert [part.heading[:2] for part in report.parts] == ["一、", "二、", "三、", "四、"]
    assert "全年收到2件" in report.parts[0].words[0]
    read = Document(BytesIO(as_docx(report)))
    assert report.title in [one.text for one in read.paragraphs]
    assert ["收到", "2"] in [[cell.text for cell in row.cells] for row in read.tables[0].rows]


def test_a_year_without_letters_is_a_report_of_nothing(world: World) -> None:
    assert "全年收到0件" in yearly(2001, now=world.now).parts[0].words[0]


@pytest.mark.skipif(not can_set(), reason="typst is an extra")
def test_the_report_can_be_printed(world: World) -> None:
    world.delivered()
    count_all(now=world.now)
    assert as_pdf(yearly(2025, now=world.now)).startswith(b"%PDF")
