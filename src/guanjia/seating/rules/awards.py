"""Awards in batches (颁奖): recipient, presenter, usher."""

from collections.abc import Sequence
from dataclasses import dataclass

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.rows import Variant, audience_order


@dataclass(frozen=True)
class Award:
    """One recipient on the stage: the place from the audience's left, who hands over, who leads."""

    place: int
    recipient: str
    presenter: str
    usher: str


def batches(
    recipients: Sequence[str], presenters: Sequence[str], ushers: Sequence[str], size: int, variant: Variant = Variant.A
) -> list[list[Award]]:
    """Batches of at most `size` in the order of the list, each like a rostrum: its first recipient in the centre, the first
    presenter opposite. Ushers take turns by batch; presenters are few: whoever is left over hands to more than one.

    Sizes differ by at most one, so that no batch is left with a single recipient. Raises NoChart without a presenter.
    """
    if size < 1 or not presenters:
        raise NoChart(N_("Name at least one presenter and the size of a batch."))
    if not recipients:
        return []
    count = -(-len(recipients) // size)
    made, begin = [], 0
    for batch in range(count):
        n = len(recipients) // count + (batch < len(recipients) % count)
        group = recipients[begin : begin + n]
        begin += n
        usher = ushers[batch % len(ushers)] if ushers else ""
        row = [
            Award(place, group[rank - 1], presenters[(rank - 1) % len(presenters)], usher)
            for place, rank in enumerate(audience_order(n, variant), 1)
        ]
        made.append(row)
    return made
