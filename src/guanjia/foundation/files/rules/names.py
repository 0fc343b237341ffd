"""A file name that any disk, header and screen can bear."""

import re
import unicodedata

UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069\u200e\u200f]")
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
}


def safe_name(name: str, kind: str = "", *, most: int = 120) -> str:
    """The name without path, control and direction-changing characters, at most `most` characters with its ending.

    Chinese, Arabic and emoji stay. A photo or PDF gets the ending of what it is. An empty name becomes "file".
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = UNSAFE.sub("_", last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = clean, ""
    ending = ENDINGS.get(kind) or (f".{ending}" if ending else "")
    return (stem or "file")[: most - len(ending)].rstrip() + ending
