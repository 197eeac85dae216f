"""The channels of a county, one folder each. To add one: copy a folder, and name it here."""

CHANNELS: list[str] = [
    "lianxin.channels.mailbox",
    "lianxin.channels.paper",
    "lianxin.channels.phone",
    "lianxin.channels.counter",
    "lianxin.channels.email",
    "lianxin.channels.files",
]
