"""Whose pass holds: asked by the gate at the moment."""

from datetime import date

from django.db.models import Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.models import Worker
from guanjia.frontdesk.homes.rules.renovation import RenovationState


def workers_allowed(site: Site, on: date, *, unit_id: int | None = None) -> QuerySet[Worker]:
    """The workers whose pass holds on the day: the renovation is under way, the pass not run out and not taken away."""
    rows = Worker.objects.filter(
        renovation__site=site, renovation__state=RenovationState.WORKING, valid_until__gte=on, taken_away_at=None
    ).select_related("person", "renovation__unit")
    return rows if unit_id is None else rows.filter(renovation__unit=unit_id)


def is_worker_allowed(site: Site, pass_number: str, on: date) -> Worker | None:
    """The worker with this pass if it holds today, else None: stopped, finished, run out, taken away, unknown."""
    return workers_allowed(site, on).filter(Q(pass_number=pass_number)).first()
