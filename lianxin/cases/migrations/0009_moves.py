"""From here on the database refuses a move of a case that no procedure knows."""

from django.db import migrations

from lianxin.ledger.guards_of_moves import guard_moves

MOVES = {
    "registered": "accepted closed dispatched linked",
    "accepted": "closed dispatched linked",
    "linked": "accepted closed dispatched replied",
    "dispatched": "accepted closed disputed in_handling",
    "disputed": "closed dispatched",
    "in_handling": "closed committed disputed in_approval",
    "in_approval": "closed in_handling replied",
    "committed": "closed in_handling",
    "replied": "closed delivered in_handling",
    "delivered": "closed in_handling in_review",
    "in_review": "closed in_handling reviewed",
    "reviewed": "closed in_recheck",
    "in_recheck": "closed in_handling rechecked",
    "rechecked": "closed",
    "closed": "in_handling in_review",
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_leading"), ("ledger", "0003_counts_above")]

    operations = [migrations.RunPython(guard_moves("case", MOVES), migrations.RunPython.noop)]
