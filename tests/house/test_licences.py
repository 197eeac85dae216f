"""Whoever runs Lianxin owes nobody their source: what it stands on is permissive, LGPL or MPL."""

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.house.tree import ROOT

GOOD = re.compile(
    r"\b(MIT|0?BSD|Apache|Python Software Foundation|PSF|ISC|MPL|Mozilla Public|LGPL|Lesser General"
    r"|Unlicense|HPND|ZPL|Zope|CC0|Blue ?Oak|CC-BY)\b",
    re.IGNORECASE,
)
BAD = re.compile(r"(?<!L)GPL|Affero|(?<!Lesser )General Public|SSPL|Commons Clause|BUSL", re.IGNORECASE)


def licence_of(found: Distribution) -> str:
    """What the distribution says of itself: the new field, the old one when it is short, the classifiers."""
    said = found.metadata
    classifiers = [line for line in said.get_all("Classifier", []) if line.startswith("License")]
    short = (said.get("License") or "").splitlines()[:1]
    return " / ".join([said.get("License-Expression") or "", *short, *classifiers])


def names() -> list[str]:
    """The distributions that the locks of what a county runs name, with both extras."""
    locks = [
        (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8") for name in ("base", "ocr", "pdf")
    ]
    return re.findall(r"^([\w.-]+)(?:\[.*?\])?==", "\n".join(locks), re.MULTILINE)


def test_every_python_package_we_run_on_has_a_licence_that_we_may_use() -> None:
    doubtful = []
    for name in names():
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            continue  # locked for another operating system
        if BAD.search(licence) or not GOOD.search(licence):
            doubtful.append(f"{name}: {licence}")
    assert doubtful == []


def test_every_front_end_package_has_a_licence_that_we_may_use() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    licences = {path: str(entry.get("license")) for path, entry in packages.items() if path}
    assert {path: said for path, said in licences.items() if BAD.search(said) or not GOOD.search(said)} == {}
