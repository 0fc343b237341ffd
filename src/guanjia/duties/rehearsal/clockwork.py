"""The clock process of a rehearsal: the same functions as the real one, for one site."""

from datetime import datetime

from django.db.models import Min

from guanjia.duties.actions.planning import plan_dirty
from guanjia.duties.actions.ticking import tick
from guanjia.duties.models import Duty
from guanjia.duties.rehearsal.workers import look_for_work
from guanjia.foundation.events.public import relay
from guanjia.foundation.rehearsal.public import Clockwork, Stage


def run_clock(stage: Stage) -> None:
    """Plan what changed, ring what is due, deliver what happened, until nothing is left; then the workers look."""
    for _round in range(20):
        worked = plan_dirty(now=stage.now, limit=1000) + tick(stage.now, stage.site) + relay(now=stage.now)
        if not worked:
            break
    look_for_work(stage)


def next_ring(stage: Stage) -> datetime | None:
    """When the next duty of the site rings."""
    return Duty.objects.filter(site=stage.site, next_at__isnull=False).aggregate(first=Min("next_at"))["first"]


CLOCK = Clockwork("duties", run_clock, next_ring)
