"""Reads a standard from the mapping that YAML or the database holds."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, get_args

from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.condition import AllOf
from guanjia.standards.rules.parse_filter import parse_filter
from guanjia.standards.rules.parse_when import parse_when
from guanjia.standards.rules.problems import Problem, StandardInvalid
from guanjia.standards.rules.reader import BadValue, Reader, decimal, elapsed, flag, names, one_of, text, whole, words
from guanjia.standards.rules.standard import Discharge, Failure, Item, ProofKind, Standard, Step, Window
from guanjia.standards.rules.when import Chain, Timer

NOTHING = timedelta(0)
PROOFS = get_args(ProofKind)
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
SEED = re.compile(r"[A-Z]{4}-\d{3}")


def parse_standard(raw: Any, *, module: str = "", file: str = "") -> Standard:
    """The standard, or StandardInvalid with every mistake in it."""
    problems: list[Problem] = []
    reader = Reader(raw, "", problems)
    found = _standard(reader, module)
    reader.done()
    if not problems:
        _agree(reader, found)
    if problems:
        raise StandardInvalid(str(reader.raw.get("code") or "?"), problems, file)
    return found


def _standard(reader: Reader, module: str) -> Standard:
    when_reader = reader.inner("when")
    when: Any = parse_when(when_reader) if when_reader else reader.take("when", text)
    lead = timedelta(minutes=2) if isinstance(when, Chain) else timedelta(minutes=15)
    return Standard(
        code=reader.take("code", _code),
        title=reader.take("title", words),
        subject_kind=reader.take("subject", text),
        when=when,
        module=module,
        filter=reader.take("filter", parse_filter, AllOf()),
        window=_window(reader),
        post=reader.take("post", text, ""),
        performer=reader.take("performer", text, ""),
        items=_items(reader),
        proof=reader.take("proof", _proofs, ()),
        counter_sign=reader.take("counter_sign", text, ""),
        discharged_by=reader.take("discharged_by", _discharge, _usual_discharge(when)),
        after=reader.take("after", _code, ""),
        not_same_person_as=reader.take("not_same_person_as", _code, ""),
        single_handed=reader.take("single_handed", flag, False),
        gates=reader.take("gates", names, ()),
        on_move=reader.take("on_move", one_of(("follow", "keep", "reopen")), "follow"),
        catch_up=reader.take("catch_up", one_of(("each", "merge", "skip")), "merge"),
        short_notice=reader.take("short_notice", _length, lead),
        not_after=reader.take("not_after", names, ()),
        at_risk=reader.take("at_risk", _length, None),
        ladder=_ladder(reader),
        weight=reader.take("weight", whole, 1),
        scored=reader.take("scored", flag, True),
        ambient=reader.take("ambient", flag, False),
        seeds=reader.take("seeds", _seeds, ()),
        audience=reader.take("audience", one_of(("internal", "contract", "public")), "internal"),
        photo_forbidden_where=reader.take("photo_forbidden_where", text, ""),
        scan_fact=reader.take("scan_fact", text, ""),
        least_time=reader.take("least_time", _length, None),
        off=reader.take("off", text, ""),
    )


def _agree(reader: Reader, found: Standard) -> None:
    """The rules that need more than one field."""
    if bool(found.post) == bool(found.performer):
        reader.wrong("post", N_("give either post or performer"))
    if found.single_handed and not found.counter_sign:
        reader.wrong("single_handed", N_("needs a counter_sign"))
    if found.ambient and (found.ladder or found.at_risk is not None):
        reader.wrong("ambient", N_("an ambient promise has no ladder and no at_risk"))
    if found.ambient and isinstance(found.when, Chain) and found.window.missed is None:
        reader.wrong("window", N_("an ambient chain needs missed, or it would wait for ever"))
    if isinstance(found.when, Timer) and found.discharged_by.by != "move":
        reader.wrong("discharged_by", N_("a timer is discharged by its end moves"))
    if list(found.ladder) != sorted(found.ladder, key=lambda step: step.after):
        reader.wrong("ladder", N_("the steps must ascend"))
    if "scan" in found.proof and not found.scan_fact:
        reader.wrong("scan_fact", N_("is required where a scan is asked for"))
    if found.code in (found.after, found.not_same_person_as):
        reader.wrong("after", N_("a standard cannot wait for itself"))
    codes = [item.code for item in found.items]
    if len(codes) != len(set(codes)):
        reader.wrong("items", N_("two items have the same code"))


def _usual_discharge(when: Any) -> Discharge:
    return Discharge(by="move", names=when.end) if isinstance(when, Timer) else Discharge()


def _discharge(value: Any) -> Discharge:
    if value == "evidence":
        return Discharge()
    if isinstance(value, Mapping) and len(value) == 1:
        ((by, listed),) = value.items()
        if by in ("move", "event"):
            return Discharge(by=by, names=frozenset(names(listed)))
    raise BadValue(N_("must be evidence, {move: [...]} or {event: [...]}"))


def _window(reader: Reader) -> Window:
    inner = reader.inner("window")
    if inner is None:
        return Window()
    found = Window(opens=inner.take("opens", _length, NOTHING), missed=inner.take("missed", _length, None))
    inner.done()
    return found


def _items(reader: Reader) -> tuple[Item, ...]:
    found = []
    for row in reader.rows("items"):
        item = Item(
            code=row.take("code", text),
            text=row.take("text", words),
            proof=row.take("proof", one_of(PROOFS), "tick"),
            least=row.take("least", decimal, None),
            most=row.take("most", decimal, None),
            unit=row.take("unit", text, ""),
            required=row.take("required", flag, True),
            on_failure=row.take("on_failure", one_of(get_args(Failure)), "none"),
        )
        row.done()
        if item.proof != "number" and (item.least is not None or item.most is not None or item.unit):
            row.wrong("proof", N_("limits and units belong to a number"))
        if item.least is not None and item.most is not None and item.least > item.most:
            row.wrong("most", N_("must not be below least"))
        found.append(item)
    return tuple(found)


def _ladder(reader: Reader) -> tuple[Step, ...]:
    found = []
    for row in reader.rows("ladder"):
        step = Step(
            after=row.take("after", _length),
            post=row.take("post", text),
            channel=row.take("channel", one_of(("app", "message", "voice")), "app"),
        )
        row.done()
        if step.after is not None:
            found.append(step)
    return tuple(found)


def _length(value: Any) -> timedelta:
    found = elapsed(value)
    if found < NOTHING:
        raise BadValue(N_("must not be negative"))
    return found


def _code(value: Any) -> str:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise BadValue(N_("must be a dotted lower-case code such as conference.check.level1"))
    return value


def _seeds(value: Any) -> tuple[str, ...]:
    found = names(value)
    for each in found:
        if not SEED.fullmatch(each):
            raise BadValue(N_("%(seed)s is not a catalogue id such as CHKL-002"), seed=each)
    return found


def _proofs(value: Any) -> tuple[ProofKind, ...]:
    return tuple(one_of(PROOFS)(each) for each in names(value))
