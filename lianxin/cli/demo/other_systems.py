"""外部系统 The city's hotline is connected: this morning its file came, and answers wait for it."""

from datetime import datetime, timedelta

from lianxin.channels.files.writing import write_table
from lianxin.cli.demo.county import County
from lianxin.exchange.fields import TOLD
from lianxin.exchange.models import Came
from lianxin.exchange.verbs import Settled, Work, ask_for_file, give_file, make_file, run, settle_mapping
from lianxin.identity.actors import THE_CLOCK
from lianxin.organisations.queries import county as the_county

CONNECTED = timedelta(minutes=50)
COLUMNS = {
    "id": "工单编号", "subject": "诉求标题", "body": "诉求内容", "sent_at": "来电时间", "kind": "诉求类型",
    "place": "事发地点", "name": "诉求人", "phone": "联系电话", "confidential": "是否保密",
}  # fmt: skip
BESIDE = ("工单状态",)
# Everybody here is made up; the last one's kind is a word that nobody has settled yet.
ROWS = (
    ("001", "路灯", "桥头到小学的六盏路灯全不亮，孩子放学摸黑走。", "求助", "桥头", "否"),
    ("002", "井盖", "菜市场门口的井盖缺了一角，老人绊倒过。", "投诉", "菜市场", "否"),
    ("002", "井盖", "昨天又有人绊倒，脚扭了。", "投诉", "菜市场", "否"),
    ("003", "噪声", "半夜还在施工，睡不着。", "投诉", "河边工地", "是"),
    ("004", "停车", "巷口停满了车，消防车进不去。", "城管", "北巷", "否"),
)


def other_systems(county: County, *, now: datetime) -> None:
    """接上热线 Settled by the office, its first file taken, and what it is told asked for."""
    office, then = county.actor("DESK", "office"), now - CONNECTED
    said = Settled(
        "hotline", "市12345热线", "both", the_county(), COLUMNS, beside=BESIDE, headings=dict(TOLD)
    )  # fmt: skip
    mapping = settle_mapping(said, by=office, now=then)
    file = give_file(
        mapping, f"市热线{then:%Y%m%d}.csv", _file(then), came=Came.PAGE, by=office, now=then, look=False
    )
    run(Work(file, THE_CLOCK, then, rest=0))
    make_file(ask_for_file(mapping, by=office, now=then), by=THE_CLOCK, now=then)


def _file(then: datetime) -> bytes:
    """As the hotline exports it."""
    called = f"{then - timedelta(hours=20):%Y-%m-%d %H:%M}"
    rows = [
        [
            f"{then:%Y%m%d}{number}",
            subject,
            words,
            called,
            kind,
            place,
            "来电人",
            "13900000000",
            secret,
            "待派",
        ]
        for number, subject, words, kind, place, secret in ROWS
    ]
    return write_table("gbk", [*COLUMNS.values(), *BESIDE], rows)
