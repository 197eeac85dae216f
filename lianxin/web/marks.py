"""分数 A mark as it comes from a form."""


def read_mark(text: str) -> int | None:
    """The mark, or none; what is no mark comes out as one that the verb refuses."""
    return (int(text) if text.isascii() and text.isdigit() else 0) if text else None
