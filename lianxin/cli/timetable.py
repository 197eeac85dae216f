"""时刻表 Runs what config/timetable.py says, again and again, whatever goes wrong in between.

Several processes may run it at once: reactions are leased, and of two clocks that ring the same
promise one is told that the other was first.
"""

import logging
import os
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

Work = Callable[..., int]


def run_once(work: Work) -> int:
    """One turn of one line; a failure is written to the log and is no reason to stop."""
    try:
        return work(now=timezone.now())
    except Exception:
        log.exception("%s failed; it will be tried again", getattr(work, "__name__", work))
        return 0
    finally:
        close_old_connections()


def run(stop: threading.Event) -> None:
    """Every line at its interval, and everything that is listened to, until `stop` is set.

    Each in a thread of its own: a mail server that does not answer must not hold up the clock.
    """
    lines = [(seconds, import_string(path)) for seconds, path in settings.LIANXIN_TIMETABLE]
    threads = [threading.Thread(target=_repeat, args=(*line, stop), daemon=True) for line in lines]
    threads.append(threading.Thread(target=listen, args=(stop,), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def listen(stop: threading.Event) -> None:
    """收信 Only what is listened to, until `stop`; comes back at once where there is nothing."""
    listeners = [import_string(path) for path in settings.LIANXIN_LISTENERS]
    threads = [threading.Thread(target=listener, args=(stop,), daemon=True) for listener in listeners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _repeat(seconds: float, work: Work, stop: threading.Event) -> None:
    while not stop.is_set():
        run_once(work)
        stop.wait(seconds)


def start_beside() -> threading.Event:
    """Run the timetable in a thread of this process; it ends with the process."""
    stop = threading.Event()
    threading.Thread(target=run, args=(stop,), name="timetable", daemon=True).start()
    return stop


def follow_parent(parent: int) -> None:
    """End this process when its parent is gone, or it would keep the address busy for the next start."""

    def follow() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=follow, name="orphan", daemon=True).start()
