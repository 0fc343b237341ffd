"""A rehearsal plans two days at once: three meetings find a place, the one for ten thousand is named."""

import random
from datetime import timedelta

import pytest

from guanjia.foundation.rehearsal.public import Stage
from guanjia.scheduling.models import Proposal
from guanjia.scheduling.rehearsal import INVARIANTS
from guanjia.scheduling.rehearsal import cast as plant
from guanjia.scheduling.rules.states import Kind, ProposalState
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def test_two_days_are_planned_at_once(cast: Cast) -> None:
    people, over = cast, NINE + timedelta(hours=3)
    make_room(people.site, "A"), make_room(people.site, "G", outdoor=True)
    make_entry(make_post(people.site, "conference.coordinator"), people.alice, NINE, NINE + timedelta(days=1))
    event = make_event(people.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    stage = Stage(people.site, NINE, random.Random(1))
    stage.memory["event"] = event.pk
    plant(stage)
    stage.move_to(over)
    assert stage.perform_due() == 1
    assert (stage.counts["days_planned"], stage.counts["without_a_place"]) == (3, 1)
    rows = Proposal.objects.select_related("room", "request")
    assert {row.room.code for row in rows.filter(state=ProposalState.ACCEPTED)} == {"A"}, "never under the sky"
    assert rows.get(kind=Kind.NONE).request.title == "万人大会"
    assert [invariant.broken(people.site) for invariant in INVARIANTS] == [[], [], []]
