"""Who wrote a letter, as it stands in its words: a table of how people sign."""

from datetime import date

import pytest

from lianxin.channels.paper.finding import Found, find_writer

HERE = "望水县柳林镇上湾村3组"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("停水了。\n来信人：王小河\n电话：138 0000 0000", Found("王小河", "13800000000")),
        ("停水了。来信人：王小河电话：13800000000", Found("王小河", "13800000000")),
        (f"停水了。\n联系地址：{HERE}，电话0668-8123456", Found("", "0668-8123456", HERE)),
        (f"寄件人:李大江\n地址：{HERE} 电话：+86 13900000000", Found("李大江", "13900000000", HERE)),
        ("停水了。\n此致\n敬礼\n王小河\n2025年3月1日", Found("王小河", said_on=date(2025, 3, 1))),
        (
            "停水了。\n此致敬礼\n村民：王小河\n二〇二五年三月十二日",
            Found("王小河", said_on=date(2025, 3, 12)),
        ),
        ("停水了。\n谢谢！\n王小河 2025.3.31", Found("王小河", said_on=date(2025, 3, 31))),
        ("停水了。\n此致\n敬礼", Found()),
        ("编号2025年13月40日，账号6222021234567890123", Found()),
        ("关于2024年5月的水费", Found()),
        ("", Found()),
    ],
)
def test_what_a_letter_says_about_its_writer(words: str, found: Found) -> None:
    assert find_writer(words) == found


def test_a_letter_made_to_take_long_takes_no_time() -> None:
    find_writer("地址：" + "村" * 20_000 + "\n来信人：" + "王" * 20_000 + "1" * 20_000)
