"""Short ways into the back office, for its tests."""

import re
from html import unescape
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook


def signed_in(world: Any, who: str = "office", language: str = "zh-hans") -> Client:
    """The browser of one of the county's people."""
    client = Client(headers={"accept-language": language})
    client.force_login(world.people[who])
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def seen(client: Client, url: str) -> str:
    """The mark that the page's forms carry back."""
    found = re.search(r'name="seen" value="(\w+)"', text(client.get(url)))
    assert found, text(client.get(url))
    return found[1]


def carried(answer: HttpResponse) -> str:
    """What a preview carries along until it is taken."""
    found = re.search(r'name="carried" value="([^"]*)"', text(answer))
    assert found, text(answer)
    return unescape(found[1])


def csv_file(*lines: str, name: str = "table.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines).encode(), "text/csv")


def xlsx_file(*rows: list[object], name: str = "table.xlsx") -> SimpleUploadedFile:
    book, kept = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(kept)
    return SimpleUploadedFile(name, kept.getvalue())
