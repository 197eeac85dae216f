"""自检 Can files be exchanged by the folder that is set? In words, for whoever keeps the machine."""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _


def check() -> str:
    """What is broken, as one sentence; nothing when the folder can be used, or none is set."""
    if not settings.LIANXIN_EXCHANGE:
        return ""
    folder = Path(settings.LIANXIN_EXCHANGE)
    if not folder.is_dir():
        return _("交换文件夹“%(path)s”不在。请建好，或者改LIANXIN_EXCHANGE。") % {"path": folder}
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return _("交换文件夹“%(path)s”不能读写。请把它交给运行连心桥的账号。") % {"path": folder}
    return ""
