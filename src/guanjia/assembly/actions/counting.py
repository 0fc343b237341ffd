"""Votes counted by people: one enters what was counted, another counts too and enters the same."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.assembly.actions.motions import held
from guanjia.assembly.actions.noting import note_motion
from guanjia.assembly.models import BallotCount, Elector, Motion
from guanjia.assembly.queries.attendance import here_of
from guanjia.assembly.rules.refusals import AssemblyRefused, VoteClosed
from guanjia.assembly.rules.states import MotionState, Way


@transaction.atomic
def enter_count(*, motion: Motion, numbers: Mapping[str, int], actor: Any, at: datetime) -> BallotCount:
    """What was counted. The first to enter proposes, a second person who enters the same numbers confirms.

    Entered again by the first it is corrected; other numbers by the second are refused and both count again. Hands are at
    most as many as people in the hall, slips as many as were handed out. A confirmed count stands.
    """
    row = held(motion)
    if row.stage is not MotionState.OPEN:
        raise VoteClosed("", _("The vote is closed. Nothing was changed."))
    source = BallotCount.Source.HANDS if row.taken is Way.HANDS else BallotCount.Source.PAPER
    if row.taken is Way.OPEN:
        raise AssemblyRefused("", _("In a vote by name each slip is entered with its name."))
    whole = _checked(row, numbers, source, at)
    known = BallotCount.objects.filter(motion=row, source=source).first()
    if known is None:
        known = BallotCount.objects.create(motion=row, source=source, numbers=whole, entered_by=actor, entered_at=at)
        _tell(row, "motion.count", whole, actor, at)
        return known
    if known.confirmed_at is not None:
        raise AssemblyRefused("", _("This count is confirmed by two people and stands."))
    if known.entered_by_id == actor.pk:
        BallotCount.objects.filter(pk=known.pk).update(numbers=whole, entered_at=at)
        _tell(row, "motion.count", whole, actor, at)
    elif known.numbers != whole:
        raise AssemblyRefused(
            "", _("The other count has other numbers. Count again together; whoever entered first corrects.")
        )
    else:
        BallotCount.objects.filter(pk=known.pk).update(confirmed_by=actor, confirmed_at=at)
        _tell(row, "motion.count_confirm", whole, actor, at)
    known.refresh_from_db()
    return known


def _checked(motion: Motion, numbers: Mapping[str, int], source: str, at: datetime) -> dict[str, int]:
    codes = [code for code, _label in motion.options]
    if set(numbers) != set(codes) or any(number < 0 for number in numbers.values()):
        raise AssemblyRefused("numbers", _("Give a number for each answer; none is 0."))
    total = sum(numbers.values())
    if source == BallotCount.Source.HANDS:
        most = len(here_of(motion.assembly, at))
        if total > most:
            said = _("%(total)d hands, but only %(most)d people with a vote are here.")
            raise AssemblyRefused("numbers", said % {"total": total, "most": most})
    else:
        most = Elector.objects.filter(motion=motion, on_paper=True).count()
        if total > most:
            said = _("%(total)d slips, but only %(most)d were handed out.")
            raise AssemblyRefused("numbers", said % {"total": total, "most": most})
    return {code: int(numbers[code]) for code in codes}


def _tell(motion: Motion, action: str, numbers: dict[str, int], actor: Any, at: datetime) -> None:
    note_motion(motion, action, actor=actor, at=at, changes={"numbers": numbers})
