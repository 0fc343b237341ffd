"""The rehearsal's agenda is run late and re-planned; the invariants find what they look for."""

import random
from datetime import timedelta

import pytest

from guanjia.agenda.models import AgendaItem
from guanjia.agenda.rehearsal import INVARIANTS, TROUPE, drafts_for
from guanjia.agenda.rules.states import ItemState
from guanjia.conference.models import Block
from guanjia.foundation.rehearsal.public import Stage
from guanjia.foundation.sites.public import Site
from tests.agenda.meetings import BEFORE, at, meeting, run
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db


def test_a_meeting_is_played_by_its_agenda(cast: Cast) -> None:
    for code, who in (("conference.leader", cast.lin), ("conference.coordinator", cast.alice)):
        make_entry(make_post(cast.site, code), who, BEFORE - timedelta(days=1), at(600))
    block = meeting(cast, 120)
    stage = Stage(Site.objects.get(pk=cast.site.pk), BEFORE, random.Random(3), memory={"event": block.event_id})
    TROUPE.cast(stage)
    while (moment := stage.next_moment()) is not None and moment < at(200):
        if moment >= at(0) and Block.objects.get(pk=block.pk).state == "planned":
            run(block)
        stage.move_to(moment)
        stage.perform_due()
        assert [invariant.name for invariant in INVARIANTS if invariant.broken(cast.site)] == []
    told = TROUPE.report(stage)
    assert told["agendas"] == 1 and told["items"] >= 6 and told["overruns"] >= 1 and told["replanned"] >= 1
    assert not AgendaItem.objects.filter(state__in=[ItemState.PLANNED, ItemState.RUNNING]).exists()
    items = list(AgendaItem.objects.filter(started_at__isnull=False).order_by("started_at"))
    AgendaItem.objects.filter(pk=items[0].pk).update(ended_at=items[1].started_at + timedelta(minutes=1))
    AgendaItem.objects.filter(pk__in=[items[2].pk, items[3].pk]).update(
        state=ItemState.PLANNED, begins=5, minutes=5, shortest=1
    )
    found = {invariant.name for invariant in INVARIANTS if invariant.broken(cast.site)}
    assert found == {"items of an agenda do not overlap", "one item after the other"}


@pytest.mark.parametrize("minutes", [60, 99, 100, 150, 480])
def test_the_agenda_fits_the_meeting(minutes: int) -> None:
    assert sum(draft.minutes for draft in drafts_for(minutes)) <= minutes
