"""The catalogue of kinds: what can be asked for, who does it, and within which limits (REPR-015)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import Category

CATALOGUE = Path(__file__).parents[1] / "kinds.yaml"
OTHER = "other"
PROMISED_RESPONSE = "15m"
CATEGORIES = {each.value: each for each in Category}
URGENCIES = {each.value: each for each in Urgency}


@dataclass(frozen=True, slots=True)
class Limits:
    """Within what somebody answers, comes and is done, as spans ("15m", "8wh"); "" for none."""

    response: str
    arrival: str
    resolution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of request. `words` are what people say; `visit`: somebody comes; `home`: into somebody's home.

    photos  a photo before and one after are asked for; paid: the owner pays, so a quote comes first
    areas   further departments that get an order of their own (REPR-019)
    """

    code: str
    category: Category
    en: str
    zh: str
    post: str
    skill: str
    urgency: Urgency
    normal: Limits
    urgent: Limits
    words: tuple[str, ...]
    visit: bool = False
    home: bool = False
    photos: bool = False
    paid: bool = False
    areas: tuple[str, ...] = ()

    def limits(self, urgency: str) -> Limits:
        """What holds at this urgency."""
        return self.normal if urgency == Urgency.NORMAL else self.urgent

    def title(self, language: str) -> str:
        """What it is called."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The kinds by code, and the words that make anything urgent at once (REPR-007)."""

    kinds: Mapping[str, Kind]
    urgent_words: tuple[str, ...]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The shipped catalogue. Raises KeyError or ValueError for a wrong one."""
    read = yaml.safe_load(CATALOGUE.read_text("utf-8"))
    classes = {name: Limits(*(str(each) for each in row)) for name, row in read["limits"].items()}
    kinds = {row["code"]: _kind(row, classes) for row in read["kinds"]}
    return Catalogue(kinds, tuple(read["urgent_words"]))


def kind_of(code: str) -> Kind:
    """The kind with this code; the catch-all for one that the catalogue does not have."""
    kinds = catalogue().kinds
    return kinds.get(code) or kinds[OTHER]


def guess_kind(text: str, category: str = "") -> Kind:
    """The kind whose words occur most in the text, the longest first; the catch-all when none does."""
    best, weight = kind_of(OTHER), 0
    for kind in catalogue().kinds.values():
        if category and kind.category != category:
            continue
        found = sum(len(word) for word in kind.words if word in text)
        if found > weight:
            best, weight = kind, found
    return best


def urgent_word(texts: Iterable[str]) -> str:
    """The first word in the texts that makes it urgent at once, "" when there is none (REPR-007)."""
    whole = " ".join(texts).lower()
    return next((word for word in catalogue().urgent_words if word in whole), "")


def settled_urgency(kind: Kind, wanted: Urgency, texts: Iterable[str]) -> Urgency:
    """The urgency that holds: never less than the kind's own, urgent when the words say so."""
    if wanted is Urgency.CRITICAL:
        return wanted
    return Urgency.URGENT if Urgency.URGENT in (wanted, kind.urgency) or urgent_word(texts) else Urgency.NORMAL


def limits_of(kind: Kind, urgency: str, promises_15: bool) -> Limits:
    """The limits at this urgency, with the differentiated promise of the site (FDSK-040) where it makes it."""
    found = kind.limits(urgency)
    return Limits(PROMISED_RESPONSE, found.arrival, found.resolution) if promises_15 else found


def _kind(row: Mapping[str, Any], classes: Mapping[str, Limits]) -> Kind:
    return Kind(
        code=row["code"],
        category=CATEGORIES[row["category"]],
        en=row["en"],
        zh=row["zh"],
        post=row.get("post", "technician"),
        skill=row.get("skill", "general"),
        urgency=URGENCIES[row.get("urgency", "normal")],
        normal=classes[row["limits"]],
        urgent=classes[row.get("urgent_limits", "urgent")],
        words=tuple(row.get("words", ())),
        visit=row.get("visit", False),
        home=row.get("home", False),
        photos=row.get("photos", False),
        paid=row.get("paid", False),
        areas=tuple(row.get("areas", ())),
    )
