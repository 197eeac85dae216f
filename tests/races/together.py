"""Several people at the same moment."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T | Exception]:
    """Do these in a thread each, all let go together; what each came to, a result or an exception."""
    line = threading.Barrier(len(acts))
    outcomes: list[T | Exception] = [RuntimeError("never began")] * len(acts)

    def run(place: int, act: Callable[[], T]) -> None:
        try:
            line.wait()
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
