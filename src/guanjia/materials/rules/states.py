"""Kinds of papers (MATR-001..005), the states of a paper, of a numbered copy and of an incident, and their legal moves (W05)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

LIST, PAPER = "materials.list", "materials.paper"
"""The kinds of subject that the standards speak about."""


class Kind(State):
    """What the paper is."""

    AGENDA = "agenda", N_("Agenda"), "blue"
    GUIDE = "guide", N_("Guide for attendees: transport and lodging"), "teal"
    SPEAKER = "speaker", N_("Speaker's introduction and slides"), "indigo"
    BACKGROUND = "background", N_("Background and related papers"), "azure"
    BROCHURE = "brochure", N_("Brochures and souvenirs"), "green"


class Form(State):
    """How it reaches its reader. The agenda comes in both (MATR-001)."""

    ELECTRONIC = "electronic", N_("Electronic only"), "green"
    PRINTED = "printed", N_("On paper only"), "blue"
    BOTH = "both", N_("Printed and electronic"), "azure"


ON_PAPER = frozenset({Form.PRINTED, Form.BOTH})


class Packing(State):
    """By what the bags are sorted (MATR-008), or that the paper lies on the seats (MATR-010)."""

    BY_NAME = "name", N_("By name"), "blue"
    BY_SEAT = "seat", N_("By seat number"), "teal"
    ON_SEATS = "laid", N_("Laid on the seats"), "azure"


class Source(State):
    """Who prints it."""

    HOUSE = "house", N_("Printed in the house"), "blue"
    SUPPLIER = "supplier", N_("Printed by a supplier"), "orange"
    ORGANISER = "organiser", N_("Brought by the organiser"), "teal"


class ListState(State):
    """How far the list of an event is: nothing is printed from one that is not confirmed (MATR-006)."""

    DRAFT = "draft", N_("Draft"), "secondary"
    CONFIRMED = "confirmed", N_("Confirmed"), "green"
    CHANGED = "changed", N_("Changed since it was confirmed"), "orange"


L = ListState
LIST_MOVES: dict[ListState, frozenset[ListState]] = {
    L.DRAFT: frozenset({L.CONFIRMED}),
    L.CONFIRMED: frozenset({L.CHANGED}),
    L.CHANGED: frozenset({L.CONFIRMED}),
}
assert LIST_MOVES.keys() == set(ListState), "every state needs its row"


class PaperState(State):
    """One version of one paper, from the list to its end."""

    LISTED = "listed", N_("On the list"), "secondary"
    PRINTED = "printed", N_("Copies are there"), "blue"
    PACKED = "packed", N_("Packed"), "teal"
    OUT = "out", N_("Being handed out"), "azure"
    WITHDRAWN = "withdrawn", N_("Old version, withdrawn"), "orange"
    RECALLED = "recalled", N_("Every copy accounted for"), "green"
    DESTROYED = "destroyed", N_("Destroyed, with report"), "secondary"
    DROPPED = "dropped", N_("Struck off the list"), "secondary"


P = PaperState
PAPER_MOVES: dict[PaperState, frozenset[PaperState]] = {
    P.LISTED: frozenset({P.PRINTED, P.DROPPED}),
    P.PRINTED: frozenset({P.PACKED, P.OUT, P.WITHDRAWN, P.RECALLED}),
    P.PACKED: frozenset({P.OUT, P.WITHDRAWN, P.RECALLED}),
    P.OUT: frozenset({P.WITHDRAWN, P.RECALLED}),
    P.WITHDRAWN: frozenset({P.RECALLED}),  # the old version comes back too
    P.RECALLED: frozenset({P.DESTROYED}),
    P.DESTROYED: frozenset(),
    P.DROPPED: frozenset({P.LISTED}),
}
assert PAPER_MOVES.keys() == set(PaperState), "every state needs its row"

GIVEN_OUT = frozenset({P.PRINTED, P.PACKED, P.OUT})
"""A paper in these states may be handed to somebody."""


class CopyState(State):
    """Where a numbered copy is."""

    KEPT = "kept", N_("With its keeper"), "blue"
    OUT = "out", N_("Given to the reader"), "azure"
    BACK = "back", N_("Taken back"), "green"
    MISSING = "missing", N_("Copy not found"), "red"
    LOST = "lost", N_("Lost, incident on record"), "red"
    DESTROYED = "destroyed", N_("Destroyed, with report"), "secondary"


C = CopyState
COPY_MOVES: dict[CopyState, frozenset[CopyState]] = {
    C.KEPT: frozenset({C.OUT, C.MISSING, C.DESTROYED}),
    C.OUT: frozenset({C.BACK, C.MISSING}),
    C.BACK: frozenset({C.OUT, C.MISSING, C.DESTROYED}),  # a meeting of two days hands it out again
    C.MISSING: frozenset({C.BACK, C.LOST}),
    C.LOST: frozenset({C.BACK}),  # it turned up after all
    C.DESTROYED: frozenset(),
}
assert COPY_MOVES.keys() == set(CopyState), "every state needs its row"

IN_HAND = frozenset({C.KEPT, C.BACK})
"""The house has it."""
UNACCOUNTED = frozenset({C.OUT, C.MISSING})
"""As long as one copy is there, the meeting cannot close (MATR-013)."""


class IncidentState(State):
    """A copy that is missing: on record when two people approved it."""

    OPEN = "open", N_("Being searched for"), "red"
    FIRST = "first", N_("Approved by one"), "orange"
    APPROVED = "approved", N_("Approved by two"), "secondary"
    FOUND = "found", N_("Found again"), "green"


I = IncidentState  # noqa: E741 - short in the table below
INCIDENT_MOVES: dict[IncidentState, frozenset[IncidentState]] = {
    I.OPEN: frozenset({I.FIRST, I.FOUND}),
    I.FIRST: frozenset({I.APPROVED, I.FOUND}),
    I.APPROVED: frozenset({I.FOUND}),
    I.FOUND: frozenset(),
}
assert INCIDENT_MOVES.keys() == set(IncidentState), "every state needs its row"


class How(State):
    """How a paper reached somebody (MATR-010)."""

    DESK = "desk", N_("At check-in"), "blue"
    SEAT = "seat", N_("On the seat"), "teal"


class Method(State):
    """How copies are destroyed."""

    SHREDDED = "shredded", N_("Shredded in the house"), "secondary"
    PULPED = "pulped", N_("Pulped under supervision"), "secondary"
    ORGANISER = "organiser", N_("Handed to the organiser, signed for"), "secondary"
