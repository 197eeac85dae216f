"""What a program was answered, so that the same request again is the same answer and no second act."""

from django.db import models

from lianxin.kit.ids import uuid7


class Answered(models.Model):
    """答过的 One act that a program did, under the key by which it may ask again (Idempotency-Key).

    Written in the transaction of the act itself: either both are there or neither. `mark` is whose key it is
    and which, hashed; `asked` the request, hashed. `answer` is sealed under that key, which is kept nowhere:
    whoever reads the table learns nothing of what was answered. Kept for thirty days.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mark = models.CharField(max_length=64, unique=True)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.BinaryField(default=b"")
    at = models.DateTimeField(db_index=True)
