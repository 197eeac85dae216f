"""Nothing is fetched from elsewhere when a page opens; no file knows the machine it was written on."""

import json
import re
from pathlib import Path

from tests.house.tree import PACKAGE, ROOT, files, name_of, templates

# Written in pieces: this file is looked at too.
REGISTRIES = re.compile(
    "|".join(
        re.escape(host + end)
        for host, end in [
            ("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com"),
            ("registry", ".yarnpkg"), ("npmmirror", ".com"), ("deb.debian", ".org"), ("unpkg", ".com"),
            ("jsdelivr", ".net"), ("cdnjs", ".com"), ("mirrors.", "aliyun"), ("tuna.", "tsinghua"),
        ]
    )
)  # fmt: skip
MACHINE = re.compile(
    r"(?<![\w.~/-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers"]) + r")/\w"
)
OUTSIDE = re.compile(
    r"""(?:(?:src|href|action|data|poster|srcset)\s*=\s*["']?|url\(\s*["']?|@import\s+["'])(?:https?:)?//"""
)
LOADED = {".html", ".css", ".js", ".svg"}


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [
            f"{name_of(path)}:{n}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)
        ]
    return found


def test_no_page_and_no_style_loads_anything_from_another_host() -> None:
    statics = [path for path in files() if PACKAGE in path.parents and path.suffix in LOADED]
    assert lines_with(OUTSIDE, sorted({*templates(), *statics})) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRIES, files()) == []


def test_no_lock_holds_an_address() -> None:
    locks = [path for path in files() if path.parent == ROOT / "requirements"]
    assert lines_with(re.compile(r"://|--(extra-)?index-url|--find-links"), locks) == []
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [path for path, entry in packages.items() if "resolved" in entry] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(MACHINE, files()) == []


def test_nothing_third_party_is_committed() -> None:
    assert [
        name_of(path) for path in files() if re.search(r"\.min\.(js|css)$|/vendor/|node_modules/", str(path))
    ] == []
