"""Which names were read by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guanjia.conference.models import Event, Guest, NameProof
from guanjia.conference.queries.guests import guest_rows
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.proofs import (
    FIRST,
    ORGANISER,
    SECOND,
    Look,
    list_hash,
    missing_steps,
    next_look,
    text_hash,
)


@dataclass(frozen=True)
class NameLine:
    """A guest as the card will say it, with what was looked at and what is missing."""

    guest: Guest
    text_hash: str
    looks: tuple[Look, ...]
    missing: tuple[str, ...]

    @property
    def readable(self) -> bool:
        """Whether everything was read."""
        return not self.missing

    @property
    def seen(self) -> dict[str, bool]:
        """Each of the three looks, for the page."""
        return {step: step not in self.missing for step in (ORGANISER, FIRST, SECOND)}


def hash_of_guest(guest: Guest) -> str:
    """The hash of what a card says of the guest, who comes with the delegation."""
    return text_hash(guest.name, guest.delegation.name if guest.delegation else "", guest.position)


def name_lines(event: Event) -> list[NameLine]:
    """Everybody who may come, in the organiser's order; two queries."""
    guests = [guest for guest in guest_rows(event) if guest.answer in MAY_ENTER]
    return lines_of_guests(guests, NameProof.objects.filter(guest__event=event))


def lines_of_guests(guests: Sequence[Guest], proofs: Iterable[NameProof]) -> list[NameLine]:
    """The same for some."""
    looks: dict[int, list[Look]] = {}
    for proof in proofs:
        looks.setdefault(proof.guest_id, []).append(Look(proof.step, proof.text_hash, proof.by_id))
    lines = []
    for guest in guests:
        mine, now = tuple(looks.get(guest.pk, ())), hash_of_guest(guest)
        lines.append(NameLine(guest, now, mine, missing_steps(now, mine)))
    return lines


READ_AT_ONCE = 500
"""No longer list is shown, and read, in one piece."""


def shown_to(reader: int, lines: Sequence[NameLine]) -> list[NameLine]:
    """The names on the reader's page: first those that need a look from them, then the open, then the others."""

    def later(line: NameLine) -> tuple[bool, bool]:
        return not next_look(line.missing, reader, line.looks, line.text_hash), line.readable

    return sorted(lines, key=later)[:READ_AT_ONCE]


def hash_of_list(lines: Iterable[NameLine]) -> str:
    """The hash of exactly these names."""
    return list_hash({line.guest.pk: line.text_hash for line in lines})
