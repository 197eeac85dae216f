"""二维码 An address as a picture, drawn here: nothing is fetched and nobody else learns the address."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_of(address: str) -> SafeString:
    """The address as a QR code, for pages and for paper."""
    drawn = segno.make(address, micro=False, error="m").svg_inline(
        svgclass="qr", omitsize=True, lineclass=None, border=2
    )
    return mark_safe(drawn)  # noqa: S308 - drawn here, from our own address


def qr_file(address: str) -> str:
    """The same as a picture file, for the typesetter."""
    written = BytesIO()
    segno.make(address, micro=False, error="m").save(written, kind="svg", border=2, scale=4)
    return written.getvalue().decode()
