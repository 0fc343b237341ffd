"""Reads RSS, Atom and JSON of public opinion into items; the web is reached from tasks.py only."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from guanjia.complaints.rules.opinion import MOST_AT_ONCE, Said

ATOM = "{http://www.w3.org/2005/Atom}"


class Unreadable(ValueError):
    """What came is no feed."""


def items_of_xml(content: bytes) -> list[Said]:
    """The items of an RSS 2.0 or Atom feed. Raises Unreadable for anything else, also for XML that tries tricks."""
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(str(error)) from None
    if root.tag == f"{ATOM}feed":
        return [_atom(each) for each in root.findall(f"{ATOM}entry")[:MOST_AT_ONCE]]
    if root.tag == "rss":
        return [_rss(each) for each in root.findall("channel/item")[:MOST_AT_ONCE]]
    raise Unreadable("neither RSS nor Atom")


def items_of_json(data: Any) -> list[Said]:
    """The items of {"items": [...]}; unknown fields are left out. Raises Unreadable."""
    rows = data.get("items") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("title"), str) for row in rows
    ):
        raise Unreadable("items with titles are needed")
    return [
        Said(
            title=row["title"], text=str(row.get("text") or ""), url=str(row.get("url") or ""), guid=str(row.get("guid") or ""),
            published_at=_iso(str(row.get("published_at") or "")),
        )
        for row in rows[:MOST_AT_ONCE]
    ]  # fmt: skip


def _rss(item: Element) -> Said:
    return Said(
        title=_text(item, "title"), text=_text(item, "description"), url=_text(item, "link"), guid=_text(item, "guid"),
        published_at=_mail_date(_text(item, "pubDate")),
    )  # fmt: skip


def _atom(entry: Element) -> Said:
    link = entry.find(f"{ATOM}link")
    return Said(
        title=_text(entry, f"{ATOM}title"), text=_text(entry, f"{ATOM}summary") or _text(entry, f"{ATOM}content"),
        url=link.get("href", "") if link is not None else "", guid=_text(entry, f"{ATOM}id"),
        published_at=_iso(_text(entry, f"{ATOM}published") or _text(entry, f"{ATOM}updated")),
    )  # fmt: skip


def _text(node: Element, tag: str) -> str:
    return (node.findtext(tag) or "").strip()


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _mail_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
