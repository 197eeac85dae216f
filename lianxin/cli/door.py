"""What the web server's worker process loads: the pages, and beside them the timetable."""

import gc
import os

from django.urls import get_resolver

from lianxin.cli import timetable
from lianxin.config.wsgi import application

__all__ = ["application"]

# Everything is loaded before the first request, and what is loaded by now stays: the search for
# what can be forgotten, a tenth of all work otherwise, need not go through it again and again.
get_resolver().url_patterns  # noqa: B018 - looking at them loads the pages
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)

timetable.follow_parent(os.getppid())
if os.environ.get("LIANXIN_WORKER") != "0":
    timetable.start_beside()
