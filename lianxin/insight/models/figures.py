"""What is counted of each ordinary case, the counts themselves, and how far they have come."""

from django.db import models

from lianxin.cases.models import Case


class CaseFact(models.Model):
    """一件的事实 All that is counted of one case, as plain columns: no word of it, and nobody's name.

    Made by `figures.fact.fact_of` from the lines of its folder alone, anew whenever the folder grows.
    `limit_on` is the day on which the limit of the first answer ends; from then on (`ripe`) the case is
    counted among those that were due, unless it is `excluded` for a reason. `moved` is "from>to@month" for
    each transfer. Sealed reports and letters whose writer asked for confidence have no such row.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="fact")
    org = models.CharField(max_length=32)
    category = models.CharField(max_length=24)
    place = models.CharField(max_length=32)
    channel = models.CharField(max_length=12)
    track = models.CharField(max_length=12)
    received_on = models.DateField()
    limit_at = models.DateTimeField(null=True)
    limit_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    ripe = models.BooleanField()
    counts = models.BooleanField()
    excluded = models.CharField(max_length=12)
    rating_out = models.BooleanField()
    responded = models.BooleanField()
    answered = models.BooleanField()
    on_time = models.BooleanField()
    extended = models.BooleanField()
    outcome = models.CharField(max_length=16)
    claimed = models.BooleanField()
    verdict = models.CharField(max_length=12)
    mark = models.PositiveSmallIntegerField()
    solved_pass = models.PositiveSmallIntegerField()
    reopened = models.BooleanField()
    looked = models.CharField(max_length=16)
    objected = models.BooleanField()
    upheld = models.BooleanField()
    wrong = models.BooleanField()
    transfers = models.PositiveSmallIntegerField()
    moved = models.TextField()
    replies = models.PositiveSmallIntegerField()
    alike = models.PositiveSmallIntegerField()
    requests = models.PositiveSmallIntegerField()
    requests_answered = models.PositiveSmallIntegerField()
    voices = models.PositiveIntegerField()
    delivered = models.BooleanField()
    days = models.PositiveIntegerField(null=True)
    delivery_days = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["limit_on", "case"], name="fact_due"),
            models.Index(fields=["org", "limit_on", "case"], name="fact_due_of_body"),
            models.Index(fields=["category", "limit_on", "case"], name="fact_due_of_kind"),
            models.Index(fields=["place", "limit_on", "case"], name="fact_due_of_place"),
            models.Index(fields=["channel", "limit_on", "case"], name="fact_due_of_channel"),
            models.Index(fields=["received_on", "case"], name="fact_received"),
            models.Index(fields=["closed_on", "case"], name="fact_closed"),
            models.Index(fields=["limit_at"], name="fact_ripens", condition=models.Q(ripe=False)),
        ]


class Cell(models.Model):
    """一格数 The exact counts of one body, kind, place or channel in one month, kept as cases move.

    `dimension` is all, day, org, category, place, channel, org_category or transfer; `one` and `two` say of
    which, and `period` is a day, a month or a year. What stands here of a body holds for all below it too.
    Which cases each column counts is written in `figures.counters`.
    """

    key = models.CharField(max_length=96, primary_key=True)
    dimension = models.CharField(max_length=12)
    one = models.CharField(max_length=32)
    two = models.CharField(max_length=32)
    period = models.CharField(max_length=10)
    received = models.BigIntegerField(default=0)
    closed = models.BigIntegerField(default=0)
    moved = models.BigIntegerField(default=0)
    due = models.BigIntegerField(default=0)
    excluded_claim = models.BigIntegerField(default=0)
    excluded_appeal = models.BigIntegerField(default=0)
    excluded_withdrawn = models.BigIntegerField(default=0)
    rating_out = models.BigIntegerField(default=0)
    responded = models.BigIntegerField(default=0)
    answered = models.BigIntegerField(default=0)
    unanswered = models.BigIntegerField(default=0)
    on_time = models.BigIntegerField(default=0)
    extended = models.BigIntegerField(default=0)
    claimed = models.BigIntegerField(default=0)
    participated = models.BigIntegerField(default=0)
    solved = models.BigIntegerField(default=0)
    partly = models.BigIntegerField(default=0)
    not_solved = models.BigIntegerField(default=0)
    marked = models.BigIntegerField(default=0)
    very_satisfied = models.BigIntegerField(default=0)
    satisfied = models.BigIntegerField(default=0)
    basically_satisfied = models.BigIntegerField(default=0)
    dissatisfied = models.BigIntegerField(default=0)
    first_pass = models.BigIntegerField(default=0)
    second_pass = models.BigIntegerField(default=0)
    third_pass = models.BigIntegerField(default=0)
    reopened = models.BigIntegerField(default=0)
    looked_back = models.BigIntegerField(default=0)
    look_back_failed = models.BigIntegerField(default=0)
    objected = models.BigIntegerField(default=0)
    upheld = models.BigIntegerField(default=0)
    wrong = models.BigIntegerField(default=0)
    transfers_0 = models.BigIntegerField(default=0)
    transfers_1 = models.BigIntegerField(default=0)
    transfers_2 = models.BigIntegerField(default=0)
    transfers_3 = models.BigIntegerField(default=0)
    replies = models.BigIntegerField(default=0)
    alike = models.BigIntegerField(default=0)
    requests = models.BigIntegerField(default=0)
    requests_answered = models.BigIntegerField(default=0)
    matters = models.BigIntegerField(default=0)
    voices = models.BigIntegerField(default=0)
    delivered = models.BigIntegerField(default=0)
    delivery_days = models.BigIntegerField(default=0)
    days_5 = models.BigIntegerField(default=0)
    days_15 = models.BigIntegerField(default=0)
    days_30 = models.BigIntegerField(default=0)
    days_60 = models.BigIntegerField(default=0)
    days_more = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["dimension", "one", "period"], name="cell_of_one"),
            models.Index(fields=["dimension", "period"], name="cell_of_period"),
        ]


class Reckoning(models.Model):
    """算到 How far the counts have come: one row.

    `read_to` is the line up to which the ledger was read, `cases_to` the case up to which those from before
    the first turn were counted (nothing when all are), `as_of` the moment that everything is counted for,
    and `turn` makes of two workers one.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    read_to = models.UUIDField()
    cases_to = models.UUIDField(null=True)
    as_of = models.DateTimeField()
    turn = models.BigIntegerField(default=0)
