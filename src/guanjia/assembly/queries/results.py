"""The result of a motion, counted from its rows, and how it is said."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from guanjia.assembly.models import Ballot, BallotCount, Elector, Motion
from guanjia.assembly.rules.record import plain
from guanjia.assembly.rules.states import MotionState
from guanjia.assembly.rules.tally import ABSTAIN, AGAINST, FOR, Body, Cast, Majority, Quorum, Result, tally


def count_again(motion: Motion) -> Result:
    """Count the rows: votes on screens and the confirmed counts of people. Three queries, however many voted."""
    ballots = Ballot.objects.filter(motion=motion).values("option").annotate(n=Count("pk"), w=Sum("weight"))
    cast = [Cast(row["option"], row["w"], row["n"]) for row in ballots]
    for numbers in BallotCount.objects.filter(motion=motion, confirmed_at__isnull=False).values_list(
        "numbers", flat=True
    ):
        cast += [Cast(option, Decimal(number), number) for option, number in numbers.items()]
    return tally(
        options=[code for code, _label in motion.options],
        quorum=Quorum(motion.quorum),
        majority=Majority(motion.majority),
        weighted=motion.weighted,
        body=body_of(motion),
        cast=cast,
    )


def body_of(motion: Motion) -> Body:
    """Who could vote on it, who was there at the close, who did."""
    found = Elector.objects.filter(motion=motion).aggregate(
        heads=Count("pk"),
        heads_here=Count("pk", filter=Q(present=True)),
        heads_voted=Count("pk", filter=Q(voted=True)),
        weight_all=Sum("weight"),
        weight_here=Sum("weight", filter=Q(present=True)),
    )
    weights = (found["weight_all"] or Decimal(0), found["weight_here"] or Decimal(0))
    return Body(found["heads"], found["heads_here"], found["heads_voted"], *weights)


def result_words(result: Result) -> dict[str, Any]:
    """The result as it is kept: plain JSON, weights as text."""
    return {
        "lines": {line.option: [line.number, plain(line.weight)] for line in result.lines},
        "entitled": result.body.entitled,
        "present": result.body.present,
        "voted": result.body.voted,
        "entitled_weight": plain(result.body.entitled_weight),
        "present_weight": plain(result.body.present_weight),
        "quorate": result.quorate,
        "carried": result.carried,
        "winner": result.winner,
    }


def option_label(motion: Motion, code: str) -> str:
    """What an option is called."""
    labels = {FOR: _("In favour"), AGAINST: _("Against"), ABSTAIN: _("Abstain")}
    return next((label or labels[option] for option, label in motion.options if option == code), code)


@dataclass(frozen=True)
class Bar:
    """One option as a bar: `share` is its percent of all that was given."""

    code: str
    label: str
    number: int
    weight: str
    share: int


def bars_of(motion: Motion) -> list[Bar]:
    """The result of a closed motion as bars; nothing while it is open: no interim result sways anybody."""
    if motion.stage is not MotionState.CLOSED:
        return []
    lines = motion.result["lines"]
    total = sum(Decimal(weight) for _number, weight in lines.values()) or Decimal(1)
    return [
        Bar(code, option_label(motion, code), number, weight, int(Decimal(weight) * 100 / total))
        for code, (number, weight) in lines.items()
    ]


def verdict_of(motion: Motion) -> str:
    """What came out, in one sentence."""
    if motion.stage is not MotionState.CLOSED:
        return ""
    result = motion.result
    if not result["quorate"]:
        return _("No quorum: the result does not count.")
    if result["carried"] is None:
        if not result["winner"]:
            return _("A tie: nobody is chosen.")
        return _("Chosen: %(choice)s") % {"choice": option_label(motion, result["winner"])}
    return _("Carried.") if result["carried"] else _("Not carried.")
