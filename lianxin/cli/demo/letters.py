"""来信 The letters of the demo county: who writes what about which place, and on what day."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from lianxin.channels.message import ContactCard, Message
from lianxin.channels.wechat.null import SILENT
from lianxin.channels.weibo.null import SILENT as SILENT_NUMBER
from lianxin.cli.demo import voices
from lianxin.cli.demo.county import ROOT, County
from lianxin.cli.demo.names import person_name
from lianxin.cli.demo.situations import SITUATIONS, Situation
from lianxin.intake.models import Submission
from lianxin.organisations.models import Organisation

# How letters go: a fate, how many, and how many days ago at least and at most.
FATES: tuple[tuple[str, int, float, float], ...] = (
    ("waiting", 15, 0.01, 0.55),
    ("unheard", 2, 1.4, 2.3),
    ("registered", 4, 0.4, 0.9),
    ("undispatched", 3, 2.0, 5.0),
    ("accepted", 3, 0.3, 0.9),
    ("unsigned", 8, 3.0, 14.0),
    ("unanswered", 14, 10.0, 40.0),
    ("unsigned answer", 4, 6.0, 8.0),
    ("unreworked", 4, 24.0, 45.0),
    ("undelivered", 4, 16.0, 30.0),
    ("declined", 18, 2.0, 140.0),
    ("withdrawn", 12, 2.0, 140.0),
    ("unhappy", 26, 14.0, 145.0),
    ("unwanted", 1, 40.0, 50.0),
    ("silent", 105, 2.0, 150.0),
    ("read", 8, 13.0, 16.0),
    ("fresh", 92, 0.7, 14.0),
    ("ordinary", 155, 9.0, 150.0),
)
# Every so many letters one comes by this channel.
EVERY = {"wechat": 6, "weibo": 17, "phone": 11}
TALKATIVE = {"waiting", "unsigned", "unanswered", "silent", "fresh", "ordinary"}
NUMBER = "90000000"  # where made-up accounts of Weibo begin
REPORTED = (58.0, 40.0, 22.0, 9.0, 3.0, 0.3)  # days ago, so that there is one at every step


@dataclass
class Letter:
    """One letter: what it says, how it will go, and later the submission that it has become.

    `matter` is another letter that told of the same before; `led` says that leaders make it their own.
    """

    at: datetime
    fate: str
    situation: Situation
    variant: int
    place: Organisation
    message: Message
    blanks: dict[str, str]
    decline: tuple[str, str] = ("", "")
    matter: "Letter | None" = field(default=None, repr=False)
    led: bool = False
    submission: Submission | None = field(default=None, repr=False)


def by_account(letter: Letter, number: int) -> None:
    """Some of what would be written on the page is said on WeChat, Weibo or the telephone instead.

    No chance is spent on it. A few say nothing for days afterwards, so that what they are told waits for
    them; who telephones leaves a number and nothing else.
    """
    message = letter.message
    channel = next((name for name, every in EVERY.items() if number % every == 1), "")
    if message.channel != "mailbox" or letter.fate not in TALKATIVE or not channel:
        return
    if channel == "phone":
        spoke = replace(message.contact, phone=f"1990001{number:04}", email="", address="")
        letter.message = replace(message, channel=channel, subject="", contact=spoke)
        return
    silent = number % 5 == 0
    who = f"{SILENT if silent else 'o-demo'}-{number}"
    if channel == "weibo":
        who = f"{NUMBER if not silent else SILENT_NUMBER}{number:03}"
    card = replace(message.contact, account=f"{channel}:{who}")
    letter.message = replace(message, channel=channel, subject="", contact=card)


def fitting(words: tuple[str, ...], variant: int, situation: Situation) -> tuple[str, ...]:
    """Of the subjects or replies, those that go with this body."""
    return words[variant :: len(situation.bodies)] or words


class Writers:
    """The people of the county, pen in hand."""

    def __init__(self, county: County, chance: Random, now: datetime) -> None:
        self.county, self.chance, self.now = county, chance, now
        self.number = 0
        self._deck: list[Situation] = []

    def letters(self, scale: float) -> list[Letter]:
        """All letters, in the order in which they arrive; every fate at least once."""
        found = []
        for fate, many, youngest, oldest in FATES:
            for _one in range(max(1, round(many * scale))):
                # Squared: more people write once it is known that one is answered.
                share = self.chance.random() ** (2 if oldest > 100 else 1)
                found.append(self.write(fate, youngest + share * (oldest - youngest)))
        for number, letter in enumerate(found):
            by_account(letter, number)
        found += [self.report(days_ago) for days_ago in REPORTED]
        return sorted(found, key=lambda letter: letter.at)

    def write(self, fate: str, days_ago: float) -> Letter:
        """One letter with this fate, so many days ago."""
        if fate == "declined":
            return self.misplaced(days_ago)
        return self.letter(self._situation(), fate, days_ago)

    def letter(
        self, situation: Situation, fate: str, days_ago: float, place: Organisation | None = None
    ) -> Letter:
        """What somebody in some place writes about this situation."""
        place = place or self._place(situation)
        blanks = self._blanks(place)
        variant = self.chance.randrange(len(situation.bodies))
        subject, body = self._words(situation, variant, blanks)
        channel = self._channel(fate)
        message = Message(
            channel=channel, key=self._key(), body=body, subject=subject, kind=situation.kind,
            addressee=self._addressee(place), place=blanks["p"], place_code=place.code,
            public=self.chance.random() < 0.4, contact=self._contact(blanks),
        )  # fmt: skip
        at = self._moment(days_ago)
        if channel != "mailbox":
            message = replace(message, said_at=at - timedelta(days=self.chance.randint(1, 4)))
        return Letter(at, fate, situation, variant, place, message, blanks)

    def misplaced(self, days_ago: float) -> Letter:
        """A letter about something that is not this office's to answer."""
        reason, right_door, subjects, body = self.chance.choice(voices.DECLINES)
        situation = Situation("OTHER", subjects, (body,), ("",), ("",), kind="demand", where="any")
        letter = self.letter(situation, "declined", days_ago)
        letter.decline = (reason.format_map(letter.blanks), right_door.format_map(letter.blanks))
        return letter

    def report(self, days_ago: float) -> Letter:
        """A report of a breach of discipline."""
        subject, body = voices.REPORTS[REPORTED.index(days_ago)]
        answer = (voices.REPORT_ANSWER,)
        situation = Situation("OTHER", (subject,), (body,), ("",), answer, kind="report")
        letter = self.letter(situation, "report", days_ago)
        letter.message = replace(letter.message, addressee=ROOT, channel="mailbox", said_at=None)
        return letter

    def _situation(self) -> Situation:
        """Every situation comes up before one comes up again."""
        if not self._deck:
            self._deck = self.chance.sample(SITUATIONS, len(SITUATIONS))
        return self._deck.pop()

    def _place(self, situation: Situation) -> Organisation:
        urban = situation.where == "town" or (situation.where == "any" and self.chance.random() < 0.35)
        places = self.county.quarters if urban else self.county.villages
        # Some places write far more often than others.
        return places[int(len(places) * self.chance.random() ** 1.6)]

    def _blanks(self, place: Organisation) -> dict[str, str]:
        chance, name = self.chance, place.name_zh.removesuffix("党支部")
        group = chance.choice(voices.BUILDINGS if "社区" in name else voices.GROUPS)
        return {
            "v": name, "g": group, "p": name + group,
            "t": self.county.bodies[place.code.split("-")[0]].name_zh,
            "d": chance.choice(voices.NUMBERS), "n": chance.choice(voices.HOUSEHOLDS),
            "since": chance.choice(voices.SINCE),
        }  # fmt: skip

    def _words(self, situation: Situation, variant: int, blanks: dict[str, str]) -> tuple[str, str]:
        chance = self.chance
        if situation.short and chance.random() < 0.2:
            return "", situation.short.format_map(blanks)
        details = chance.sample(situation.details, chance.choice((0, 1, 1, 1, len(situation.details))))
        asked = [f"{n}、{words}" for n, (words, _answer) in enumerate(situation.asks, start=1)]
        asking = "\n我的诉求：\n" + "\n".join(asked) + "\n" if asked else ""
        parts = [
            chance.choice(voices.OPENINGS),
            situation.bodies[variant],
            *details,
            asking,
            chance.choice(voices.CLOSINGS),
        ]
        subject = chance.choice(fitting(situation.subjects, variant, situation))
        return subject.format_map(blanks), "".join(parts).format_map(blanks)

    def _channel(self, fate: str) -> str:
        if fate == "undelivered":
            return "paper"
        if fate in {"waiting", "unheard", "report", "read"}:
            return "mailbox"
        by_file = 10 if fate in {"ordinary", "silent"} else 0
        return self.chance.choices(("mailbox", "paper", "file"), (77, 13, by_file))[0]

    def _addressee(self, place: Organisation) -> str:
        levels = (ROOT, place.code.split("-")[0], place.code)
        return self.chance.choices(levels, (55, 27, 18))[0]

    def _contact(self, blanks: dict[str, str]) -> ContactCard:
        chance = self.chance
        if chance.random() > 0.72:
            return ContactCard()
        name = person_name(chance)
        if chance.random() < 0.15:
            name = name[0] + chance.choice(("女士", "先生", "大爷", "孃孃"))
        phone = f"1990000{chance.randrange(10_000):04}" if chance.random() < 0.9 else ""
        remark = chance.choice(voices.REMARKS) if chance.random() < 0.25 else ""
        address = blanks["t"] + blanks["p"] if chance.random() < 0.5 else ""
        # Who ends in an even number also has a mailbox: no chance is spent on it.
        email = f"{phone}@mail.example" if phone and int(phone[-1]) % 2 == 0 else ""
        return ContactCard(name=name, phone=phone, email=email, address=address, remark=remark)

    def _moment(self, days_ago: float) -> datetime:
        """Few people write in the middle of the night; the newest letters stay where they are."""
        at = timezone.localtime(self.now - timedelta(days=days_ago))
        return at - timedelta(hours=7) if at.hour < 6 and days_ago > 0.6 else at

    def _key(self) -> str:
        self.number += 1
        return f"demo:{self.number}"
