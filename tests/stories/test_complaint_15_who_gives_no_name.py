"""Complaint 15: who gives no name gets nothing back. Here the receipt alone opens the answer."""

from django.test import Client

from lianxin.outcomes.models import Sending
from tests.faces.desks import words
from tests.world import World


def test_with_the_receipt_alone_an_unnamed_writer_reads_and_answers(world: World) -> None:
    case = world.answered("三天内恢复供水。")
    world.later(minutes=5)
    page, writer = f"/t/{case.submission.code}/", Client()
    assert words(writer.get(page)).count("写在查询码打开的这一页上") == 5
    assert not Sending.objects.exclude(channel="page").exists(), "there is nowhere else to tell it"
    writer.post(f"{page}answer/")
    assert "三天内恢复供水。" in words(writer.get(page))
    writer.post(f"{page}not-solved/")
    writer.post(f"{page}add/", {"words": "二组还是没有水。"})
    assert "二组还是没有水。" in words(writer.get(page)) and world.case().stage == "in_handling"
