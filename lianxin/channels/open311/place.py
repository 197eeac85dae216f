"""地点 Where it is: coordinates, words, or the code of one of our own bodies; at least one of them."""

import math
from typing import NamedTuple

from django.utils.translation import gettext as _

from lianxin.channels.open311.form import Form
from lianxin.organisations.queries import by_code

SYSTEM = "WGS84"  # Chinese maps use another one, half a kilometre away: it has to be said


class Place(NamedTuple):
    """地点 In words for whoever goes there, and the code of the body whose place it is."""

    words: str
    code: str


def place_in(form: Form, wrong: list[str]) -> Place:
    """The place that the form names; what is wrong with it is added to `wrong`."""
    lat, long = form.line("lat"), form.line("long")
    words, code = form.line("address_string"), form.line("address_id")
    if not (lat or long or words or code):
        wrong.append(_("请写地点：lat和long，或者address_string，或者address_id。"))
    if bool(lat) != bool(long):
        wrong.append(_("lat和long要一起写。"))
    elif lat and not (_within(lat, 90) and _within(long, 180)):
        wrong.append(_("lat要在-90到90之间，long要在-180到180之间，用小数写。"))
    elif lat:
        here = f"({SYSTEM} {float(lat):.6f}, {float(long):.6f})"
        words = f"{words} {here}".strip()
    if code and by_code(code) is None:
        wrong.append(_("没有编码为“%(code)s”的地点。") % {"code": code})
    return Place(words, code)


def _within(said: str, most: int) -> bool:
    try:
        number = float(said)
    except ValueError:
        return False
    return math.isfinite(number) and abs(number) <= most
