"""A case goes back to the desk when the body that has it steps aside: the database knows these moves."""

from django.db import migrations

from lianxin.ledger.guards_of_moves import guard_moves

MOVES = {
    "registered": "accepted closed dispatched linked",
    "accepted": "closed dispatched linked",
    "linked": "accepted closed dispatched replied",
    "dispatched": "accepted closed disputed in_handling",
    "disputed": "closed dispatched",
    "in_handling": "accepted closed committed disputed in_approval",
    "in_approval": "accepted closed in_handling replied",
    "committed": "accepted closed in_handling",
    "replied": "closed delivered in_handling",
    "delivered": "closed in_handling in_review",
    "in_review": "closed in_handling reviewed",
    "reviewed": "closed in_recheck",
    "in_recheck": "closed in_handling rechecked",
    "rechecked": "closed",
    "closed": "in_handling in_review",
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_moves")]

    operations = [migrations.RunPython(guard_moves("case", MOVES), migrations.RunPython.noop)]
