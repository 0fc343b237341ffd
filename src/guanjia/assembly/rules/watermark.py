"""A page with its reader's name over it: whoever photographs the screen photographs the name (MATR-014)."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

SHADE = (120, 0, 0, 52)
SLANT = 24
WIDEST = 1600


@lru_cache(maxsize=8)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def marked(picture: bytes, words: str, font: str) -> bytes:
    """The picture as PNG with `words` slanted across it, tiled, so that no part of it is without them."""
    with Image.open(io.BytesIO(picture)) as opened:
        page = opened.convert("RGBA")
    if page.width > WIDEST:
        page = page.resize((WIDEST, max(1, page.height * WIDEST // page.width)))
    size = max(16, page.width // 36)
    face = _font(font, size)
    wide = int(face.getlength(words)) + size * 3
    tall = size * 5
    tile = Image.new("RGBA", (wide, tall), (0, 0, 0, 0))
    ImageDraw.Draw(tile).text((size, tall // 3), words, font=face, fill=SHADE)
    side = page.width + page.height
    veil = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    for row, y in enumerate(range(0, side, tall)):
        for x in range(-(row % 2) * wide // 2, side, wide):
            veil.paste(tile, (x, y))
    turned = veil.rotate(SLANT, resample=Image.Resampling.BILINEAR)
    left, top = (side - page.width) // 2, (side - page.height) // 2
    page.alpha_composite(turned.crop((left, top, left + page.width, top + page.height)))
    out = io.BytesIO()
    page.convert("RGB").quantize(64).save(out, "PNG", optimize=False)
    return out.getvalue()
