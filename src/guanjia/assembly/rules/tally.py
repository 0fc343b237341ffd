"""The result of a vote: a pure function of who was entitled, who was there, and what was voted (W40).

No Django and no database: whoever checks a sealed record counts again with these lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"


class Quorum(Word):
    """How many must be there for a result to count; 过半数 leaves exactly half out, 以上 takes the number itself in (民法典 1259)."""

    NONE = "none", N_("No quorum")
    HALF = "half", N_("More than half of those entitled are present")
    TWO_THIRDS = "two_thirds", N_("Two thirds of those entitled are present")


class Majority(Word):
    """What carries a motion."""

    SIMPLE = "simple", N_("More for than against")
    HALF_PRESENT = "half_present", N_("More than half of those present")
    HALF_ENTITLED = "half_entitled", N_("More than half of those entitled")
    THIRDS_PRESENT = "thirds_present", N_("Two thirds of those present")
    THIRDS_ENTITLED = "thirds_entitled", N_("Two thirds of those entitled")
    MOST = "most", N_("The choice with most votes")


class Of(StrEnum):
    """What a share is counted of."""

    PRESENT = "present"
    ENTITLED = "entitled"


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; `beyond`: more than it, else at least it."""

    part: int
    whole: int
    beyond: bool
    of: Of

    def holds(self, number: Decimal, base: Decimal) -> bool:
        """Whether `number` reaches this share of `base`; of nothing nothing holds."""
        if base <= 0:
            return False
        left, right = number * self.whole, base * self.part
        return left > right if self.beyond else left >= right


QUORUMS: dict[Quorum, Share | None] = {
    Quorum.NONE: None,
    Quorum.HALF: Share(1, 2, True, Of.ENTITLED),
    Quorum.TWO_THIRDS: Share(2, 3, False, Of.ENTITLED),
}
MAJORITIES: dict[Majority, Share | None] = {
    Majority.SIMPLE: None,
    Majority.HALF_PRESENT: Share(1, 2, True, Of.PRESENT),
    Majority.HALF_ENTITLED: Share(1, 2, True, Of.ENTITLED),
    Majority.THIRDS_PRESENT: Share(2, 3, False, Of.PRESENT),
    Majority.THIRDS_ENTITLED: Share(2, 3, False, Of.ENTITLED),
    Majority.MOST: None,
}


@dataclass(frozen=True)
class Body:
    """Who could vote, who was there and who did; in heads, and in weight where votes have one."""

    entitled: int
    present: int
    voted: int
    entitled_weight: Decimal = Decimal(0)
    present_weight: Decimal = Decimal(0)


@dataclass(frozen=True)
class Cast:
    """`number` votes for one option, `weight` together."""

    option: str
    weight: Decimal = Decimal(1)
    number: int = 1


@dataclass(frozen=True)
class Line:
    """What one option got."""

    option: str
    number: int
    weight: Decimal


@dataclass(frozen=True)
class Result:
    """What came out. `carried` is None where a choice was voted on; `winner` is "" for a tie or without quorum."""

    lines: tuple[Line, ...]
    body: Body
    quorate: bool
    carried: bool | None
    winner: str

    def number(self, option: str) -> int:
        """Votes for the option."""
        return next((line.number for line in self.lines if line.option == option), 0)

    @property
    def given(self) -> int:
        """Votes given."""
        return sum(line.number for line in self.lines)


def tally(
    *, options: Sequence[str], quorum: Quorum, majority: Majority, weighted: bool, body: Body, cast: Iterable[Cast]
) -> Result:
    """The result. A vote for something that was not to be chosen raises ValueError: rows are checked when they are taken.

    Present are those in the hall or on the line when the vote closed and those who had voted. With weights, majority and
    quorum are counted in weight.
    """
    numbers, weights = dict.fromkeys(options, 0), dict.fromkeys(options, Decimal(0))
    for vote in cast:
        if vote.option not in numbers:
            raise ValueError(vote.option)
        numbers[vote.option] += vote.number
        weights[vote.option] += vote.weight if weighted else Decimal(vote.number)
    lines = tuple(Line(option, numbers[option], weights[option]) for option in options)
    bases = _bases(body, weighted)
    share = QUORUMS[quorum]
    quorate = share is None or share.holds(bases[Of.PRESENT], bases[share.of])
    if majority is Majority.MOST:
        return Result(lines, body, quorate, None, _most(lines) if quorate else "")
    carried = quorate and _carried(majority, lines, bases)
    return Result(lines, body, quorate, carried, "")


def _bases(body: Body, weighted: bool) -> dict[Of, Decimal]:
    if weighted:
        return {Of.PRESENT: body.present_weight, Of.ENTITLED: body.entitled_weight}
    return {Of.PRESENT: Decimal(body.present), Of.ENTITLED: Decimal(body.entitled)}


def _carried(majority: Majority, lines: Sequence[Line], bases: dict[Of, Decimal]) -> bool:
    of = {line.option: line.weight for line in lines}
    share = MAJORITIES[majority]
    if share is None:
        return of.get(FOR, Decimal(0)) > of.get(AGAINST, Decimal(0))
    return share.holds(of.get(FOR, Decimal(0)), bases[share.of])


def _most(lines: Sequence[Line]) -> str:
    best = max((line.weight for line in lines), default=Decimal(0))
    leading = [line.option for line in lines if line.weight == best]
    return leading[0] if best > 0 and len(leading) == 1 else ""
