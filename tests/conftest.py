"""What every test may ask for: a page in a real Chromium, and a judge of accessibility."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
LONG = (
    "tests/faults/",
    "tests/house/test_random_walk.py",
    "tests/faces/test_demo.py",
    "tests/faces/test_bench.py",
    "tests/faces/api/test_fuzz.py",
    "tests/faces/api/test_cases_acts.py",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

hypothesis.settings.register_profile("house", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser; leave out what only the other database could answer.

    A test of a room that asks no database says the same on both, and so does a face, which holds no rule:
    it reads, calls one verb and shows. SQLite's run has them; the verbs are tried on both.
    """
    on_postgres = "postgres" in os.environ.get("DATABASE_URL", "")
    other = "sqlite" if on_postgres else "postgresql"
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    left_out = [
        item
        for item in items
        if item.get_closest_marker(other) or (on_postgres and (_is_a_face(item) or _asks_nothing(item)))
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = {*left_out}
    items[:] = sorted((item for item in items if item not in gone), key=_takes_long, reverse=True)


def _takes_long(item: pytest.Item) -> bool:
    """What starts whole counties or is one long file comes first: at the end neither worker waits."""
    return item.nodeid.startswith(LONG)


def _is_a_face(item: pytest.Item) -> bool:
    return item.nodeid.startswith("tests/faces/") and not item.get_closest_marker("postgresql")


def _asks_nothing(item: pytest.Item) -> bool:
    """Does this test of a room work without a database? What starts a process of its own is no such test."""
    asks = {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())}
    in_a_room = Path(item.location[0]).parts[:2] in {("tests", "rooms"), ("tests", "house")}
    return in_a_room and not asks and item.get_closest_marker("django_db") is None


def find_chromium() -> str | None:
    """The Chromium of this machine: the one that CHROMIUM names, or the first on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process, with an empty profile."""
    program = find_chromium()
    if program is None:
        pytest.skip("browser tests (no Chromium found)")
    expect.set_options(timeout=20_000)  # on a busy machine a worker takes its time to wake up
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread: Django would take our plain tests for async ones.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        chromium = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield chromium
        chromium.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def policy_words(text: str) -> list[str]:
    """What the console says when the content security policy stopped something; nothing for other words."""
    return [text] if "Content Security Policy" in text else []


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody else has it: `open_page(width=360, locale="en", java_script_enabled=False)`.

    The test fails at its end when a script of ours broke, or the content security policy stopped something.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(*, width: int = 1280, height: int = 800, locale: str = "zh-CN", **options: Any) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(base_url=live_server.url, viewport=size, locale=locale, **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda said: complaints.extend(policy_words(said.text)))
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desk."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page on a narrow telephone, touched with a finger."""
    return open_page(width=360, height=740, has_touch=True, is_mobile=True)


@pytest.fixture
def handset(open_page: Callable[..., Page], world: Any, live_server: Any) -> Iterator[Any]:
    """A narrow telephone on a line that can be cut. It has been here before: the page to write on is kept."""
    from lianxin.kit.rates import forget  # these need Django, and only few tests a bad line
    from tests.bad_line import bad_line
    from tests.faces.phones import Phone

    forget()
    with bad_line(live_server.url) as line:
        phone = Phone(open_page(width=360, height=740, has_touch=True, is_mobile=True), line)
        phone.open()
        phone.has_the_worker()
        yield phone


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Judge a page by WCAG 2.2 AA: `assert axe(page) == []`. Each violation is a line that says where."""
    if not AXE.exists():
        pytest.skip("accessibility tests (no axe-core: make setup)")
    source = AXE.read_text(encoding="utf-8")

    def judge(page: Page, within: str = "html") -> list[str]:
        page.evaluate(source)
        found = page.evaluate(
            "([within, tags]) => axe.run(within, {runOnly: tags, resultTypes: ['violations']})",
            [within, WCAG],
        )
        return [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return judge


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever language the last page of another one was read in."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def world(db: None) -> Any:
    """The very small county of tests/world.py, founded afresh for this test."""
    from tests.world import build  # models can only be imported once Django is set up

    return build()


@pytest.fixture
def mails(settings: Any) -> Iterator[Any]:
    """A county with a mail server of its own, which keeps what it is given."""
    from tests.mail_server import mail_server  # only where a mail is sent

    with mail_server() as server:
        settings.LIANXIN_SMTP = server.url
        settings.LIANXIN_MAIL_FROM = "望水县来信受理中心 <letters@county.example>"
        yield server
