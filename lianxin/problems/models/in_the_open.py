"""公开的台账 What stands in a public ledger answers the table of permissions in one way."""

from uuid import UUID


class InTheOpen:
    """Nothing of it is sealed, nobody steps aside from it itself, and no receipt opens it."""

    def is_sealed(self) -> bool:
        return False

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        """Each of the letters behind it asks for itself."""
        return False

    def belongs_to(self, submission_id: UUID) -> bool:
        return False
