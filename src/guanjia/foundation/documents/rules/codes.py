"""QR codes as SVG text that a template can draw."""

import io

import segno


def qr_svg(text: str, *, error: str = "m") -> str:
    """The text as an SVG QR code without border, black on white. Raises ValueError for more than fits a code."""
    out = io.BytesIO()
    try:
        segno.make(text, error=error, micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    except segno.DataOverflowError as error_:
        raise ValueError("too long for a QR code") from error_
    return out.getvalue().decode()
