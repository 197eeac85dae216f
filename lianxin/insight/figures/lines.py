"""去掉了人和话的记录 The lines of cases, without a word or a name, of which facts are made.

This file is for those who check the figures: it has the body, the class and the instant, which the public
export (`flow/export.py`) has not, and therefore it is written for the office and never published.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count
from django.utils.crypto import salted_hmac

from lianxin.cases.models import Case, Link
from lianxin.insight.figures.fact import Cover, Line
from lianxin.ledger.models import Event, Secrecy
from lianxin.organisations.models import Organisation

BATCH = 500
MARK = 16
BODIES = ("to", "office", "body")
AS_THEY_ARE = ("stage", "request", "outcomes", "verdict", "result", "because", "holds", "counted")
DUE_TIMES = ("owed", "prolonged", "left_out", "reckoned")
WITHOUT_LINES = UUID(int=0)


class Folder(NamedTuple):
    """One case: its key, its cover and its lines."""

    key: UUID
    cover: Cover
    lines: list[Line]


def paths() -> dict[str, str]:
    """From the code of a body to its path."""
    return dict(Organisation.objects.order_by().values_list("code", "path"))


def folders(keys: Sequence[UUID], bodies: Mapping[str, str]) -> list[Folder]:
    """These cases, as far as they are counted at all: no sealed ones, and none told in confidence."""
    columns = (
        "dossier_id", "submission__channel", "track", "category__code",
        "submission__place_organisation__path", "submission__received_at", "shared",
    )  # fmt: skip
    rows = Case.objects.filter(
        pk__in=keys, dossier__secrecy=Secrecy.ORDINARY, submission__confidential=False
    ).values_list(*columns)
    found = {row[0]: row for row in rows}
    told = _lines(found, bodies)
    voices = _voices([key for key, row in found.items() if row[-1]])
    return [Folder(key, _cover(row, voices.get(key, 0)), told[key]) for key, row in sorted(found.items())]


def _cover(row: Sequence[Any], voices: int) -> Cover:
    channel, track, category, place = (text or "" for text in row[1:5])
    return Cover(channel, track, category, place, row[5], voices)


def _lines(keys: Iterable[UUID], bodies: Mapping[str, str]) -> dict[UUID, list[Line]]:
    told: dict[UUID, list[Line]] = {key: [] for key in keys}
    found = Event.objects.filter(dossier__in=list(told)).order_by("dossier_id", "seq")
    for folder, name, at, words in found.values_list("dossier_id", "name", "at", "words"):
        told[folder].append(Line(name, at, without_words(json.loads(words), bodies)))
    return told


def _voices(matters: list[UUID]) -> dict[UUID, int]:
    if not matters:
        return {}
    links = Link.objects.filter(matter__in=matters, ended_at=None).order_by()
    return dict(links.values_list("matter").annotate(n=Count("pk")))


def without_words(data: Mapping[str, Any], bodies: Mapping[str, str]) -> dict[str, Any]:
    """Of what a line says only what is counted: no words, no people, no keys of rows."""
    said: dict[str, Any] = {name: data[name] for name in AS_THEY_ARE if data.get(name) not in (None, "")}
    said |= {name: bodies.get(data[name], "") for name in BODIES if isinstance(data.get(name), str)}
    said |= {
        name: [{"key": one["key"], "due": one["due"]} for one in data[name]]
        for name in DUE_TIMES
        if name in data
    }
    if isinstance(data.get("requests"), list):
        said["requests"] = len(data["requests"])
    if data.get("alike"):
        said["alike"] = len(data["alike"])
    return said


def export_lines(path: Path) -> int:
    """导出 Every case that is counted, a line of JSON each, to a file that only its owner can read."""
    bodies, written, after = paths(), 0, WITHOUT_LINES
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        while keys := list(
            Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
        ):
            after = keys[-1]
            for folder in folders(keys, bodies):
                file.write(json.dumps(_told(folder), ensure_ascii=False) + "\n")
                written += 1
    return written


def _told(folder: Folder) -> dict[str, Any]:
    cover = {**vars(folder.cover), "received_at": _instant(folder.cover.received_at)}
    lines = [[line.name, _instant(line.at), line.said] for line in folder.lines]
    return {"folder": _mark(folder.key), "cover": cover, "lines": lines}


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def read_lines(path: Path) -> Iterator[tuple[Cover, list[Line]]]:
    """The same from the file."""
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            received = datetime.fromisoformat(row["cover"]["received_at"])
            lines = [Line(name, datetime.fromisoformat(at), said) for name, at, said in row["lines"]]
            yield Cover(**{**row["cover"], "received_at": received}), lines


def _mark(key: UUID) -> str:
    return salted_hmac("lianxin.insight.figures", key.hex, algorithm="sha256").hexdigest()[:MARK]
