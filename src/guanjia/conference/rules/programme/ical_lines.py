"""Content lines of iCalendar (RFC 5545): unfolding, parameters and values, in bounded memory."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.rows import Unreadable
from guanjia.conference.rules.programme.source import Source
from guanjia.kernel.words import gettext_noop as N_

_NAME = re.compile(r"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9-]+)")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """NAME;PARAMETER=x:value. Names are in capitals, `value` is as written."""

    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value with \\n, \\, and \\; taken back."""
        return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value)


def lines(source: Source) -> Iterator[Line]:
    """The content lines with folds taken back. A line that is none is passed over; a value is cut at 400,000."""
    unfolded: list[str] = []
    length = 0
    for physical in _physical(source):
        if physical[:1] in {" ", "\t"}:
            if length < limits.TEXT:
                unfolded.append(physical[1:])
                length += len(physical)
            continue
        if unfolded and (line := _line("".join(unfolded))):
            yield line
        unfolded, length = [physical[: limits.TEXT]], len(physical)
    if unfolded and (line := _line("".join(unfolded))):
        yield line


def _physical(source: Source) -> Iterator[str]:
    pending: list[str] = []
    length = 0
    for chunk in source.chunks():
        first, *others = chunk.split("\n")
        pending.append(first)
        length += len(first)
        if length > limits.TOKEN:
            raise Unreadable(N_("The file holds one piece of more than 32 MB, which no programme has."))
        if others:
            yield "".join(pending).rstrip("\r")
            pending = [others.pop()]
            length = len(pending[0])
            for line in others:
                yield line.rstrip("\r")
    if length:
        yield "".join(pending).rstrip("\r")


def _line(text: str) -> Line | None:
    match = _NAME.match(text)
    if not match:
        return None
    parameters = {}
    place = match.end()
    while found := _PARAMETER.match(text, place):
        parameters[found[1].upper()] = found[2].strip('"')
        place = found.end()
    if text[place : place + 1] != ":":
        return None
    return Line(match[1].upper(), parameters, text[place + 1 :])
