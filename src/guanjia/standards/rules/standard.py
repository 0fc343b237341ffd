"""A service standard: a promise as data."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from guanjia.standards.rules.condition import AllOf, Condition
from guanjia.standards.rules.when import When

ProofKind = Literal["tick", "number", "photo", "signature", "scan", "text"]
Failure = Literal["none", "work_order", "hazard", "complaint"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages of the house."""

    en: str
    zh: str

    def say(self, language: str) -> str:
        """The text for a language code such as "zh-hans" or "en"."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the checklist. `least`, `most` and `unit` belong to proof "number". Limits include their value."""

    code: str
    text: Words
    proof: ProofKind = "tick"
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    required: bool = True
    on_failure: Failure = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung of the ladder: `after` the due moment, tell this post through this channel."""

    after: timedelta
    post: str
    channel: Literal["app", "message", "voice"] = "app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`opens` before the due moment; `missed` after it, None = never missed, stays overdue until done."""

    opens: timedelta = timedelta(0)
    missed: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    """What ends the duty well: evidence handed in, a move of the subject, or an event about it (`names`)."""

    by: Literal["evidence", "move", "event"] = "evidence"
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One promise. Exactly one of `post` (people owe it) and `performer` (the system does it) is set.

    off            not empty: switched off, and this is the reason
    after          code of the standard that must be done first for the same subject
    not_same_person_as   code whose performer may not do this one too, unless `single_handed` is allowed and reasoned
    gates          moves of the subject that are refused while this is open
    short_notice   the least time between birth and due; born with less, it is due at birth + this, flagged
    not_after      no duty is born once the first known of these moments has passed (a meeting entered afterwards)
    at_risk        this long before due the duty shows amber; None = never
    least_time     a checklist answered faster than this is flagged
    photo_forbidden_where   name of a fact; where it is true no photo is asked for nor accepted
    scan_fact      name of the fact that holds the code of the place to be scanned
    """

    code: str
    title: Words
    subject_kind: str
    when: When
    module: str = ""
    filter: Condition = field(default_factory=AllOf)
    window: Window = field(default_factory=Window)
    post: str = ""
    performer: str = ""
    items: tuple[Item, ...] = ()
    proof: tuple[ProofKind, ...] = ()
    counter_sign: str = ""
    discharged_by: Discharge = field(default_factory=Discharge)
    after: str = ""
    not_same_person_as: str = ""
    single_handed: bool = False
    gates: tuple[str, ...] = ()
    on_move: Literal["follow", "keep", "reopen"] = "follow"
    catch_up: Literal["each", "merge", "skip"] = "merge"
    short_notice: timedelta = timedelta(minutes=15)
    not_after: tuple[str, ...] = ()
    at_risk: timedelta | None = None
    ladder: tuple[Step, ...] = ()
    weight: int = 1
    scored: bool = True
    ambient: bool = False
    seeds: tuple[str, ...] = ()
    audience: Literal["internal", "contract", "public"] = "internal"
    photo_forbidden_where: str = ""
    scan_fact: str = ""
    least_time: timedelta | None = None
    off: str = ""
