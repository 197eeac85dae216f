"""The channels of a county, one folder each. To add one: copy a folder, and name it here."""

CHANNELS: list[str] = [
    "lianxin.channels.mailbox",
    "lianxin.channels.paper",
    "lianxin.channels.phone",
    "lianxin.channels.counter",
    "lianxin.channels.email",
    "lianxin.channels.wechat",
    "lianxin.channels.weibo",
    "lianxin.channels.files",
    "lianxin.channels.open311",
    "lianxin.channels.api",
]

# How each is tried every hour by the house itself; the web mailbox is always there.
ROADS: dict[str, str] = {
    "mailbox": "lianxin.mailroom.roads.the_write_page",
    "email": "lianxin.mailroom.roads.the_mail",
    "open311": "lianxin.mailroom.roads.the_open311_door",
    "api": "lianxin.mailroom.roads.the_json_door",
    "file": "lianxin.mailroom.file_road.a_file_of_one_row",
    "wechat": "lianxin.mailroom.roads.the_wechat_door",
    "weibo": "lianxin.mailroom.roads.the_weibo_door",
}
