"""Waking Django for one command, and ending a command with a sentence instead of a traceback.

Nothing here or in main.py may know the rooms before `awake` has set Django up.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


def language() -> str:
    """The language of the machine's own locale: English where it says so, Chinese otherwise."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if said.lower().startswith("en") else "zh-hans"


@contextmanager
def awake(*, demo: bool = False) -> Iterator[None]:
    """Set Django up and speak; a refusal or a database that is away becomes one sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    if demo:
        os.environ["LIANXIN_DEMO"] = "1"
    try:
        import django
        from django.apps import apps
        from django.utils.translation import override

        if not apps.ready:
            django.setup()
    except (OSError, ValueError) as error:
        end(f"设置有误 The settings cannot be used: {error}")
    from django.db import DatabaseError, InterfaceError

    from lianxin.kit.refusals import Refusal

    try:
        with override(language()):
            yield
    except Refusal as refusal:
        end(refusal.sentence)
    except (DatabaseError, InterfaceError) as error:
        end(f"数据库现在不能用 The database cannot be used now: {str(error).strip()}")
    except OSError as error:
        end(f"文件不能读写 A file cannot be read or written: {error}")


def end(sentence: str) -> None:
    """Say why not, and stop."""
    typer.echo(sentence, err=True)
    sys.exit(1)
