"""What a file is, by its bytes; what its name may be; what remains of a photo."""

import io

import pytest
from PIL import Image

from guanjia.foundation.files.rules import sniff
from guanjia.foundation.files.rules.images import NoPhoto, TooManyPixels, Watermark, clean_image, thumbnail
from guanjia.foundation.files.rules.names import safe_name


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **options)
    return out.getvalue()


KINDS = [
    (picture("JPEG"), sniff.JPEG),
    (picture("PNG"), sniff.PNG),
    (picture("WEBP"), sniff.WEBP),
    (picture("GIF"), sniff.GIF),
    (picture("BMP"), sniff.BMP),
    (picture("TIFF"), sniff.TIFF),
    (b"%PDF-1.7\n", sniff.PDF),
    (b"\x00\x00\x00\x18ftypheic\x00\x00", sniff.HEIC),
    (b"\x00\x00\x00\x18ftypisom\x00\x00", sniff.MP4),
    (b"MZ\x90\x00", sniff.PROGRAM),
    (b"\x7fELF\x02", sniff.PROGRAM),
    (b"#!/bin/sh\n", sniff.PROGRAM),
    (b"<!DOCTYPE html><script>alert(1)</script>", sniff.HTML),
    (b"  \n<html><body>", sniff.HTML),
    (b"GIF of mine <script>alert(1)</script>", sniff.HTML),
    (b'<?xml version="1.0"?><svg onload="alert(1)"/>', sniff.SVG),
    (b"<svg xmlns='http://www.w3.org/2000/svg'>", sniff.SVG),
    (b"PK\x03\x04 no zip", sniff.UNKNOWN),
    ("姓名,电话\n张三,13800138000".encode(), sniff.CSV),
    ("会议纪要".encode(), sniff.TEXT),
    ("会议纪要".encode("gb18030"), sniff.TEXT),
    (b"BEGIN:VCALENDAR\r\n", sniff.ICS),
    (b"\x00\x01\x02\x03", sniff.UNKNOWN),
    (b"", sniff.UNKNOWN),
]


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_the_bytes_say_what_it_is(content: bytes, kind: str) -> None:
    assert sniff.sniff(content) == kind


NAMES = [
    ("会议 照片.jpg", "image/jpeg", "会议 照片.jpg"),
    ("صورة الاجتماع.png", "image/png", "صورة الاجتماع.png"),
    ("🎉🎉.jpg", "image/jpeg", "🎉🎉.jpg"),
    ("../../etc/passwd", "", "passwd"),
    ("C:\\tmp\\x.exe.jpg", "image/jpeg", "x.exe.jpg"),
    ("evil\u202egpj.exe", "application/pdf", "evil_gpj.pdf"),
    ('a"b\r\nSet-Cookie: x.pdf', "application/pdf", "a_b__Set-Cookie_ x.pdf"),
    ("", "", "file"),
    ("...", "", "file"),
    (".jpg", "image/jpeg", "jpg.jpg"),
    ("长" * 400 + ".docx", "", "长" * 115 + ".docx"),
    ("x.html", "image/jpeg", "x.jpg"),
]


@pytest.mark.parametrize(("name", "kind", "safe"), NAMES)
def test_a_name_is_made_safe_and_stays_readable(name: str, kind: str, safe: str) -> None:
    assert safe_name(name, kind) == safe
    assert len(safe) <= 120


def test_place_and_camera_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    sent = picture("JPEG", exif=exif, comment=b"at home") + b"trailing payload"
    kept = clean_image(sent, sniff.JPEG).content
    assert not dict(Image.open(io.BytesIO(kept)).getexif())
    assert b"SecretCamera" not in kept and b"payload" not in kept and b"at home" not in kept


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = clean_image(picture("JPEG", (60, 40), exif=exif), sniff.JPEG)
    assert (found.width, found.height) == (40, 60)


def test_a_huge_photo_is_shrunk_and_a_bomb_refused() -> None:
    assert max(clean_image(picture("JPEG", (5000, 100)), sniff.JPEG).width, 0) == 4096
    with pytest.raises(TooManyPixels):
        clean_image(picture("PNG", (10_000, 6_001)), sniff.PNG)


HALF = len(picture("PNG", (500, 500))) // 2
NO_PHOTOS = [
    (b"\xff\xd8\xff" + b"<html>" * 100, sniff.JPEG),
    (b"\x89PNG\r\n\x1a\n" + b"0" * 200, sniff.PNG),
    (picture("PNG", (500, 500))[:HALF], sniff.PNG),
    (picture("GIF"), sniff.JPEG),
    (b"RIFF\x00\x00\x00\x00WEBP", sniff.WEBP),
]


@pytest.mark.parametrize(("content", "kind"), NO_PHOTOS)
def test_a_photo_that_is_no_photo(content: bytes, kind: str) -> None:
    with pytest.raises(NoPhoto):
        clean_image(content, kind)


def test_the_watermark_is_visible() -> None:
    mark = Watermark("市民中心", "3F-301", "2026-03-05 13:30", "张三")
    plain = clean_image(picture("JPEG", (800, 600)), sniff.JPEG).content
    marked = clean_image(picture("JPEG", (800, 600)), sniff.JPEG, watermark=mark).content
    strip = (0, 560, 800, 600)
    colours = Image.open(io.BytesIO(marked)).crop(strip).getcolors(100_000)
    assert len(colours or []) > 50
    assert len(Image.open(io.BytesIO(plain)).crop(strip).getcolors(100_000) or []) < 5


def test_a_thumbnail_fits() -> None:
    small = Image.open(io.BytesIO(thumbnail(picture("PNG", (900, 300)), sniff.PNG, 320)))
    assert small.size == (320, 107)
