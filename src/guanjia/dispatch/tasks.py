"""Sites with automatic dispatch: orders that came in since are given out."""

from datetime import datetime

from guanjia.dispatch.actions.proposing import MODE, propose
from guanjia.dispatch.rules.states import Mode
from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, setting, site_now
from guanjia.servicedesk.public import OrderState, WorkOrder


@every("dispatch.automatic", seconds=60)
def give_out(now: datetime) -> None:
    """Plan for every site that dispatches automatically and has orders nobody holds."""
    waiting = WorkOrder.objects.filter(state=OrderState.NEW).values("site")
    for site in Site.objects.filter(pk__in=waiting):
        if setting(site, MODE) == Mode.AUTOMATIC:
            propose(site=site, actor=None, at=site_now(site))
