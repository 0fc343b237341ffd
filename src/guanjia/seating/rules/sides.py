"""Scenes of two sides: signing (签约), meeting on sofas (会见), talks (会谈). FIELD 19."""

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import GUEST, HOST, Certainty, Chart, NoChart, Place, keyed
from guanjia.seating.rules.rows import MOST, Variant, offset

ACROSS = 1.7
MIDDLE = 1.5
"""From the first of one side to the first of the other on sofas: nobody sits between them."""


def signing(guests: int, hosts: int) -> Chart:
    """Two signers at one table, the guest at the host's right; the others stand behind, each side from the middle outwards.

    Assistants stand outside their signer, flags on their own side. Sure for two parties.
    """
    _check(guests, hosts)
    places = [Place("G1", 1, -1, 0, GUEST), Place("H1", 1, 1, 0, HOST)]
    for side, sign, n in ((GUEST, -1, guests), (HOST, 1, hosts)):
        places += [
            Place(f"{side}{number}", number, sign * (number - 0.5), -ACROSS, side, 2) for number in range(2, n + 1)
        ]
        places.append(Place(f"{side}-assistant", 0, sign * 2.2, 0, side, 1, "assistant"))
        places.append(Place(f"{side}-flag", 0, sign * 0.35, 0.75, side, 1, "flag"))
    return Chart(tuple(places), furniture=(("table", -2, 0.55, 4, 0.4),))


def sofa(guests: int, hosts: int, *, foreign: bool) -> Chart:
    """A meeting on sofas. Foreign guests sit at the host's right, a superior or guest at home at the host's left (medium).

    Interpreters and note-takers sit behind their principals when guests are foreign.
    """
    _check(guests, hosts)
    guest_sign = -1 if foreign else 1
    places = []
    for side, sign, n in ((GUEST, guest_sign, guests), (HOST, -guest_sign, hosts)):
        places += [
            Place(f"{side}{k}", k, sign * (MIDDLE / 2 + (k - 1) * 1.2), 0 if k == 1 else 0.35 * (k - 1), side)
            for k in range(1, n + 1)
        ]
        if foreign:
            places.append(Place(f"{side}-interpreter", 0, sign * 0.5, -1.1, side, 2, "interpreter"))
            places.append(Place(f"{side}-notes", 0, sign * 1.5, -1.1, side, 2, "assistant"))
    sure = Certainty.SURE if foreign else Certainty.MEDIUM
    return Chart(tuple(places), certainty=sure, chairs_stay=True, near=MIDDLE)


def talks(guests: int, hosts: int, *, foreign: bool, end_on: bool = False, interpreters: bool = False) -> Chart:
    """Talks over a table. Parallel to the door, guests face it; end-on, they sit on the right as one enters.

    Each side sits like a rostrum of its own: left-first at home, right-first with foreign guests. The interpreter sits at the
    principal's right and the others on that side one seat further out.
    """
    _check(guests, hosts)
    variant = Variant.RIGHT_FIRST if foreign else Variant.A
    places = []
    for side, n in ((GUEST, guests), (HOST, hosts)):
        for number, left in _side(n, variant, interpreters):
            kind = "seat" if number else "interpreter"
            key = f"{side}{number}" if number else f"{side}-interpreter"
            x, y = _drawn(side, left, end_on)
            places.append(Place(key, number, x, y, side, 1 if side == GUEST else 2, kind))
    long = max(guests, hosts) + interpreters
    table = (-0.6, -long / 2, 1.2, long) if end_on else (-long / 2, -0.6, long, 1.2)
    door = ("door", -0.7, long / 2 + 1, 1.4, 0.2) if end_on else ("door", -0.7, 2.2, 1.4, 0.2)
    return Chart(tuple(places), view="door", furniture=(("table", *table), door))


def _side(n: int, variant: Variant, interpreter: bool) -> list[tuple[int, float]]:
    """(number, seats to the own left) of one side; number 0 is the interpreter."""
    base = [(rank, offset(rank, n, variant)) for rank in range(1, n + 1)]
    if not interpreter:
        return base
    first = dict(base)[1]
    return [(rank, left if left >= first else left - 1) for rank, left in base] + [(0, first - 1)]


def _drawn(side: str, left: float, end_on: bool) -> tuple[float, float]:
    """Where somebody `left` seats to the own left is drawn, seen from the door at the lower edge."""
    if end_on:
        return (ACROSS, left) if side == GUEST else (-ACROSS, -left)
    return (left, -ACROSS) if side == GUEST else (-left, ACROSS)


def long_table(n: int) -> Chart:
    """A chair at the far end faces the door; even numbers down the chair's left, odd ones from 3 down the right (unsure)."""
    if not 1 <= n <= MOST:
        raise NoChart(N_("A row holds at most %(most)s: make another row."), most=MOST)
    places = [Place("", 1, 0, -1.3)]
    places += [Place("", k, 1.4 if k % 2 == 0 else -1.4, (k // 2 - 1) * 1.1, row=2 + (k % 2)) for k in range(2, n + 1)]
    long = max(n // 2, 1) * 1.1
    furniture = (("table", -0.7, -0.6, 1.4, long), ("door", -0.7, long + 0.4, 1.4, 0.2))
    return Chart(keyed(places, "T"), view="door", certainty=Certainty.UNSURE, furniture=furniture)


def _check(guests: int, hosts: int) -> None:
    if guests < 1 or hosts < 1:
        raise NoChart(N_("A meeting of two sides needs somebody of each."))
    if max(guests, hosts) > MOST:
        raise NoChart(N_("A row holds at most %(most)s: make another row."), most=MOST)
