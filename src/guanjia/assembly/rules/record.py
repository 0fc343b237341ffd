"""The sealed record: its parts, its head, and the check that an outsider makes (ADR 0106). Needs no Django and no database."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guanjia.assembly.rules.tally import Body, Cast, Majority, Quorum, tally
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

FORMAT = "guanjia-record/1"
HEAD, STAMP, JOURNAL, GUIDE, FOLDER, PEOPLE = (
    "head.json",
    "stamp.tst",
    "journal.json",
    "README.txt",
    "parts/",
    "people/",
)


def canonical(data: Any) -> str:
    """The one spelling of the data: keys in order, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str | bytes) -> str:
    """The SHA-256 as hex digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def head_of(meeting: Mapping[str, Any], parts: Mapping[str, str]) -> str:
    """The head: what the meeting was, and the hash of each part. Its own hash is what is sealed and time-stamped."""
    return canonical(
        {"format": FORMAT, "meeting": meeting, "parts": {name: digest_of(text) for name, text in parts.items()}}
    )


class Flaw(Word):
    """What is wrong with a record."""

    FORM = "form", N_("This is no sealed record: %(what)s")
    CHANGED = "changed", N_("%(what)s was changed")
    MISSING = "missing", N_("%(what)s is missing")
    EXTRA = "extra", N_("%(what)s was put in afterwards")
    RESULT = "result", N_("The result in %(what)s is not what its votes say")
    STAMP = "stamp", N_("The time stamp does not hold: %(what)s")
    UNTRUSTED = "untrusted", N_("The time stamp was made by an authority that you did not name: %(what)s")
    JOURNAL = "journal", N_("The journal of the house says otherwise: %(what)s")
    PAPER = "paper", N_("%(what)s is not the paper that lay before the meeting")


@dataclass(frozen=True)
class Finding:
    """One flaw and where it is."""

    flaw: Flaw
    what: str


def check_parts(head: str, parts: Mapping[str, str]) -> list[Finding]:
    """Compare each part with the head, and count each motion again. An erased person's part may be missing (the right to erasure)."""
    try:
        told = json.loads(head)
        listed: dict[str, str] = told["parts"]
        if told["format"] != FORMAT or canonical(told) != head:
            raise ValueError("format")
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Finding(Flaw.FORM, HEAD)]
    found = [Finding(Flaw.MISSING, name) for name in listed if name not in parts and not name.startswith(PEOPLE)]
    found += [Finding(Flaw.EXTRA, name) for name in parts if name not in listed]
    found += [
        Finding(Flaw.CHANGED, name) for name, text in parts.items() if listed.get(name, "") not in ("", digest_of(text))
    ]
    found += [
        Finding(Flaw.RESULT, name) for name, text in parts.items() if name.startswith("motions/") and not _adds_up(text)
    ]
    return sorted(found, key=lambda each: (each.what, each.flaw.value))


def erased(head: str, parts: Mapping[str, str]) -> list[str]:
    """The people of the record whose part is no longer there."""
    return sorted(name for name in json.loads(head)["parts"] if name.startswith(PEOPLE) and name not in parts)


def _adds_up(text: str) -> bool:
    try:
        motion = json.loads(text)
        return _counted(motion) == motion["result"]
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, StopIteration):
        return False


def _counted(motion: Mapping[str, Any]) -> dict[str, Any]:
    """The result that the rows of the part give, in the words of the part."""
    electors: Sequence[Mapping[str, Any]] = motion["electors"]
    there = [row for row in electors if row["present"]]
    body = Body(
        entitled=len(electors),
        present=len(there),
        voted=sum(bool(row["voted"]) for row in electors),
        entitled_weight=sum((Decimal(row["weight"]) for row in electors), Decimal(0)),
        present_weight=sum((Decimal(row["weight"]) for row in there), Decimal(0)),
    )
    cast = [Cast(row["option"], Decimal(row["weight"])) for row in motion["ballots"]]
    cast += [
        Cast(option, Decimal(number), number) for row in motion["counts"] for option, number in row["numbers"].items()
    ]
    result = tally(
        options=[code for code, _label in motion["options"]], quorum=_quorum(motion["quorum"]),
        majority=_majority(motion["majority"]), weighted=motion["weighted"], body=body, cast=cast,
    )  # fmt: skip
    return {
        "lines": {line.option: [line.number, plain(line.weight)] for line in result.lines},
        "entitled": body.entitled,
        "present": body.present,
        "voted": body.voted,
        "entitled_weight": plain(body.entitled_weight),
        "present_weight": plain(body.present_weight),
        "quorate": result.quorate,
        "carried": result.carried,
        "winner": result.winner,
    }


def _quorum(code: str) -> Quorum:
    return next(each for each in Quorum if each.value == code)


def _majority(code: str) -> Majority:
    return next(each for each in Majority if each.value == code)


def plain(number: Decimal) -> str:
    """A number as text, without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
