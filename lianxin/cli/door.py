"""What the web server's worker process loads: the pages, and beside them the timetable."""

import os

from lianxin.cli import timetable
from lianxin.config.wsgi import application

__all__ = ["application"]

timetable.follow_parent(os.getppid())
if os.environ.get("LIANXIN_WORKER") != "0":
    timetable.start_beside()
