"""Opens a photo in bounded memory, turns it upright, strips it of its metadata, marks and shrinks it."""

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from guanjia.foundation.files.rules.fonts import font_file

MOST_PIXELS = 60_000_000
LONGEST_SIDE = 4096
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}


class NoPhoto(ValueError):
    """The bytes begin like a picture but are none."""


class TooManyPixels(ValueError):
    """The picture would need more memory than is allowed."""


@dataclass(frozen=True)
class Watermark:
    """What stands visibly on a photo taken as proof (FIELD 3)."""

    site: str
    place_code: str
    taken_at: str
    name: str

    def line(self) -> str:
        """The words, in one line."""
        return "  ".join(part for part in (self.site, self.place_code, self.taken_at, self.name) if part)


@dataclass(frozen=True)
class CleanImage:
    """A re-encoded picture and its size in pixels."""

    content: bytes
    width: int
    height: int


def clean_image(content: bytes, kind: str, *, watermark: Watermark | None = None) -> CleanImage:
    """The picture re-encoded: upright, at most 4096 pixels a side, without EXIF, GPS, comments or trailing bytes.

    Raises NoPhoto when it cannot be decoded, TooManyPixels above 60 million.
    """
    image = _open(content, kind)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if watermark is not None:
        image = _mark(image, watermark.line())
    return CleanImage(_encode(image, kind), image.width, image.height)


def thumbnail(content: bytes, kind: str, side: int) -> bytes:
    """The picture in at most `side` x `side` pixels, same kind. Raises as clean_image does."""
    image = _open(content, kind)
    image.thumbnail((side, side))
    return _encode(image, kind)


def _open(content: bytes, kind: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as probe:
            if probe.width * probe.height > MOST_PIXELS:
                raise TooManyPixels
            probe.verify()
        image: Image.Image = Image.open(io.BytesIO(content), formats=[FORMATS[kind]])
        image.load()
        image = ImageOps.exif_transpose(image)
    except TooManyPixels:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise NoPhoto from error
    mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    return bare


def _encode(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "image/jpeg":
        image.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    elif kind == "image/webp":
        image.save(out, "WEBP", quality=85)
    else:
        image.save(out, FORMATS[kind], optimize=True)
    return out.getvalue()


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file()), size)


def _mark(image: Image.Image, line: str) -> Image.Image:
    size = max(14, min(image.width, image.height) // 28)
    while size > 10 and _font(size).getlength(line) > image.width * 0.96:
        size -= 1
    band = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(band)
    top = image.height - int(size * 1.8)
    draw.rectangle((0, top, image.width, image.height), fill=(0, 0, 0, 130))
    draw.text((int(image.width * 0.02), top + int(size * 0.3)), line, font=_font(size), fill=(255, 255, 255, 235))
    return Image.alpha_composite(image.convert("RGBA"), band).convert(image.mode)
