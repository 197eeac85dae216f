"""How far the mail room has read."""

from django.db import models

from lianxin.kit.ids import uuid7


class BoxRead(models.Model):
    """读到哪里 How far the box of one address has been read. It is kept here and not in the box.

    `place` is the box itself: another server or folder is another one, and is read from the beginning; so is
    one that counts its mails anew (`validity`). What was heard before is known again. `seen` is the number of
    the last mail that was taken, `since` the day before which nothing is taken at the beginning.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(max_length=254, unique=True)
    place = models.CharField(max_length=500)
    validity = models.BigIntegerField()
    seen = models.BigIntegerField()
    since = models.DateField()
    read_at = models.DateTimeField()
