"""Cleaning of the texts of a programme."""

import re
from html import unescape

_CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)} | {127: None, 0xFEFF: None}
_TAG = re.compile(
    r"<(/?)(p|br|a|ul|ol|li|em|strong|b|i|u|h[1-6]|div|span|code|pre|blockquote|img|table|tbody|tr|td|th|hr|sup|sub)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKING = frozenset({"p", "br", "ul", "ol", "li", "div", "pre", "blockquote", "table", "tr", "hr"}) | {
    f"h{n}" for n in range(1, 7)
}
_SPACE = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, which no database takes."""
    text = text.translate(_CONTROL)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, limit: int) -> str:
    """Cleaned, white space folded, cut to `limit` characters with an ellipsis."""
    return cut(" ".join(clean(text).split()), limit)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; a longer text ends in an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain(text: str, limit: int) -> str:
    """Several lines of plain text. HTML of the usual tags becomes lines; anything else is left as written."""
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    if _TAG.search(text):
        text = unescape(_TAG.sub(_tag_as_text, _SPACE.sub(" ", text)))
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return cut(_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip(), limit)


def _tag_as_text(match: re.Match[str]) -> str:
    closing, name = match.group(1), match.group(2).lower()
    if name == "li":
        return "" if closing else "\n- "
    return "\n" if name in _BREAKING else ""
