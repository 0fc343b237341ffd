"""Two people accept proposals that need the same room; two workers take the same search."""

from datetime import timedelta

import pytest

from guanjia.conference.models import Block, Event
from guanjia.conference.public import Regime
from guanjia.places.public import Slot
from guanjia.scheduling.actions.accepting import accept
from guanjia.scheduling.actions.searching import ask_for_places, search
from guanjia.scheduling.models import Proposal
from guanjia.scheduling.rules.states import ProposalState
from tests.cast import Cast
from tests.factories.places import make_room
from tests.harness.race import race
from tests.scheduling.periods import AT, FEW, THURSDAY, asked, period_of, searched


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_proposals_for_one_room_one_wins_and_the_other_reads_who(cast_committed: Cast) -> None:
    make_room(cast_committed.site, name="301")
    runs = []
    for name in ("甲会", "乙会"):
        period = period_of(cast_committed, name=name, last_day=THURSDAY)
        asked(cast_committed, period, name, minutes=600)
        runs.append(searched(cast_committed, period))
    lines = [run.proposals.get() for run in runs]
    assert lines[0].starts_at == lines[1].starts_at

    def take(number: int) -> dict[str, int]:
        return accept(
            run=runs[number], proposal_ids=[lines[number].pk], regime=Regime.FISCAL, actor=cast_committed.alice, at=AT
        )

    outcomes = race([lambda: take(0), lambda: take(1)])
    assert sorted(outcomes, key=str) == [{"accepted": 0, "lost": 1}, {"accepted": 1, "lost": 0}]
    assert Event.objects.count() == Block.objects.count() == Slot.objects.count() == 1
    lost = Proposal.objects.get(state=ProposalState.LOST)
    assert "301" in lost.outcome and Event.objects.get().title in lost.outcome


@pytest.mark.django_db(transaction=True)
def test_the_same_proposal_accepted_twice_at_once_makes_one_event(cast_committed: Cast) -> None:
    make_room(cast_committed.site)
    period = period_of(cast_committed)
    asked(cast_committed, period, "甲会")
    run = searched(cast_committed, period)
    ids = list(run.proposals.values_list("pk", flat=True))
    deeds = [lambda: accept(run=run, proposal_ids=ids, regime=Regime.FISCAL, actor=cast_committed.alice, at=AT)] * 2
    outcomes = race(deeds)
    assert sorted(each["accepted"] for each in outcomes) == [0, 1] and Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_search(cast_committed: Cast) -> None:
    make_room(cast_committed.site)
    period = period_of(cast_committed)
    asked(cast_committed, period, "甲会")
    run = ask_for_places(period=period, seconds=5, actor=cast_committed.alice, at=AT + timedelta(minutes=1))
    outcomes = race([lambda: search(run.pk, effort=FEW)] * 2)
    assert sorted(outcomes) == [False, True] and Proposal.objects.filter(run=run).count() == 1
