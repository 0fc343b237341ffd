"""Interpreting: how many interpreters, who speaks when, which languages are offered (LANG-001, LANG-002, LANG-012)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

import yaml

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

FIGURES = yaml.safe_load((Path(__file__).parent.parent / "interpreting.yaml").read_text(encoding="utf-8"))
OFFERED_AT_LARGE: int = FIGURES["offered_at_large"]
"""So many languages of interpretation are offered at large events (LANG-012)."""
TURN = timedelta(minutes=FIGURES["turn_minutes"])
SHORTEST_TURN = timedelta(minutes=FIGURES["shortest_turn_minutes"])
"""In a booth two take turns of 20 to 30 minutes."""
LONG_DAY = timedelta(hours=FIGURES["long_day_hours"])
SPARE_PERCENT: int = FIGURES["spare_percent"]


class Language(Word):
    """Languages that are asked for by name; the first three are the main foreign ones (LANG-006)."""

    EN = "en", N_("English")
    JA = "ja", N_("Japanese")
    KO = "ko", N_("Korean")
    FR = "fr", N_("French")
    RU = "ru", N_("Russian")
    DE = "de", N_("German")
    ES = "es", N_("Spanish")
    AR = "ar", N_("Arabic")
    YUE = "yue", N_("Cantonese")
    SIGN = "sign", N_("Sign language")


MAIN_FOREIGN = frozenset({Language.EN, Language.JA, Language.KO})


class Mode(Word):
    """How it is interpreted."""

    CONSECUTIVE = "consecutive", N_("Consecutive")
    SIMULTANEOUS = "simultaneous", N_("Simultaneous, in a booth")
    WHISPER = "whisper", N_("Whispered")
    SIGNED = "signed", N_("Signed")


IN_TURNS = frozenset({Mode.SIMULTANEOUS, Mode.SIGNED, Mode.WHISPER})


class Skill(Word):
    """How well somebody speaks (LANG-001)."""

    BASIC = "basic", N_("Basic: everyday phrases")
    INTERMEDIATE = "intermediate", N_("Intermediate: talks at work")
    ADVANCED = "advanced", N_("Advanced: interprets")


def interpreters_needed(mode: Mode, length: timedelta) -> int:
    """Interpreters for one language: two in turns, three on a long day; consecutive one up to two hours, then two."""
    if mode in IN_TURNS:
        if length > LONG_DAY:
            return int(FIGURES["on_a_long_day"])
        return int(FIGURES["in_turns"]) if length > timedelta(minutes=FIGURES["alone_minutes"]) else 1
    return 1 if length <= timedelta(hours=FIGURES["consecutive_alone_hours"]) else int(FIGURES["in_turns"])


def booths_needed(modes: Iterable[Mode]) -> int:
    """One booth for each language that is interpreted simultaneously."""
    return sum(mode is Mode.SIMULTANEOUS for mode in modes)


def receivers_needed(listeners: int, spare_percent: int = SPARE_PERCENT) -> int:
    """Receivers for so many listeners: one each and some spare, one in twenty where the site does not say otherwise."""
    return listeners + ceil(listeners * spare_percent / 100)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks from when until when."""

    who: str
    starts_at: datetime
    ends_at: datetime


def turns(starts_at: datetime, ends_at: datetime, names: Sequence[str], each: timedelta = TURN) -> list[Turn]:
    """Who speaks when, in turns; the last one ends with the meeting and a rest shorter than 20 minutes joins the turn before."""
    if not names or ends_at <= starts_at:
        return []
    if len(names) == 1:
        return [Turn(names[0], starts_at, ends_at)]
    found: list[Turn] = []
    begin = starts_at
    while begin < ends_at:
        end = min(begin + each, ends_at)
        if ends_at - end < SHORTEST_TURN:
            end = ends_at
        found.append(Turn(names[len(found) % len(names)], begin, end))
        begin = end
    return found


def shifts_without(speakers: Mapping[int, Iterable[str]], shifts: Mapping[str, Iterable[int]]) -> list[str]:
    """Shifts on which nobody speaks a main foreign language (LANG-002). `speakers` user -> languages, `shifts` name -> users."""
    able = {user for user, languages in speakers.items() if MAIN_FOREIGN & set(languages)}
    return [name for name, users in shifts.items() if not able & set(users)]
