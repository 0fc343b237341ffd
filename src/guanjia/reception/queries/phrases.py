"""Phrases in two languages and more, from the shipped file (LANG-004, LANG-006; IMAG-011, IMAG-027..029)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

FILE = Path(__file__).parent.parent / "phrases.yaml"


class Scene(Word):
    """The four scenes of the drills."""

    RECEPTION = "reception", N_("Receiving")
    GUIDANCE = "guidance", N_("Guiding")
    EXPLANATION = "explanation", N_("Explaining")
    EMERGENCY = "emergency", N_("Emergencies")


NAMES = {"zh": "中文", "en": "English", "ja": "日本語", "ko": "한국어"}
TAGS = {"zh": "zh-CN", "en": "en", "ja": "ja", "ko": "ko"}
BANNED = ("不行", "不可以", "不知道")
"""Words that are never said to a guest (IMAG-011)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase by language; `code` is its situation and place in it."""

    code: str
    situation: str
    words: dict[str, str]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, own name) of the languages it exists in, Chinese left out."""
        return [(code, NAMES[code]) for code in self.words if code != "zh"]


@dataclass(frozen=True, slots=True)
class Situation:
    """When phrases are said, and by which post."""

    code: str
    zh: str
    en: str
    scene: Scene
    post: str
    phrases: tuple[Phrase, ...]

    def say(self, language: str) -> str:
        """The title in a language of the house."""
        return self.zh if language.startswith("zh") else self.en


@cache
def situations() -> tuple[Situation, ...]:
    """Every situation with its phrases, in the order of the file."""
    return tuple(_situation(row) for row in yaml.safe_load(FILE.read_text("utf-8"))["situations"])


def _situation(row: dict) -> Situation:  # type: ignore[type-arg]
    found = tuple(Phrase(f"{row['code']}-{n}", row["code"], dict(each)) for n, each in enumerate(row["phrases"], 1))
    return Situation(row["code"], row["title"]["zh"], row["title"]["en"], Scene(row["scene"]), row["post"], found)


def find_phrases(*, words: str = "", situation: str = "", post: str = "", language: str = "") -> list[Phrase]:
    """Phrases with these words in any language, of a situation, a post (those of no post are everybody's), in a language."""
    wanted = words.casefold()
    return [
        phrase
        for each in situations()
        if (not situation or each.code == situation) and (not post or each.post in {"", post})
        for phrase in each.phrases
        if (not language or language in phrase.words)
        and (not wanted or any(wanted in text.casefold() for text in phrase.words.values()))
    ]


def phrase_of(code: str) -> Phrase | None:
    """The phrase with this code, None for none."""
    return next((each for each in find_phrases() if each.code == code), None)
