"""A small estate plays its telephone, its first row and its counters; what must hold holds, and would be seen if it did not."""

from datetime import timedelta

import pytest

from guanjia.foundation.rehearsal.public import ESTATE, Stage, play, troupes
from guanjia.foundation.sites.models import Site
from guanjia.frontdesk.desk import rehearsal as desk
from guanjia.frontdesk.desk.models import Call
from guanjia.frontdesk.homes.rehearsal.week import set_stage
from guanjia.frontdesk.queues import rehearsal as queues
from guanjia.frontdesk.queues.models import Ticket
from tests.cast import Cast
from tests.factories.conference import NINE


@pytest.fixture
def played(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A day of twenty-four homes with these two troupes alone."""
    for name in [name for name, each in troupes.items() if each.play == ESTATE and name not in {"desk", "queues"}]:
        monkeypatch.delitem(troupes, name)
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE - timedelta(hours=9))
    cast.site.refresh_from_db()
    stage, end = set_stage(cast.site, seed=5, days=1, homes=24)
    play(stage, until=end)
    return stage


@pytest.mark.django_db
def test_a_day_at_the_desk(played: Stage) -> None:
    told = desk.report(played) | queues.report(played)
    assert told["desk.calls"] == Call.objects.count() >= 4 and told["queue.taken"] >= 5
    assert told["calls_by_state"]["closed"] > 0 and told["numbers_by_state"]["done"] > 0
    for invariant in (desk.CALLED_BACK, desk.ASKED, queues.SERVED_ONCE):
        assert invariant.broken(played.site) == []
    call = Call.objects.filter(state="closed", answered_at__isnull=False).first()
    Call.objects.filter(pk=call.pk).update(repeated=False)
    assert desk.ASKED.broken(played.site)
    Call.objects.filter(pk=call.pk).update(state="missed")
    assert desk.CALLED_BACK.broken(played.site)
    Ticket.objects.filter(pk=Ticket.objects.first().pk).update(passed=9)
    assert queues.SERVED_ONCE.broken(played.site)
