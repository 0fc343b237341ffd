"""What is deposited at the hall's counter, by tag, and how it ends (CSEC-006, W08)."""

import unicodedata

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

TAG_MOST = 16


class What(Word):
    """What is handed in."""

    PHONE = "phone", N_("Mobile phone")
    DEVICE = "device", N_("Electronic device")
    BAG = "bag", N_("Bag or suitcase")
    COAT = "coat", N_("Coat")
    VALUABLE = "valuable", N_("Valuable")
    OTHER = "other", N_("Something else")


class DepositState(State):
    """Where a deposit stands."""

    HELD = "held", N_("Kept at the counter"), "azure"
    RETURNED = "returned", N_("Given back to its owner"), "green"
    LEFT = "left", N_("Not collected: lost property"), "orange"
    LOST = "lost", N_("Thing lost"), "red"


D = DepositState
DEPOSIT_MOVES: dict[DepositState, frozenset[DepositState]] = {
    D.HELD: frozenset({D.RETURNED, D.LEFT, D.LOST}),
    D.RETURNED: frozenset(),
    D.LEFT: frozenset(),  # from here on lost property has its own ways
    D.LOST: frozenset(),
}
assert DEPOSIT_MOVES.keys() == set(DepositState), "every state needs its row"


def normal_tag(text: str) -> str:
    """The one way of writing a tag: half-width, upper case, no blanks. "" for nothing."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, whatever their blanks, dots and case."""
    return _plain(one) == _plain(other) != ""


def _plain(name: str) -> str:
    kept = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in kept if letter.isalnum())


def lacking_without_tag(*, described: str, witness_id: int | None, actor_id: int | None) -> str:
    """What is missing, by its field, before a thing goes out without its tag: a description and a second person. "" for nothing.

    The second person is never the one who hands it out.
    """
    if not described.strip():
        return "described"
    if witness_id is None or witness_id == actor_id:
        return "witness"
    return ""
