"""放在哪里 Where what was learnt is kept."""

from pathlib import Path

from django.conf import settings


def model_from_files() -> Path:
    """What was learnt from files on the command line."""
    return Path(settings.LIANXIN_DATA) / "learnt" / "route.npz"


def model_of_county() -> Path:
    """What the worker learns each night from the county's own dispatches."""
    return Path(settings.LIANXIN_DATA) / "learnt" / "dispatch.npz"
