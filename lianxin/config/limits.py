"""How often by each channel from one source: so many in ten minutes are registered at once; beyond that a
person looks before they are; beyond the second number nothing more is taken, with a sentence.

A source is what the channel knows: an address of the network (a whole village may stand behind one, so web
letters are many), a mail address, an account, the key of a program. Who has a letter here already is trusted
ten times as far.
"""

LIMITS: dict[str, tuple[int, int]] = {
    "mailbox": (120, 1_200),
    "email": (20, 2_000),
    "open311": (600, 6_000),
    "api": (600, 6_000),
    "wechat": (30, 300),
    "weibo": (30, 300),
}
MINUTES, TRUSTED = 10, 10
# How often a program, the holder of a code or an address may ask the JSON API anything, in the same time.
API_LIMIT = 6_000
