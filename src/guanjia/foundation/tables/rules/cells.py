"""Turns a cell into a value of a field, or says what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from guanjia.foundation.tables.rules.guard import unguard
from guanjia.kernel.words import gettext_noop as N_

EXCEL_DAY_0 = datetime.combine(date(1899, 12, 30), time())
SERIALS = (20_000, 80_000)
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
TIGHT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
TIME = re.compile(
    r"(上午|下午|am|pm)?\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*(?:分|[:：](\d{1,2}))?\s*(am|pm)?", re.IGNORECASE
)
YES = {"是", "有", "y", "yes", "true", "1", "√", "✓", "v", "对"}
NO = {"否", "无", "n", "no", "false", "0", "×", "x", "", "不", "-"}
SAFE_DIGITS = 10**15


class BadCell(ValueError):
    """The cell cannot be what the field wants; `msgid` says why, with `values` to fill in (never the cell itself)."""

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid, self.values = msgid, values


Parser = Callable[[Any], Any]


def as_text(cell: Any) -> str:
    """The cell as one line of text; a whole number without ".0". Raises BadCell where Excel has rounded digits away."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float):
        if abs(cell) >= SAFE_DIGITS:
            raise BadCell(N_("Excel has rounded this number; format the column as text and type it again"))
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = unicodedata.normalize("NFC", str(cell)).replace("\u3000", " ").replace("\xa0", " ")
    return unguard(" ".join(text.split()))


def text_of(most: int = 200) -> Parser:
    """A parser of text with at most `most` characters."""

    def parse(cell: Any) -> str:
        text = as_text(cell)
        if len(text) > most:
            raise BadCell(N_("longer than %(most)d characters"), most=most)
        return text

    return parse


def number_of(least: Decimal | int | None = None, most: Decimal | int | None = None, *, whole: bool = True) -> Parser:
    """A parser of numbers within limits: int, or Decimal with whole=False. Thousands commas and ¥ are understood."""

    def parse(cell: Any) -> int | Decimal:
        text = unicodedata.normalize("NFKC", as_text(cell)).replace(",", "").lstrip("¥￥").removesuffix("元").strip()
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise BadCell(N_("no number")) from None
        if not value.is_finite() or (whole and value != value.to_integral_value()):
            raise BadCell(N_("no whole number"))
        if (least is not None and value < least) or (most is not None and value > most):
            raise BadCell(N_("not between %(least)s and %(most)s"), least=least, most=most)
        return int(value) if whole else value

    return parse


def date_of(cell: Any) -> date:
    """A day: a date cell, 2026-03-05, 2026/3/5, 2026年3月5日, 20260305 or Excel's day number."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and SERIALS[0] <= cell <= SERIALS[1]:
        return (EXCEL_DAY_0 + timedelta(days=int(cell))).date()
    text = unicodedata.normalize("NFKC", as_text(cell))
    found = DATE.match(text) or TIGHT_DATE.fullmatch(text)
    if found is None:
        raise BadCell(N_("no date; write 2026-03-05"))
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise BadCell(N_("no such day in the calendar")) from None


def time_of(cell: Any) -> time:
    """A time of day: a time cell, 14:30, 下午2:30, 9点半 as 9点30分, or Excel's fraction of a day."""
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
        return (EXCEL_DAY_0 + cell).time().replace(microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        return (EXCEL_DAY_0 + timedelta(seconds=round(cell * 86400))).time()
    text = unicodedata.normalize("NFKC", as_text(cell)).replace("点半", "点30分")
    found = TIME.fullmatch(text.strip())
    if found is None:
        raise BadCell(N_("no time; write 14:30"))
    hour, minute = int(found[2]), int(found[3] or 0)
    half = (found[1] or found[5] or "").lower()
    if half in ("下午", "pm") and hour < 12:
        hour += 12
    try:
        return time(hour, minute, int(found[4] or 0))
    except ValueError:
        raise BadCell(N_("no such time")) from None


def moment_of(cell: Any) -> datetime:
    """A naive local date and time: a date cell, "2026-03-05 14:30" or Excel's day number."""
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and SERIALS[0] <= cell <= SERIALS[1]:
        return EXCEL_DAY_0 + timedelta(seconds=round(cell * 86400))
    text = unicodedata.normalize("NFKC", as_text(cell)).replace("T", " ")
    found = DATE.match(text)
    if found is None:
        raise BadCell(N_("no date and time; write 2026-03-05 14:30"))
    return datetime.combine(date_of(found[0]), time_of(text[found.end() :].strip() or "0:00"))


def yes_of(cell: Any) -> bool:
    """Yes or no: 是/否, 有/无, Y/N, √, 1/0, TRUE/FALSE; empty is no."""
    word = unicodedata.normalize("NFKC", as_text(cell)).casefold()
    if word in YES or word in NO:
        return word in YES
    raise BadCell(N_("neither yes nor no"))


def one_of(words: Mapping[str, str]) -> Parser:
    """A parser of a choice; `words` is what may be written -> the value."""
    known = {unicodedata.normalize("NFKC", word).casefold().strip(): value for word, value in words.items()}

    def parse(cell: Any) -> str:
        word = unicodedata.normalize("NFKC", as_text(cell)).casefold()
        if word not in known:
            raise BadCell(N_("none of: %(words)s"), words=" / ".join(list(words)[:12]))
        return known[word]

    return parse
