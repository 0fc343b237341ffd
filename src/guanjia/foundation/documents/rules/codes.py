"""QR codes and photos as SVG text that a template can draw: data reaches templates as text only."""

import base64
import io
import re

import segno

SIZED = re.compile(r'<svg [^>]*width="(\d+)" height="(\d+)"')
"""Without a viewBox a code that is drawn larger keeps its dots and gets a white margin instead."""


def qr_svg(text: str, *, error: str = "m", quick: bool = False) -> str:
    """The text as an SVG QR code without border, black on white, of any size it is given.

    Raises ValueError for more than fits a code.

    `quick` takes one mask untried: five times as fast for badges by the thousand, and as readable in practice.
    """
    out = io.BytesIO()
    try:
        segno.make(text, error=error, micro=False, mask=2 if quick else None).save(
            out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
        )
    except segno.DataOverflowError as error_:
        raise ValueError("too long for a QR code") from error_
    return SIZED.sub(r'\g<0> viewBox="0 0 \1 \2"', out.getvalue().decode(), count=1)


def qr_png(text: str, *, scale: int = 6) -> bytes:
    """The text as a PNG QR code with the border that scanners ask for, to travel with an e-mail."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def qr_image(text: str) -> str:
    """The text as a QR code for the `src` of an image on a page."""
    return f"data:image/png;base64,{base64.b64encode(qr_png(text)).decode()}"


def photo_svg(content: bytes, kind: str, width: int, height: int) -> str:
    """A JPEG or PNG of `width` x `height` pixels as SVG text."""
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'xlink:href="data:{kind};base64,{data}"/></svg>'
    )
