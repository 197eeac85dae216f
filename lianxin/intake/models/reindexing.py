"""How far the search rows of a county that already had letters have come."""

from django.db import models


class Reindexing(models.Model):
    """重建索引 There is a row as long as letters from before are still to be made findable.

    Those with a serial below `below` wait, the newest first; every letter that came later is found already.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    below = models.BigIntegerField()
