"""外部系统缺什么 What waits for somebody in the files to and from other systems."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.backoffice.missing import Matter
from lianxin.exchange.folder import strays
from lianxin.exchange.models import ExportFile, ExportState, FileMapping, ImportFile, ImportState
from lianxin.exchange.queries import in_force

LATELY, PATIENCE = timedelta(days=3), timedelta(days=3)


def files_waiting(now: datetime) -> Iterator[Matter]:
    """What came and cannot be read, what waits for a decision, and what nobody confirmed."""
    url = reverse("office-exchange")
    for mapping in in_force():
        yield from _of(mapping, now)
    unknown = len(strays())
    if unknown:
        words = ngettext(
            "交换文件夹里有%(n)d份文件不知道是哪个系统的，没有收。",
            "交换文件夹里有%(n)d份文件不知道是哪个系统的，没有收。",
            unknown,
        )
        yield Matter("soon", words % {"n": unknown}, url)


def _of(mapping: FileMapping, now: datetime) -> Iterator[Matter]:
    files, url = ImportFile.objects.filter(system=mapping.system), "office-exchange-file"
    newest = files.first()
    if newest and newest.state == ImportState.REFUSED and newest.given_at > now - LATELY:
        words = {"name": mapping.name, "why": newest.complaint}
        yield Matter("broken", _("%(name)s的文件读不了：%(why)s") % words, reverse(url, args=[newest.pk]))
    for file in files.filter(state=ImportState.LOOKED)[:3]:
        words = {"name": mapping.name, "file": file.name}
        yield Matter(
            "soon",
            _("%(name)s的文件%(file)s试读过了，等您决定收不收。") % words,
            reverse(url, args=[file.pk]),
        )
    told = ExportFile.objects.filter(
        system=mapping.system, state=ExportState.READY, made_at__lt=now - PATIENCE
    )
    for answers in told:
        words = {"name": mapping.name, "file": str(answers)}
        where = reverse("office-exchange-system", args=[mapping.system])
        yield Matter(
            "soon", _("%(name)s三天没有确认收到答复文件%(file)s，后面的变化都在等它。") % words, where
        )
