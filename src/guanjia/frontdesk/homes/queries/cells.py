"""Reads what people really write into the Excel of a register: names, telephones, buildings, leases (FIELD 23, 33)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from guanjia.foundation.tables.public import BadCell, as_text
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import UnitKind, plain_number, units_in

ONE_DAY = timedelta(days=1)
ASIDE = re.compile(r"[(\[【][^)\]】]*[)\]】]")
BETWEEN_NAMES = re.compile(r"[/\\、,,;;&+\n|]+|\s{1,}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff])")
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4}|\d{7,8})(?!\d)"
)
PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][· ]?[A-Z0-9]{4,6}[A-Z0-9\u4e00-\u9fff]?")
AREA = re.compile(r"\d+(?:\.\d+)?")
BUILDING_END = re.compile(r"(?:号楼|栋|幢|座|楼|#|号)$")
SECTION_END = re.compile(r"(?:单元|门)$")
NUMBER_END = re.compile(r"(?:室|号|房)$")
DAY = r"(\d{2}|\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"
LEASE = re.compile(rf"{DAY}\s*(?:--?|~|—+|–|至|到|起至)\s*(?:{DAY})")
TOTALS = frozenset({"合计", "总计", "小计", "共计", "合計", "total", "sum"})
KINDS = {
    "住宅": UnitKind.HOME, "住房": UnitKind.HOME, "公寓": UnitKind.HOME, "别墅": UnitKind.HOME,
    "商铺": UnitKind.SHOP, "店铺": UnitKind.SHOP, "商业": UnitKind.SHOP, "门面": UnitKind.SHOP,
    "办公": UnitKind.OFFICE, "写字楼": UnitKind.OFFICE,
    "车位": UnitKind.PARKING, "车库": UnitKind.PARKING, "储藏室": UnitKind.STORAGE, "储物间": UnitKind.STORAGE,
}  # fmt: skip
NOT_HANDED_OVER = ("未交付", "未交房", "未售", "待售", "未收楼")
OWNER_ELSEWHERE = ("空置", "未入住", "出租", "已租", "空房")


def tidy(cell: Any) -> str:
    """One line in half-width characters: １３栋　 -> 13栋."""
    return " ".join(unicodedata.normalize("NFKC", as_text(cell)).split())


def names_of(cell: Any) -> list[str]:
    """The names in a cell, in order, each once: 张三/李四, 张三、李四, 张三(已故) -> 张三."""
    text = ASIDE.sub("", unicodedata.normalize("NFKC", str(cell)))
    names = [" ".join(part.split()) for part in BETWEEN_NAMES.split(text)]
    found = list(dict.fromkeys(name for name in names if any(sign.isalpha() for sign in name)))
    if not found:
        raise BadCell(N_("no name"))
    return found


def phones_of(cell: Any) -> list[str]:
    """The telephone numbers in a cell, in order, each once: two in one cell, with names before them, full-width."""
    text = unicodedata.normalize("NFKC", as_text(cell) if not isinstance(cell, str) else cell)
    found = [re.sub(r"[- ]", "", match[1]) for match in PHONE.finditer(text)]
    if not found:
        raise BadCell(N_("no telephone number"))
    return list(dict.fromkeys(found))


def plates_of(cell: Any) -> list[str]:
    """The number plates in a cell."""
    found = PLATE.findall(tidy(cell).upper())
    if not found:
        raise BadCell(N_("no number plate"))
    return list(dict.fromkeys(found))


def building_of(cell: Any) -> str:
    """3栋, 三幢, 3#, 3号楼, ３ -> "3"; A座 -> "A"."""
    return plain_number(BUILDING_END.sub("", tidy(cell).replace(" ", "")))


def section_of(cell: Any) -> str:
    """2单元, 二单元 -> "2"."""
    return plain_number(SECTION_END.sub("", tidy(cell).replace(" ", "")))


def number_of_door(cell: Any) -> str:
    """1201室 -> "1201"; a whole address stays for address_of."""
    return NUMBER_END.sub("", tidy(cell).replace(" ", ""))


def address_of(building: str, section: str, number: str) -> tuple[str, str, str]:
    """Building, section and number of a row; a whole address in the number's cell (3栋2单元1201, 3#-1201, 3-2-1201)
    is taken apart. Empty strings where nothing is said.
    """
    codes = units_in(re.sub(r"(?<=.)#-?", "栋", number))
    if len(codes) != 1:
        return building, section, number
    parts = codes[0].split("-")
    if len(parts) == 2 and building and parts[0] != building:
        return building, section or parts[0], parts[1]
    return building or parts[0], section or (parts[1] if len(parts) == 3 else ""), parts[-1]


def area_of(cell: Any) -> Decimal:
    """89.5㎡, 约89.5平, 89.50 m2 -> Decimal("89.50"); nothing above zero is refused."""
    text = unicodedata.normalize("NFKC", as_text(cell)).replace(",", "")
    found = AREA.search(text)
    if found is None or Decimal(found[0]) <= 0:
        raise BadCell(N_("no area"))
    return Decimal(found[0]).quantize(Decimal("0.01"))


def kind_of(cell: Any) -> UnitKind:
    """住宅, 商铺, 车位 ... in whatever longer word: 高层住宅."""
    text = tidy(cell)
    for word, kind in KINDS.items():
        if word in text:
            return kind
    raise BadCell(N_("no kind of unit"))


def lease_of(cell: Any) -> tuple[date, date]:
    """The lease as (first day, first day that it no longer holds): 2025.3.1-2026.2.28, 2025年3月1日至2026年2月28日.

    The last day written is still let. Without an end (长期) it is refused.
    """
    text = tidy(cell)
    found = LEASE.search(text)
    if found is None:
        raise BadCell(N_("no lease; write 2025-03-01 至 2026-02-28"))
    try:
        begins, last = (date(_year(found[place]), int(found[place + 1]), int(found[place + 2])) for place in (1, 4))
    except ValueError:
        raise BadCell(N_("no such day in the calendar")) from None
    if last < begins:
        raise BadCell(N_("the lease ends before it begins"))
    return begins, last + ONE_DAY


def is_total(cells: Sequence[Any]) -> bool:
    """Whether the line only adds up the others: 合计, 小计 ... in one of its first filled cells."""
    filled = [tidy(cell).replace(" ", "").casefold() for cell in cells if str(cell).strip()]
    return any(text.rstrip(":：") in TOTALS for text in filled[:3])


def handed_over(state: str) -> bool:
    """Whether a state says that the developer has handed it over; an empty one does: most sheets say nothing."""
    return not any(word in state for word in NOT_HANDED_OVER)


def owner_lives_there(state: str) -> bool:
    """Whether the owner lives there, by the words of a state."""
    return handed_over(state) and not any(word in state for word in OWNER_ELSEWHERE)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)
