"""Orders from outside: 12345, street office, petition, media, with their own clocks and four rates (FIELD 22)."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class OutsideState(State):
    """From the order's arrival to the reply that left the house."""

    RECEIVED = "received", N_("Outside order received"), "red"
    SIGNED = "signed", N_("Signed for"), "orange"
    CONTACTED = "contacted", N_("Complainant contacted"), "blue"
    DRAFTED = "drafted", N_("Reply drafted"), "yellow"
    APPROVED = "approved", N_("Reply approved"), "indigo"
    REPLIED = "replied", N_("Reply sent"), "teal"
    RETURNED = "returned", N_("Order returned"), "secondary"


class Sender(State):
    """Who sent it."""

    HOTLINE = "12345", N_("Hotline 12345"), "orange"
    STREET = "street", N_("Street office"), "blue"
    PETITION = "petition", N_("Petition office"), "purple"
    MEDIA = "media", N_("Media"), "pink"


S = OutsideState
OUTSIDE_MOVES: dict[OutsideState, frozenset[OutsideState]] = {
    S.RECEIVED: frozenset({S.SIGNED, S.RETURNED}),
    S.SIGNED: frozenset({S.CONTACTED, S.RETURNED}),
    S.CONTACTED: frozenset({S.DRAFTED}),
    S.DRAFTED: frozenset({S.APPROVED, S.CONTACTED}),  # not good: back to the work
    S.APPROVED: frozenset({S.REPLIED}),
    S.REPLIED: frozenset(),
    S.RETURNED: frozenset(),
}
OUTSIDE_VERBS = {
    S.SIGNED: "sign", S.CONTACTED: "contact", S.DRAFTED: "draft", S.APPROVED: "approve", S.REPLIED: "reply", S.RETURNED: "give_back",
}  # fmt: skip
OUTSIDE_OPEN = frozenset(S) - {S.REPLIED, S.RETURNED}

STEPS = ("sign", "contact", "reply")
STEP_LABELS = {
    "sign": N_("Sign for it"), "contact": N_("Contact first"), "reply": N_("Reply"), "extend": N_("Put off once"),
}  # fmt: skip
EXTENSIONS = 1
"""So often the reply may be put off."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit of one city and sender: `step` of STEPS or "extend", `limit` a span as in standards, with its source."""

    city: str
    sender: str
    step: str
    limit: str
    source: str
    certainty: str

    @property
    def sender_label(self) -> str:
        """The sender as people call it."""
        return next(each.label for each in Sender if each.value == self.sender)

    @property
    def step_label(self) -> str:
        """The step as people call it."""
        return STEP_LABELS[self.step]


def clock_of(clocks: Iterable[Clock], city: str, sender: str, step: str) -> Clock | None:
    """The row of the city, else the one of the whole country ("CN"); None where nobody set a limit."""
    found = {row.city: row for row in clocks if (row.sender, row.step) == (sender, step)}
    return found.get(city) or found.get("CN")


def may_extend(extensions: int, state: OutsideState) -> bool:
    """Whether the reply may still be put off: once, before it is drafted."""
    return extensions < EXTENSIONS and state in (S.SIGNED, S.CONTACTED)


@dataclass(frozen=True, slots=True)
class Rates:
    """Of the closed orders: contacted in time, solved, satisfied; each with what it is a share of."""

    contacted: tuple[int, int]
    solved: tuple[int, int]
    satisfied: tuple[int, int]


def rates(rows: Iterable[tuple[bool, bool | None, bool | None]]) -> Rates:
    """The three rates of (contacted in time, solved, satisfied); whoever was not asked counts in no share."""
    known = list(rows)
    solved = [each[1] for each in known if each[1] is not None]
    content = [each[2] for each in known if each[2] is not None]
    return Rates((sum(each[0] for each in known), len(known)), (sum(solved), len(solved)), (sum(content), len(content)))
