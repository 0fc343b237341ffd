"""The usual things of a promise as plain fields: lengths, counts, wall times, posts. What they do not say stays in YAML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.queries.lengths import read_length, say_length
from guanjia.standards.queries.saying import CHANNELS
from guanjia.standards.queries.wording import season_label

Kind = Literal["length", "minutes", "number", "clock", "side", "post", "channel"]
Typed = Mapping[str, str]
_LINK = re.compile(r"(\d+)m(?:-(\d+)m)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Plain:
    """One input: `value` as shown, of the field `whole`. `required` ones may not be emptied."""

    name: str
    label: str
    whole: str
    kind: Kind
    value: str
    required: bool = True
    help: str = ""


class Unreadable(ValueError):
    """What was typed into the input `name` means nothing; `said` tells what to write."""

    def __init__(self, name: str, said: str) -> None:
        self.name, self.said = name, said
        super().__init__(said)


def plain_fields(raw: Mapping[str, Any]) -> list[Plain]:
    """The inputs for this promise; a part that plain inputs cannot hold (an odd rule) has none."""
    (kind, when), *_rest = raw["when"].items()
    found = _WHEN[kind][0](when)
    window = raw.get("window") or {}
    found += [
        Plain("window_opens", _("May be done from, before due"), "window", "length", _said(window.get("opens", "0s"))),
        Plain(
            "window_missed", _("Missed, after due"), "window", "length", _said(window.get("missed")), False,
            _("Empty: never missed, owed until it is done."),
        ),
    ]  # fmt: skip
    return found if raw.get("ambient") else found + _ladder(raw.get("ladder") or [])


def rebuilt(raw: Mapping[str, Any], whole: str, typed: Typed) -> Any:
    """The field `whole` of the promise with what was typed. Raises Unreadable."""
    if whole == "when":
        ((kind, when),) = raw["when"].items()
        return {kind: _WHEN[kind][1](when, typed)}
    if whole == "window":
        missed = typed["window_missed"].strip()
        found = {"opens": _length(typed, "window_opens")}
        return found | ({"missed": _length(typed, "window_missed")} if missed else {})
    return _steps(typed)


def _said(value: Any) -> str:
    return say_length(str(value)) if value else ""


def _length(typed: Typed, name: str) -> str:
    try:
        return read_length(typed[name])
    except ValueError:
        raise Unreadable(name, _("Write a length of time such as 30 minutes, 2 hours or 3 working days.")) from None


def _number(typed: Typed, name: str) -> int:
    if not typed[name].strip().isdecimal() or not 0 < int(typed[name]) < 1000:
        raise Unreadable(name, _("Write a whole number from 1."))
    return int(typed[name])


def _relative(when: Mapping[str, Any]) -> list[Plain]:
    offset = str(when["offset"])
    side = "before" if offset.startswith("-") else "after"
    return [
        Plain("when_length", _("How long before or after"), "when", "length", _said(offset.removeprefix("-"))),
        Plain("when_side", _("Before or after the moment"), "when", "side", side),
    ]


def _to_relative(when: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    return {**when, "offset": ("-" if typed["when_side"] == "before" else "") + _length(typed, "when_length")}


def _one_length(key: str, label: str) -> tuple[Callable[..., list[Plain]], Callable[..., dict[str, Any]]]:
    """Reader and writer of a kind whose only usual number is the length under `key`."""

    def read(when: Mapping[str, Any]) -> list[Plain]:
        return [Plain("when_length", _(label), "when", "length", _said(when[key]))]

    def write(when: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
        return {**when, key: _length(typed, "when_length")}

    return read, write


def _chain(when: Mapping[str, Any]) -> list[Plain]:
    lists = {name: each["links"] for name, each in (when.get("seasons") or {"": when}).items()}
    if not all(_LINK.fullmatch(str(link)) for links in lists.values() for link in links):
        return []
    hint = _("Minutes since the one before, from-to; the last one repeats: 10-15, 15-20, 25-30")
    return [
        Plain(
            f"when_links_{name}", _("Intervals, %(season)s") % {"season": season_label(name)} if name else _("Intervals"),
            "when", "minutes", ", ".join(str(link).replace("m", "") for link in links), True, hint,
        )
        for name, links in lists.items()
    ]  # fmt: skip


def _to_chain(when: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    if "seasons" not in when:
        return {**when, "links": _links(typed, "when_links_")}
    seasons = {name: {**each, "links": _links(typed, f"when_links_{name}")} for name, each in when["seasons"].items()}
    return {**when, "seasons": seasons}


def _links(typed: Typed, name: str) -> list[str]:
    found = [part.strip() for part in re.split(r"[,，、]", typed[name])]
    if not all(re.fullmatch(r"\d+(\s*-\s*\d+)?", part) for part in found):
        raise Unreadable(name, _("Write intervals in minutes such as 10-15, 15-20, 25-30."))
    return ["-".join(f"{edge.strip()}m" for edge in part.split("-")) for part in found]


def _parts(when: Mapping[str, Any]) -> dict[str, str]:
    return dict(part.split("=", 1) for part in str(when["rule"]).upper().split(";"))


def _calendar(when: Mapping[str, Any]) -> list[Plain]:
    parts = _parts(when)
    every = {
        "HOURLY": _("Every how many hours"),
        "DAILY": _("Every how many days"),
        "WEEKLY": _("Every how many weeks"),
        "MONTHLY": _("Every how many months"),
        "YEARLY": _("Every how many years"),
    }.get(parts["FREQ"], _("Every"))
    found = [Plain("when_every", every, "when", "number", parts.get("INTERVAL", "1"))]
    hour, minute = parts.get("BYHOUR", ""), parts.get("BYMINUTE", "0")
    if hour.isdecimal() and minute.isdecimal():
        found.append(
            Plain("when_clock", _("At, by the wall clock"), "when", "clock", f"{int(hour):02}:{int(minute):02}")
        )
    return found


def _to_calendar(when: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    parts, every = _parts(when), _number(typed, "when_every")
    if every != 1 or "INTERVAL" in parts:
        parts["INTERVAL"] = str(every)
    if "when_clock" in typed:
        clock = _CLOCK.fullmatch(typed["when_clock"].strip())
        if clock is None:
            raise Unreadable("when_clock", _("Write a time such as 07:45."))
        parts |= {"BYHOUR": str(int(clock[1])), "BYMINUTE": str(int(clock[2]))}
    return {**when, "rule": ";".join(f"{name}={value}" for name, value in parts.items())}


def _quota(when: Mapping[str, Any]) -> list[Plain]:
    return [
        Plain("when_count", _("How many times in the period"), "when", "number", str(when["count"])),
        Plain("when_spacing", _("At least so far apart"), "when", "length", _said(when.get("spacing")), False),
    ]


def _to_quota(when: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    rest = {name: value for name, value in when.items() if name != "spacing"}
    spacing = {"spacing": _length(typed, "when_spacing")} if typed["when_spacing"].strip() else {}
    return {**rest, "count": _number(typed, "when_count"), **spacing}


def _ladder(steps: list[Mapping[str, Any]]) -> list[Plain]:
    """Three inputs a rung and one rung more to fill in; a rung is taken off by emptying its time."""
    found = []
    for number, step in enumerate([*steps, {}], 1):
        name, value = f"ladder_{number}", {"n": number}
        found += [
            Plain(
                f"{name}_after", _("Rung %(n)s: after due") % value, "ladder", "length", _said(step.get("after")), False
            ),
            Plain(f"{name}_post", _("Rung %(n)s: told to") % value, "ladder", "post", str(step.get("post", "")), False),
            Plain(
                f"{name}_channel",
                _("Rung %(n)s: told how") % value,
                "ladder",
                "channel",
                str(step.get("channel", "app")),
            ),
        ]
    return found


def _steps(typed: Typed) -> list[dict[str, str]]:
    found, number = [], 1
    while f"ladder_{number}_after" in typed:
        name = f"ladder_{number}"
        number += 1
        if not typed[f"{name}_after"].strip():
            continue
        if not typed[f"{name}_post"]:
            raise Unreadable(f"{name}_post", _("Say which post is told."))
        channel = typed[f"{name}_channel"] if typed[f"{name}_channel"] in CHANNELS else "app"
        found.append({"after": _length(typed, f"{name}_after"), "post": typed[f"{name}_post"], "channel": channel})
    return found


_WHEN: dict[str, tuple[Callable[..., list[Plain]], Callable[..., dict[str, Any]]]] = {
    "relative": (_relative, _to_relative),
    "chain": (_chain, _to_chain),
    "calendar": (_calendar, _to_calendar),
    "quota": (_quota, _to_quota),
    "floating": _one_length("every", N_("Every, since the last time")),
    "timer": _one_length("target", N_("Within")),
    "trigger": _one_length("within", N_("Within")),
}
