"""Cuts text into tokens that both engines index alike: pairs of Han characters and whole Latin words."""

import re
import unicodedata

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(rf"([{HAN}]+)|([^\W_{HAN}]+)")


def bigrams(text: str) -> list[str]:
    """The text's tokens in order: 电梯维修 -> 电梯 梯维 维修 修, "Room A3" -> room a3. Lower case."""
    found: list[str] = []
    for run in runs(text):
        found += run
        if len(run[-1]) == 2 and is_han(run[-1][0]):
            found.append(run[-1][1])
    return found


def runs(text: str) -> list[list[str]]:
    """The text's unbroken runs, each as tokens that must follow each other: [[电梯, 梯维, 维修], [a3]]."""
    calm = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    calm = "".join(char for char in calm if not unicodedata.combining(char))
    found = []
    for han, word in RUN.findall(unicodedata.normalize("NFC", calm)):
        found.append([han[at : at + 2] for at in range(len(han) - 1)] or [han] if han else [word])
    return found


def is_han(char: str) -> bool:
    """Whether the character is cut into pairs."""
    return bool(RUN.match(char)) and RUN.match(char).group(1) is not None  # type: ignore[union-attr]


def token(gram: str) -> str:
    """The gram in ASCII letters and digits, the same for every locale: latin as z-word, all else by code point."""
    if gram.isascii():
        return f"z{gram}"
    return "u" + "".join(f"{ord(char):05x}" for char in gram)


def tokens(text: str) -> str:
    """All tokens of a text, space-separated, as they are indexed."""
    return " ".join(token(gram) for gram in bigrams(text))
