"""Writes a standard back as the one canonical mapping; its hash names the version."""

import hashlib
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

from guanjia.kernel.span import elapsed_text, span_text
from guanjia.standards.rules.parse_filter import dump_filter
from guanjia.standards.rules.standard import Discharge, Item, Standard, Words
from guanjia.standards.rules.when import Calendar, Chain, Floating, Link, Quota, Relative, Timer, Trigger, When


def dump_standard(standard: Standard) -> dict[str, Any]:
    """Every field that is not empty, in plain JSON values; `parse_standard` reads it back as an equal standard.

    `module` is not part of it: who ships a promise does not change it.
    """
    found: dict[str, Any] = {
        "code": standard.code,
        "title": _words(standard.title),
        "subject": standard.subject_kind,
        "when": dump_when(standard.when),
        "filter": dump_filter(standard.filter),
        "window": _filled({"opens": standard.window.opens, "missed": standard.window.missed}),
        "items": [_item(each) for each in standard.items],
        "ladder": [
            {"after": elapsed_text(each.after), "post": each.post, "channel": each.channel} for each in standard.ladder
        ],
        "discharged_by": _discharge(standard.discharged_by),
    }
    plain = (
        "post", "performer", "proof", "counter_sign", "after", "not_same_person_as", "single_handed", "gates",
        "on_move", "catch_up", "short_notice", "not_after", "at_risk", "weight", "scored", "ambient", "seeds",
        "audience", "photo_forbidden_where", "scan_fact", "least_time", "off",
    )  # fmt: skip
    return _filled(found | {name: getattr(standard, name) for name in plain})


def fingerprint(standard: Standard) -> str:
    """SHA-256 of the canonical mapping, in hex. Equal promises have equal fingerprints, however they were written."""
    body = json.dumps(dump_standard(standard), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def dump_when(when: When) -> dict[str, Any]:
    """The mapping under `when`."""
    match when:
        case Relative():
            return {"relative": {"moment": list(when.moment), "offset": span_text(when.offset)}}
        case Chain():
            seasons = {
                each.name: {"months": sorted(each.months), "links": [_link(link) for link in each.links]}
                for each in when.seasons
            }
            rests = {"rests": [list(each) for each in when.rests]} if when.rests else {}
            return {"chain": {"start": list(when.start), "until": list(when.until), "seasons": seasons} | rests}
        case Calendar():
            fields = {"rule": when.rrule, "start": when.start, "until": when.until, "holiday": when.holiday}
            return {"calendar": _filled(fields | {"anchor": when.anchor and when.anchor.isoformat()})}
        case Floating():
            return {"floating": _filled({"start": when.start, "every": span_text(when.every), "until": when.until})}
        case Quota():
            between = when.between and [f"{each:%H:%M}" for each in when.between]
            names = ("count", "period", "spacing", "days", "start", "until")
            return {"quota": _filled({name: getattr(when, name) for name in names} | {"between": between})}
        case Timer():
            moves = {name: sorted(getattr(when, name)) for name in ("begin", "end", "pause", "resume", "cancel")}
            return {"timer": _filled({"name": when.name, "target": span_text(when.target)} | moves)}
        case Trigger():
            fields = {"event": when.event, "move": when.move, "fact": when.fact, "within": span_text(when.within)}
            return {"trigger": _filled(fields | ({"step": when.step} if when.fact else {}))}


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _item(item: Item) -> dict[str, Any]:
    names = ("code", "proof", "least", "most", "unit", "required", "on_failure")
    return _filled({"text": _words(item.text)} | {name: getattr(item, name) for name in names})


def _discharge(discharge: Discharge) -> Any:
    return "evidence" if discharge.by == "evidence" else {discharge.by: sorted(discharge.names)}


def _link(link: Link) -> str:
    return f"{elapsed_text(link.least)}-{elapsed_text(link.most)}"


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Without empty texts, lists, mappings and None; zero and false stay."""
    return {
        name: _plain(value) for name, value in fields.items() if value is not None and value not in ("", (), [], {})
    }


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return elapsed_text(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return list(value) if isinstance(value, tuple) else value
