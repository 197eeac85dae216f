"""One answer, written as JSON and as XML (the Spark convention): a list stands in an element of its own name,
each of its members in one without the s.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

# What XML 1.0 cannot carry, whatever it is wrapped in.
UNSPEAKABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SINGULAR = {"service_requests": "request", "service_request_updates": "request_update"}
TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}


def singular(name: str) -> str:
    return SINGULAR.get(name, name.removesuffix("s"))


def written(data: Any, root: str, form: str) -> bytes:
    """The answer in this form; what is empty is null, or an empty element."""
    said = speakable(data)
    if form == "json":
        return json.dumps(said, ensure_ascii=False).encode()
    return bytes(ElementTree.tostring(element(root, said), encoding="utf-8", xml_declaration=True))


def speakable(data: Any) -> Any:
    """The same without what one of the two forms could not carry, so that both say the same."""
    if isinstance(data, str):
        return UNSPEAKABLE.sub("", data.replace("\r\n", "\n").replace("\r", "\n")) or None
    if isinstance(data, Mapping):
        return {name: speakable(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [speakable(one) for one in data]
    return data


def element(name: str, said: Any) -> ElementTree.Element:
    """What is speakable, as an element of this name."""
    made = ElementTree.Element(name)
    if isinstance(said, Mapping):
        made.extend(element(part, value) for part, value in said.items())
    elif isinstance(said, list):
        made.extend(element(singular(name), one) for one in said)
    elif said is not None:
        made.text = str(said).lower() if isinstance(said, bool) else str(said)
    return made
