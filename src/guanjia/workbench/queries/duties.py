"""Duties on the home page: mine as the queue, the site's day as numbers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guanjia.duties.public import Duty, DutyLine, DutyState, my_duties, to_review
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.people.public import Roles, is_any_of, is_staff
from guanjia.ui.desk import Number, Queue, Task, register_number, register_queue
from guanjia.ui.parts import Mark

LEADS = is_any_of(Roles.TEAM_LEADER, Roles.ENVIRONMENT_SUPERVISOR, Roles.COORDINATOR)


def register_duties() -> None:
    """Put duties on the home page."""
    register_queue(Queue("duties", my_tasks, permission=is_staff, order=10))
    for order, (code, label, show) in enumerate(SHOWN):
        register_number(
            Number(
                f"duties.{code}", label, _counts(show), _list(show), is_staff, alarm=show != "live", order=50 + order
            )
        )
    register_number(Number("duties.review", _("To review"), _waiting, _review, LEADS, order=60))


def my_tasks(user: Any, site: Site, at: datetime, limit: int) -> Iterable[Task]:
    """What the user owes now and what opens within hours, first due first. Three queries and one for each kind."""
    return [_task(line) for line in my_duties(user, site, at)[:limit]]


def _task(line: DutyLine) -> Task:
    url = reverse("duties:my_duty", args=[line.duty.site.code, line.pk])
    mark = Mark(line.state.label, line.colour)
    due = line.duty.due_at if line.duty.is_live else None
    return Task(line.title, url, due, mark, line.place_name, line.subject_label)


# The same conditions as the list of duties with ?show=...
SHOWS: dict[str, Any] = {
    "live": lambda at: Q(state__in=[DutyState.OPEN, DutyState.PAUSED]),
    "late": lambda at: Q(state=DutyState.OPEN, due_at__lt=at) | Q(state=DutyState.LATE),
    "missed": lambda at: Q(state=DutyState.MISSED),
}
SHOWN = (
    ("today", _("Open today"), "live"),
    ("late", _("Late today"), "late"),
    ("missed", _("Missed today"), "missed"),
)


def due_today(site: Site, at: datetime) -> QuerySet[Duty]:
    """The duties whose limit lies on the site's present day."""
    midnight = local(site, at).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    begin, end = to_utc(site, midnight), to_utc(site, midnight + timedelta(days=1))
    return Duty.objects.filter(site=site, due_at__gte=begin, due_at__lt=end)


def _counts(show: str) -> Any:
    return lambda user, site, at: due_today(site, at).filter(SHOWS[show](at)).count()


def _list(show: str) -> Any:
    def url(site: Site) -> str:
        today = local(site, site_now(site)).date().isoformat()
        return f"{reverse('duties:list', args=[site.code])}?show={show}&from={today}&to={today}"

    return url


def _waiting(user: Any, site: Site, at: datetime) -> int:
    return to_review(site).count()


def _review(site: Site) -> str:
    return reverse("duties:review", args=[site.code])
