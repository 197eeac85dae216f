"""A phone with a bad line, for the tests of what works without a network."""

import io
import random
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.bad_line import BadLine

WORDS = "上湾村停水三天了，老人挑水要走一里地。"
PANEL = "#waiting:not([hidden])"
WAITING = "[data-things] li"
ARRIVED = "[data-receipts] li"


def photo(name: str = "水管.jpg", side: int = 120) -> Any:
    """A picture as a phone takes it, no two alike."""
    held = io.BytesIO()
    noise = random.randbytes(3 * side * side)
    Image.frombytes("RGB", (side, side), noise).save(held, "JPEG", quality=90)
    return {"name": name, "mimeType": "image/jpeg", "buffer": held.getvalue()}


def until(page: Page, condition: str) -> None:
    """Wait for something in the page that nothing on it shows."""
    page.evaluate(
        f"""async () => {{
          for (let n = 0; n < 150; n++) {{
            if (await ({condition})) return;
            await new Promise(done => setTimeout(done, 100));
          }}
          throw new Error('never came to be');
        }}"""
    )


class Phone:
    """One phone: its pages close and open again, what it keeps stays."""

    def __init__(self, page: Page, line: BadLine) -> None:
        self.page, self.line = page, line

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self, address: str = "/write/") -> Page:
        self.page.goto(self.line.url + address)
        if address.startswith("/write/"):
            self.page.wait_for_selector("html[data-ready]")
        return self.page

    def close_and_open(self, address: str = "/write/") -> Page:
        """The page is closed and opened anew, as an app that was swept away."""
        context = self.context
        self.page.close()
        self.page = context.new_page()
        return self.open(address)

    def has_the_worker(self) -> None:
        """From here on the page to write on is kept: the worker is in charge."""
        self.page.evaluate("navigator.serviceWorker.ready.then(mine => Boolean(mine.active))")

    def lose_network(self) -> None:
        self.line.cut()
        self.context.set_offline(True)

    def find_network(self) -> None:
        self.line.mend()
        self.context.set_offline(False)

    def write(self, words: str = WORDS, *, photos: int = 0, kind: str = "problem") -> None:
        """Fill in the form; every word and picture is in the phone when this ends."""
        self.page.fill("textarea[name=body]", words)
        self.page.check(f"input[name=kind][value={kind}]")
        for n in range(photos):
            self.page.set_input_files("input[type=file]", [photo(f"{n}.jpg")])
            self.page.wait_for_selector(f".pictures li:nth-child({n + 1})")
        self.page.wait_for_selector("[data-saved]:not([hidden])")

    def press_send(self) -> None:
        self.page.click("form[data-outbox] button.act")

    def kept(self) -> list[dict[str, Any]]:
        """What lies in the outbox."""
        found: list[dict[str, Any]] = self.page.evaluate("Outbox.all()")
        return found
