"""Files of every kind, made here: pictures with and without a place, and what somebody might send to hurt."""

import base64
import io
import struct
import wave
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image

# A picture of 64 by 48 red points, as telephones write them: nothing here writes this format, so it is kept.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
    "AAAAAERAAAEAAQAAAAABoQABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/Wlw"
    "cnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AA"
    "AAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAA"
    "QAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWB"
    "AgMFhAAAACJtZGF0AAAAFigBrxmA70mlv//f4x/19q/4prWmPm4="
)
GPS = 0x8825


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def taken_at(north: float, east: float, *, turned: int = 1) -> bytes:
    """A photograph that says where it was taken, by what machine, and which way up."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "Telephone of somebody"
    sides = ("N" if north >= 0 else "S", "E" if east >= 0 else "W")
    exif[GPS] = {1: sides[0], 2: _parts(north), 3: sides[1], 4: _parts(east)}
    return picture(exif=exif)


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = int(abs(degrees))
    return float(whole), 0.0, round((abs(degrees) - whole) * 3600, 2)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it has so many points and has almost none of them."""
    header = struct.pack("!IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))
        for name, body in parts
    )


def png_bomb(side: int) -> bytes:
    """A PNG that is small and really unpacks to so many points."""
    row = zlib.compressobj()
    body = b"".join(row.compress(b"\0" * (side + 1)) for _line in range(side)) + row.flush()
    parts = (b"IHDR", struct.pack("!IIBBBBB", side, side, 8, 0, 0, 0, 0)), (b"IDAT", body), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(one)) + name + one + struct.pack("!I", zlib.crc32(name + one))
        for name, one in parts
    )


def office(kind: str, parts: dict[str, bytes] | None = None, *, says: int = 0) -> bytes:
    """A Word or Excel file; `says`: how many bytes it claims to unpack to."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr("_rels/.rels", b"<Relationships/>")
        packed.writestr(main, b"<w/>")
        for name, content in (parts or {}).items():
            packed.writestr(name, content)
    made = out.getvalue()
    if says:  # in the table of contents at the end, where the sizes stand
        at = made.rindex(b"PK\x01\x02")
        made = made[: at + 24] + struct.pack("<I", says) + made[at + 28 :]
    return made


def sound(seconds: float = 0.1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as line:
        line.setnchannels(1)
        line.setsampwidth(2)
        line.setframerate(8000)
        line.writeframes(b"\0\0" * int(8000 * seconds))
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
SCRIPT = b"<script>alert(document.cookie)</script>"


def harmless() -> Iterator[tuple[str, bytes, str]]:
    """What is taken: its name, its bytes, what it is."""
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    yield "照片.jpg", picture(), "image/jpeg"
    yield "图.png", picture("PNG"), "image/png"
    yield "动图.gif", picture("GIF"), "image/gif"
    yield "图.webp", picture("WEBP"), "image/webp"
    yield "手机.heic", HEIC, "image/heic"
    yield "文件.pdf", PDF, "application/pdf"
    yield "说明.txt", "停水三天了".encode(), "text/plain"
    yield "申请.docx", office("docx"), docx
    yield "名单.xlsx", office("xlsx"), xlsx
    yield "录音.wav", sound(), "audio/x-wav"
    # One thing inside another is what it begins with: taken as that, and never given as a page.
    yield "页面藏在图里.gif", picture("GIF") + SCRIPT, "image/gif"
    yield "页面藏在照片里.jpg", picture(comment=SCRIPT), "image/jpeg"
    yield "图和压缩包.png", picture("PNG") + office("docx"), "image/png"
    yield "文件和页面.pdf", PDF + SCRIPT, "application/pdf"
    yield "照片.html", picture(), "image/jpeg"
    yield "照片.svg", picture("PNG"), "image/png"
    yield "发票.pdf.exe", PDF, "application/pdf"
    yield "照片.jpg.js", picture(), "image/jpeg"
    yield "没有后缀", picture(), "image/jpeg"
    yield ".htaccess", b"deny from all", "text/plain"
    yield "很大的图.png", png_of(60_000, 60_000), "image/png"
    yield "一半.jpg", picture(size=(400, 300))[:900], "image/jpeg"


def harmful() -> Iterator[tuple[str, bytes]]:
    """What is refused, and never an error: its name and its bytes."""
    for tag in (
        b"<html>",
        b"<!DOCTYPE html>",
        b"<script>",
        b"<svg xmlns='x'>",
        b"<?xml version='1.0'?>",
        b"< img src=x>",
    ):
        yield "页面.html", tag + SCRIPT
        yield "说明.txt", b"\xef\xbb\xbf  " + tag
    yield "图.svg", b"<svg onload='alert(1)'/>"
    yield "半个.txt", b"</script>"
    for magic in (
        b"MZ\x90\0",
        b"\x7fELF\2\1\1\0",
        b"\xca\xfe\xba\xbe\0\0\0\x34",
        b"#!/bin/sh\n\0",
        b"\0asm\1\0\0\0",
    ):
        yield "程序.jpg", magic + b"\0" * 200
    for magic in (b"PK\3\4", b"Rar!\x1a\7\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0"):
        yield "压缩包.zip", magic + b"\0" * 200
    for magic in (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"%!PS-Adobe",
        b"FWS\5",
        b"SQLite format 3\0",
    ):
        yield "旧文件.doc", magic + b"\0" * 600
    yield "带宏.docx", office("docx", {"word/vbaProject.bin": b"macro"})
    yield "带宏.xlsx", office("xlsx", {"xl/VBAProject.bin": b"macro"})
    yield "炸弹.docx", office("docx", {"word/media/a.bin": b"\0" * 1000}, says=4_000_000_000)
    yield "炸弹.xlsx", office("xlsx", {"xl/a.bin": b"\0" * 210_000_000})
    yield "很多.docx", office("docx", {f"word/{n}": b"" for n in range(20_001)})
    yield "断了.docx", office("docx")[:-30]
    yield "空的.png", b""
    yield "不是字.txt", bytes(range(256))
    yield "零.txt", b"abc\0def"
    yield "半个字.txt", "停".encode()[:2]
    yield "太大.png", picture("PNG") + b"\0" * (20 * 1024 * 1024)


NAMES = [
    *("../../etc/passwd", "..\\..\\windows\\win.ini", "a\r\nSet-Cookie: x=1.png", "照片\u202egpj.exe"),
    *(
        "a\0b.png",
        "con.txt",
        " .png",
        "....",
        "",
        "'; DROP TABLE x;--.jpg",
        '"><script>.png',
        "a" * 300 + ".png",
    ),
    *("\u200b\u2066.pdf", "名字\uff0e.png", "%2e%2e%2fx.png", "a/b/c.jpg", "~/.ssh/id", "$(reboot).jpg"),
    *("`id`.png", "😀.png", "\ud800.png"),
]
