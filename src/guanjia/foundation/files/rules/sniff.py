"""Tells a file's kind from its bytes; its name and what the browser says are not asked."""

import io
import re
import zipfile

JPEG, PNG, GIF, WEBP = "image/jpeg", "image/png", "image/gif", "image/webp"
PDF, TEXT, CSV = "application/pdf", "text/plain", "text/csv"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT, ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
OLE, ZIP, HTML, SVG, XML = (
    "application/x-ole-storage",
    "application/zip",
    "text/html",
    "image/svg+xml",
    "application/xml",
)
HEIC, BMP, TIFF, PROGRAM = "image/heic", "image/bmp", "image/tiff", "application/x-executable"
MP4, WEBM, OGG, MP3, WAV = "video/mp4", "video/webm", "audio/ogg", "audio/mpeg", "audio/wav"
JSON, ICS, UNKNOWN = "application/json", "text/calendar", "application/octet-stream"

PHOTOS = (JPEG, PNG, WEBP)
DOCUMENTS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, OLE, TEXT, CSV)
SHEETS = (XLSX, OLE, ODS, CSV, TEXT)
SOUNDS = (OGG, MP3, WAV, WEBM, MP4)

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (8, b"WEBP", WEBP),
    (8, b"WAVE", WAV),
    (0, b"%PDF-", PDF),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"#!", PROGRAM),
    (0, b"BM", BMP),
    (0, b"II*\x00", TIFF),
    (0, b"MM\x00*", TIFF),
    (0, b"OggS", OGG),
    (0, b"ID3", MP3),
    (0, b"\xff\xfb", MP3),
    (0, b"\x1aE\xdf\xa3", WEBM),
)
ACTIVE = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|object|embed|meta|link|style|img|a)\b", re.IGNORECASE
)
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
ZIP_KINDS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))


def sniff(content: bytes) -> str:
    """The media type that the bytes themselves show; UNKNOWN when they show none. Empty bytes are UNKNOWN."""
    for at, magic, kind in MAGIC:
        if content[at : at + len(magic)] == magic:
            return kind
    if content[4:8] == b"ftyp":
        return HEIC if content[8:12] in HEIC_BRANDS else MP4
    if content[:4] == b"PK\x03\x04":
        return _zip_kind(content)
    return _text_kind(content)


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if "mimetype" in names:
                return {ODT: ODT, ODS: ODS}.get(package.read("mimetype")[:100].decode("ascii", "ignore").strip(), ZIP)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return UNKNOWN
    return next((kind for prefix, kind in ZIP_KINDS if any(name.startswith(prefix) for name in names)), ZIP)


def _text_kind(content: bytes) -> str:
    head = content[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head or (b"\x00" in head and content[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        return UNKNOWN
    if ACTIVE.search(head[:4096]):
        return SVG if b"<svg" in head[:4096].lower() else HTML
    if head.startswith(b"<?xml"):
        return XML
    if head.startswith(b"BEGIN:VCALENDAR"):
        return ICS
    if head[:1] in (b"{", b"["):
        return JSON
    if sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 50:
        return UNKNOWN
    first = head.split(b"\n", 1)[0]
    return CSV if first.count(b",") + first.count(b"\t") + first.count(b";") >= 1 else TEXT
