"""地方图 One square for each township or village, in the order of the tree: no map from outside is needed."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from lianxin.web.pictures.svg import box, picture, shade, shortened, tag, text

ACROSS, SIDE = 4, 90


def tiles(title: str, says: str, places: Sequence[tuple[str, float, str, str]]) -> SafeString:
    """Places as (name, how dark from 0 to 1, what is written in it, where it leads or nothing)."""
    parts = []
    for number, (name, dark, words, url) in enumerate(places):
        x, y = number % ACROSS * SIDE, number // ACROSS * 62
        drawn = (
            box(x + 2, y + 2, SIDE - 4, 58, class_=f"tile {shade(dark)}")
            + text(shortened(name, 6), x + SIDE / 2, y + 24, anchor="middle", class_="name")
            + text(words, x + SIDE / 2, y + 46, anchor="middle", class_="value")
        )
        parts.append(tag("a", drawn, href=url) if url else drawn)
    rows = -(-len(places) // ACROSS)
    leads = any(url for *_shown, url in places)
    return picture(title, says, 62 * max(rows, 1), parts, kind="tiles", leads=leads)
