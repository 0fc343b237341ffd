"""Motions as their pages show them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from guanjia.assembly.models import Assembly, Attendee, Ballot, BallotCount, Elector, Motion
from guanjia.assembly.queries.results import Bar, bars_of, option_label, verdict_of
from guanjia.assembly.rules.states import MotionState, Way
from guanjia.assembly.rules.tally import Majority, Quorum


@dataclass(frozen=True)
class Card:
    """A motion: how many of those entitled have voted, and the result once it is closed."""

    motion: Motion
    entitled: int
    voted: int
    bars: list[Bar]
    verdict: str
    count: BallotCount | None

    @property
    def is_open(self) -> bool:
        """Whether it is voted on now."""
        return self.motion.stage is MotionState.OPEN

    @property
    def rule(self) -> tuple[str, str]:
        """Quorum and majority, as their labels."""
        return Quorum(self.motion.quorum).label, Majority(self.motion.majority).label

    @property
    def hands(self) -> bool:
        """Whether hands are raised."""
        return self.motion.taken is Way.HANDS


def cards_of(assembly: Assembly) -> list[Card]:
    """All motions in their order; three queries, however many there are."""
    motions = list(Motion.objects.filter(assembly=assembly).order_by("number"))
    rows = Elector.objects.filter(motion__in=motions).values("motion")
    heads = {
        row["motion"]: (row["n"], row["v"]) for row in rows.annotate(n=Count("pk"), v=Count("pk", filter=Q(voted=True)))
    }
    counts = {row.motion_id: row for row in BallotCount.objects.filter(motion__in=motions)}
    return [_card(motion, heads.get(motion.pk, (0, 0)), counts.get(motion.pk)) for motion in motions]


def card_of(motion: Motion) -> Card:
    """One motion."""
    electors = Elector.objects.filter(motion=motion)
    heads = (electors.count(), electors.filter(voted=True).count())
    return _card(
        motion, heads, BallotCount.objects.filter(motion=motion).select_related("entered_by", "confirmed_by").first()
    )


def _card(motion: Motion, heads: tuple[int, int], count: BallotCount | None) -> Card:
    return Card(motion, heads[0], heads[1], bars_of(motion), verdict_of(motion), count)


def published(motion: Motion) -> list[dict[str, Any]]:
    """The votes of a closed motion: by name with the name, secret ones by receipt alone, in the order of the receipts."""
    if motion.stage is not MotionState.CLOSED:
        return []
    rows = Ballot.objects.filter(motion=motion).select_related("attendee__guest").order_by("receipt")
    return [
        {
            "receipt": row.receipt,
            "name": row.attendee.guest.name if row.attendee else "",
            "option": option_label(motion, row.option),
            "weight": row.weight,
        }
        for row in rows
    ]


@dataclass(frozen=True)
class Stand:
    """How a motion stands for one attendee: whether they may vote, have voted, and by name what."""

    motion: Motion
    options: list[tuple[str, str]]
    entitled: bool
    voted: bool
    mine: Ballot | None
    may_change: bool


def stand_of(motion: Motion, attendee: Attendee) -> Stand:
    """What this attendee's page shows of an open motion."""
    elector = Elector.objects.filter(motion=motion, attendee=attendee).first()
    mine = Ballot.objects.filter(motion=motion, attendee=attendee).first()
    return Stand(
        motion=motion,
        options=[(code, option_label(motion, code)) for code, _label in motion.options],
        entitled=elector is not None,
        voted=elector is not None and elector.voted,
        mine=mine,
        may_change=mine is not None and elector is not None and not elector.on_paper,
    )
