"""What a POST held, as bytes that are kept for good, and back again."""

import json
import re
from dataclasses import asdict, dataclass
from urllib.parse import unquote_to_bytes

from lianxin.channels.message import FileIn, Raw, Unreadable
from lianxin.channels.open311.service import Service, service_in
from lianxin.kit.blobs import keep, path_of

CHANNEL = "open311"
SECRET = b"api_key"
NOT_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True)
class Posted:
    """来件 The fields word for word as they came, but without the sender's secret, and the files.

    `key` makes sending twice sending once. `language` is the one in which the sender's program asked.
    """

    fields: str
    service: Service
    key: str
    language: str = "zh"
    files: tuple[FileIn, ...] = ()


def parted(body: bytes) -> tuple[str, str]:
    """The fields of a form body as they came, and apart from them the API key, which is never kept."""
    fields: list[bytes] = []
    secret = b""
    for part in body.split(b"&"):
        name, _equals, value = part.partition(b"=")
        if _read(name) == SECRET:
            secret = _read(value)
        else:
            fields.append(part)
    said = NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], b"&".join(fields))
    return said.decode("ascii"), secret.decode(errors="replace")


def _read(part: bytes) -> bytes:
    return unquote_to_bytes(part.replace(b"+", b" ")).strip()


def packed(posted: Posted, *, door: str, addressee: str = "") -> Raw:
    """原件 All of it as JSON; files are kept by their content and named by it. `door`: whose key it was."""
    said = {
        "fields": posted.fields,
        "service": asdict(posted.service),
        "key": posted.key,
        "language": posted.language,
        "files": [{"name": file.name, "sha256": keep(file.content)} for file in posted.files],
    }
    content = json.dumps(said, ensure_ascii=False).encode()
    return Raw(CHANNEL, content, door=door, addressee=addressee, media_type="application/json")


def unpacked(raw: Raw) -> Posted:
    """What was packed. Raises Unreadable for anything else."""
    try:
        said = json.loads(raw.content)
        files = tuple(FileIn(one["name"], path_of(one["sha256"]).read_bytes()) for one in said["files"])
        service = service_in(said["service"])
        return Posted(str(said["fields"]), service, str(said["key"]), str(said["language"]), files)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Unreadable("unreadable") from error
