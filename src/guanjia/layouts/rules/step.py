"""Reads a STEP physical file (ISO 10303-21): an index of its entities, each read only when it is asked for."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

ENTITY = re.compile(r"#(\d+)\s*=\s*([A-Z][^';=]*+(?:'[^']*+'[^';=]*+)*+);")
"""One entity; nothing is read twice, so that a broken file costs no more than a sound one."""

COMMENT = re.compile(r"('[^']*')|/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(
    r"\s*(?:(?P<ref>\#\d+)|(?P<text>'(?:[^']|'')*')|(?P<enum>\.[A-Za-z0-9_]+\.)|(?P<real>[-+]?\d+\.?\d*(?:[Ee][-+]?\d+)?)"
    r"|(?P<none>[$*])|(?P<open>[A-Z][A-Z0-9_]*\s*\(|\()|(?P<close>\))|(?P<comma>,)|(?P<binary>\"[0-9A-F]*\"))"
)
UNICODE = re.compile(r"\\X2\\((?:[0-9A-F]{4})+)\\X0\\|\\X\\([0-9A-F]{2})|\\S\\(.)")


BUILDING = (
    "IFCSPACE",
    "IFCBUILDINGSTOREY",
    "IFCRELAGG",
    "IFCRELCONTAINED",
    "IFCCOLUMN",
    "IFCDOOR",
    "IFCUNITASSIGNMENT",
)
"""How the types begin that `StepFile.of_type` is asked for."""


class Reference(int):
    """The number of another entity."""


class BrokenFile(Exception):
    """The text is no STEP file, or an entity of it cannot be read."""


class StepFile:
    """An open file: entities by number, and the numbers of each type in the order of the file."""

    def __init__(self, text: str) -> None:
        if not text.lstrip().startswith("ISO-10303-21"):
            raise BrokenFile
        self._head = text[:20000]
        if "/*" in text:
            text = COMMENT.sub(lambda found: found[1] or " ", text)
        self._body: dict[str, str] = dict(ENTITY.findall(text, max(text.find("DATA;"), 0)))
        self._read: dict[int, list[Any]] = {}
        if not self._body:
            raise BrokenFile

    @cached_property
    def schema(self) -> str:
        """The name of the schema, such as IFC2X3."""
        found = re.search(r"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", self._head)
        return found[1].upper() if found else ""

    def of_type(self, *kinds: str) -> Iterable[int]:
        """Numbers of all entities of these types."""
        return (number for kind in kinds for number in self._types.get(kind, ()))

    @cached_property
    def _types(self) -> dict[str, list[int]]:
        """Numbers by type; only of types that begin like one that a building is made of, not of its countless points."""
        found: dict[str, list[int]] = {}
        for number, body in self._body.items():
            if body.startswith(BUILDING):
                found.setdefault(_kind(body), []).append(int(number))
        return found

    def kind(self, number: Any) -> str:
        """The type of an entity; "" for what is no reference or is not in the file."""
        return _kind(self._body.get(str(int(number)), "")) if isinstance(number, int) else ""

    def get(self, number: Any) -> list[Any]:
        """The attributes of an entity; empty for what is no reference or is not in the file. Raises BrokenFile."""
        if not isinstance(number, int):
            return []
        if number not in self._read:
            body = self._body.get(str(int(number)))
            if body is None:
                return []
            start, end = body.find("("), body.rfind(")")
            if start < 0 or end < start:
                raise BrokenFile
            self._read[number] = parsed(body[start + 1 : end])
        return self._read[number]


def _kind(body: str) -> str:
    return body.partition("(")[0].rstrip()


def parsed(text: str) -> list[Any]:
    """Attributes from their text: numbers, texts, references, lists; None for $ and *, typed values without their type."""
    stack: list[list[Any]] = [[]]
    typed: list[bool] = []
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            if not text[at:].strip():
                break
            raise BrokenFile
        at, kind, value = found.end(), found.lastgroup, found[found.lastgroup or 0]
        if kind == "open":
            typed.append(len(value) > 1)
            stack.append([])
        elif kind == "close":
            if len(stack) < 2:
                raise BrokenFile
            done = stack.pop()
            stack[-1].append(done[0] if typed.pop() and len(done) == 1 else done)
        elif kind != "comma":
            stack[-1].append(_value(kind or "", value))
    if len(stack) != 1:
        raise BrokenFile
    return stack[0]


def _value(kind: str, value: str) -> Any:
    if kind == "ref":
        return Reference(value[1:])
    if kind == "text":
        return decoded(value[1:-1])
    if kind == "real":
        return float(value)
    return value if kind in ("enum", "binary") else None


def decoded(text: str) -> str:
    """A text of the file with its escapes read.

    >>> decoded("\\\\X2\\\\4F1A8BAE\\\\X0\\\\ it''s")
    "会议 it's"
    """

    def letter(found: re.Match[str]) -> str:
        if found[1]:
            return bytes.fromhex(found[1]).decode("utf-16-be", "replace")
        return chr(int(found[2], 16)) if found[2] else chr(ord(found[3]) + 128)

    return UNICODE.sub(letter, text).replace("''", "'").replace("\\\\", "\\")


def numbers(values: Sequence[Any]) -> list[float]:
    """The numbers of a list; what is none counts as zero."""
    return [float(v) if isinstance(v, int | float) else 0.0 for v in values]
