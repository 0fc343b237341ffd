"""What somebody eats, needs in the hall and keeps as a believer (GUES-014, SOCR-003, SOCR-004), and whom it concerns."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Need(Word):
    """A need with a box to tick. What stands in no box goes into a line of free text."""

    VEGETARIAN = "vegetarian", N_("Vegetarian")
    VEGAN = "vegan", N_("Vegan")
    HALAL = "halal", N_("Halal meal")
    GLUTEN_FREE = "gluten_free", N_("Gluten-free")
    DIABETIC = "diabetic", N_("Low in sugar")
    NO_NUTS = "no_nuts", N_("No nuts (allergy)")
    NO_SEAFOOD = "no_seafood", N_("No seafood (allergy)")
    NO_MILK = "no_milk", N_("No milk")
    WHEELCHAIR = "wheelchair", N_("Wheelchair space")
    COMPANION = "companion", N_("Seat for a companion beside")
    STEP_FREE = "step_free", N_("Way without steps, short way")
    HEARING = "hearing", N_("Induction loop or receiver")
    SIGN_LANGUAGE = "sign_language", N_("Sign language, interpreter in view")
    LARGE_PRINT = "large_print", N_("Papers in large print")
    GUIDE_DOG = "guide_dog", N_("Guide dog, floor space beside the seat")
    NEAR_DOOR = "near_door", N_("Seat near the door")
    PRAYER = "prayer", N_("Prayer times and a quiet room")


N = Need
DIETS = (N.VEGETARIAN, N.VEGAN, N.HALAL, N.GLUTEN_FREE, N.DIABETIC, N.NO_NUTS, N.NO_SEAFOOD, N.NO_MILK)
ACCESS = (
    N.WHEELCHAIR, N.COMPANION, N.STEP_FREE, N.HEARING, N.SIGN_LANGUAGE, N.LARGE_PRINT, N.GUIDE_DOG, N.NEAR_DOOR,
)  # fmt: skip
DANGEROUS = frozenset({N.NO_NUTS, N.NO_SEAFOOD, N.GLUTEN_FREE})
"""Where a mistake makes somebody ill: the kitchen sheet names the seat, not only the number."""
BY_CODE = {need.value: need for need in Need}

WORDS: tuple[tuple[Need, tuple[str, ...]], ...] = (
    (N.VEGAN, ("纯素", "全素", "vegan")),
    (N.VEGETARIAN, ("素食", "吃素", "素餐", "vegetarian")),
    (N.HALAL, ("清真", "回民餐", "halal", "muslim meal")),
    (N.GLUTEN_FREE, ("无麸", "麸质", "gluten", "乳糜泻", "celiac", "coeliac")),
    (N.DIABETIC, ("糖尿", "低糖", "无糖", "diabet", "low sugar", "sugar-free")),
    (N.NO_NUTS, ("坚果", "花生过敏", "nut")),
    (N.NO_SEAFOOD, ("海鲜过敏", "不吃海鲜", "忌海鲜", "虾过敏", "seafood", "shellfish")),
    (N.NO_MILK, ("乳糖", "不喝奶", "忌奶", "牛奶过敏", "lactose", "dairy")),
    (N.WHEELCHAIR, ("轮椅", "wheelchair", "wheel chair")),
    (N.COMPANION, ("陪同座", "陪护", "companion", "carer")),
    (N.STEP_FREE, ("行动不便", "腿脚不便", "无障碍通道", "step-free", "reduced mobility")),
    (N.HEARING, ("助听", "听力", "听障", "induction loop", "hearing")),
    (N.SIGN_LANGUAGE, ("手语", "sign language")),
    (N.LARGE_PRINT, ("大字", "视力", "large print", "low vision")),
    (N.GUIDE_DOG, ("导盲犬", "guide dog")),
    (N.NEAR_DOOR, ("靠门", "靠近出口", "near the door", "close to the door")),
    (N.PRAYER, ("礼拜", "祈祷", "祷告", "prayer", "pray")),
)
"""Words of a line typed by staff or read from a list. A vegan is no vegetarian more; "donut" is no nut."""
NOT_NUTS = re.compile(r"(do(ugh)?|coco|chest|minute?)\s?-?nuts?|coconut|nutrition\w*", re.IGNORECASE)
NEGATED = re.compile(r"(没有|无需|不需要|不用|非)\s*$|\b(no need for|not|without)\s+(a\s+)?$", re.IGNORECASE)
SEPARATE = re.compile(r"[,;,;、。/|\n]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What one guest told: needs with a box, and what nobody could sort, word for word."""

    needs: frozenset[Need] = frozenset()
    other: tuple[str, ...] = ()

    def __or__(self, more: "Told") -> "Told":
        return Told(self.needs | more.needs, tuple(dict.fromkeys((*self.other, *more.other))))


def read_text(text: str) -> Told:
    """What a free line says: "素食,不吃海鲜;轮椅". A part in which no word is known, or one is negated, stays as it is."""
    needs: set[Need] = set()
    other: list[str] = []
    for part in SEPARATE.split(unicodedata.normalize("NFKC", text)):
        line = part.strip()
        if not line or line in {"无", "没有", "-", "none", "no", "None", "No"}:
            continue
        found = _named(line)
        if found:
            needs |= found
        else:
            other.append(line[:80])
    return Told(frozenset(needs), tuple(dict.fromkeys(other)))


def _named(line: str) -> set[Need]:
    low = NOT_NUTS.sub(" ", line.casefold())
    found: set[Need] = set()
    for need, words in WORDS:
        for word in words:
            place = low.find(word)
            if place >= 0 and not NEGATED.search(low[:place]):
                found.add(need)
                break
    if N.VEGAN in found:
        found.discard(N.VEGETARIAN)
    return found


def parse_codes(codes: Iterable[str]) -> frozenset[Need]:
    """Known codes; raises ValueError for one that is none, so that a forged form changes nothing."""
    given = set(codes)
    if unknown := given - BY_CODE.keys():
        raise ValueError(sorted(unknown)[0])
    return frozenset(BY_CODE[code] for code in given)


@dataclass(frozen=True, slots=True)
class Wanting:
    """A guest on the kitchen's and the hall's sheet: no name, only where they sit ("" = no seat yet) and what they told."""

    seat: str
    told: Told


def counts(rows: Iterable[Wanting], among: Collection[Need]) -> list[tuple[Need, int]]:
    """How many guests have each need, in the fixed order; nought is left out."""
    counted = Counter(need for row in rows for need in row.told.needs)
    return [(need, counted[need]) for need in Need if need in among and counted[need]]


def seats(rows: Iterable[Wanting], need: Need) -> list[str]:
    """The seats of those who have the need, in order; those without a seat are counted in the last, empty one."""
    places = [row.seat for row in rows if need in row.told.needs]
    return sorted(filter(None, places)) + [""] * places.count("")


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed for the kitchen: need -> how many more (below nought: fewer)."""

    more: dict[Need, int]

    def __bool__(self) -> bool:
        return bool(self.more)


def difference(old: Told, new: Told, among: Collection[Need] = DIETS) -> Difference:
    """The change of one guest, as the kitchen counts it. A line in own words counts where it changed nothing else: see `other`."""
    more = dict.fromkeys(new.needs - old.needs, 1) | dict.fromkeys(old.needs - new.needs, -1)
    return Difference({need: more[need] for need in Need if need in more and need in among})
