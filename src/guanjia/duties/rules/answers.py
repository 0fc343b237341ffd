"""The answered checklist: what failed and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from guanjia.standards.rules.standard import Item


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered line. `ok` None = not answered. `value` for numbers; `note` free text or why not in
    order; `proof_id` of the photo, scan or signature."""

    item: str
    ok: bool | None
    value: Decimal | None = None
    note: str = ""
    proof_id: str = ""


def failures(items: Sequence[Item], answers: Sequence[Answer]) -> tuple[Item, ...]:
    """The failed items: answered "not in order", or a number outside its limits (the limits are in order)."""
    given = {each.item: each for each in answers}
    return tuple(item for item in items if (answer := given.get(item.code)) and _failed(item, answer))


def missing(items: Sequence[Item], answers: Sequence[Answer], *, photos_forbidden: bool = False) -> tuple[Item, ...]:
    """Required items without an answer or without the proof they ask for. Where photos are forbidden a tick will do."""
    given = {each.item: each for each in answers}
    return tuple(
        item for item in items if item.required and not _answered(item, given.get(item.code), photos_forbidden)
    )


def _failed(item: Item, answer: Answer) -> bool:
    if answer.ok is False:
        return True
    if item.proof != "number" or answer.value is None:
        return False
    too_low = item.least is not None and answer.value < item.least
    return too_low or (item.most is not None and answer.value > item.most)


def _answered(item: Item, answer: Answer | None, photos_forbidden: bool) -> bool:
    if answer is None:
        return False
    if answer.ok is False:
        return True
    match item.proof:
        case "number":
            return answer.value is not None
        case "text":
            return bool(answer.note.strip())
        case "photo" if photos_forbidden:
            return answer.ok is not None
        case "photo" | "scan" | "signature":
            return bool(answer.proof_id)
        case _:
            return answer.ok is not None
