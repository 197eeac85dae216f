"""What came in at a door, byte for byte, and what became of it."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.intake.models.beside import Addition
from lianxin.intake.models.submission import Submission
from lianxin.kit.blobs import path_of
from lianxin.kit.codes import receipt_code
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Kind, Organisation


class Became(models.TextChoices):
    """What became of something that came in."""

    LETTER = "letter", _("成了来信")
    ADDED = "added", _("补充到已有的来信")
    QUIET = "quiet", _("不用答")
    HELD = "held", _("等人看")
    SET_ASIDE = "set_aside", _("看过了，不用办")


class Arrival(models.Model):
    """到件 One thing as it came in: the original of a letter, a further word, or what nobody understood.

    Until a person has looked at it, what could not be made sense of waits here (`held`, the holding
    pen): nothing is only a line in a log. `why` is a word of arrivals.WHY, `says` more of it in words.
    `addressee` is the code of the body at whose door it came. `sender` and `summary` are what could be
    made out, for who looks; private like a contact card. `aside` is what stood beside the words: a quoted
    letter, files that could not be taken. `answer` is what the door said at once: who sends the same again
    gets the same again. Who was given a receipt code for it finds it by `code_mark`; the letter that it
    becomes has the same key, and so the same code. `stamp` marks one delivery by a platform: no other thing
    may come with it. Large originals lie outside the database, by their hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    stamp = models.CharField(max_length=32, null=True)
    channel = models.CharField(max_length=12)
    door = models.CharField(max_length=254, blank=True)
    addressee = models.CharField(max_length=24, blank=True)
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField(null=True)
    became = models.CharField(max_length=12, choices=Became.choices)
    why = models.CharField(max_length=24, blank=True)
    says = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    summary = models.CharField(max_length=200, blank=True)
    aside = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    code_mark = models.CharField(max_length=40, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="arrivals")
    addition = models.ForeignKey(Addition, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(became__in=["letter", "added"]) | models.Q(submission__isnull=False),
                name="arrival_leads_somewhere",
            ),
            models.UniqueConstraint(
                fields=["stamp"], condition=models.Q(stamp__isnull=False), name="arrival_stamp"
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="arrival_held", condition=models.Q(became=Became.HELD)),
            models.Index(fields=["-at"], name="arrival_aside", condition=models.Q(became=Became.SET_ASIDE)),
            models.Index(
                fields=["channel", "-at"], name="arrival_quiet", condition=models.Q(became=Became.QUIET)
            ),
            models.Index(fields=["code_mark"], name="arrival_code", condition=~models.Q(code_mark="")),
        ]

    def places(self) -> Mapping[str, str]:
        return {"desk": self.desk.path}

    def is_sealed(self) -> bool:
        """What came to the discipline office's own door is nobody else's to see."""
        return self.desk.kind == Kind.DISCIPLINE

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        """Nobody can step aside from what nobody has read yet."""
        return False

    def belongs_to(self, submission_id: UUID) -> bool:
        return False

    @property
    def code(self) -> str:
        """The receipt code that it has, or its letter will have."""
        return receipt_code(self.pk, settings.SECRET_KEY)

    def original(self) -> bytes:
        """The bytes as they came."""
        return bytes(self.raw) if self.raw is not None else path_of(self.sha256).read_bytes()


OPENED = "opened"


class Handling(models.Model):
    """处理 What a person made of something in the holding pen, or that it was opened. It stays for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="handlings")
    became = models.CharField(max_length=12, choices=[*Became.choices, (OPENED, _("打开看过"))])
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    says = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
