"""A period is made and closed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move
from guanjia.places.public import Room
from guanjia.scheduling.models import Period
from guanjia.scheduling.queries.axis import MOST_DAYS, axis_of
from guanjia.scheduling.rules.refusals import SchedulingRefused
from guanjia.scheduling.rules.states import PERIOD_MOVES, PeriodState

PERIOD = "scheduling.period"


@transaction.atomic
def make_period(
    *, site: Site, name: str, first_day: date, last_day: date, opens: time, closes: time, grain_minutes: int,
    weekends: bool, rooms: Iterable[Room], actor: Any, at: datetime, pause_from: time | None = None,
    pause_until: time | None = None,
) -> Period:  # fmt: skip
    """A period without requests. Raises SchedulingRefused for days or hours in the wrong order, too many days, none that is
    worked; SecretRefused."""
    refuse_marked({"name": name}, site=site)
    if last_day < first_day:
        raise SchedulingRefused("last_day", _("The period must end on its first day or later."))
    if last_day - first_day >= timedelta(days=MOST_DAYS):
        raise SchedulingRefused("last_day", _("A period has 400 days at the most."))
    if closes <= opens:
        raise SchedulingRefused("closes", _("The house must close after it opens."))
    if (pause_from is None) is not (pause_until is None) or (pause_from and pause_until and pause_until <= pause_from):
        raise SchedulingRefused("pause_until", _("The pause must end after it begins."))
    period = Period.objects.create(
        site=site, name=name.strip()[:80], first_day=first_day, last_day=last_day, opens=opens, closes=closes,
        grain_minutes=grain_minutes, weekends=weekends, pause_from=pause_from, pause_until=pause_until,
        created_at=at, created_by=actor if getattr(actor, "pk", None) else None,
    )  # fmt: skip
    if not axis_of(period).numbers:
        raise SchedulingRefused("last_day", _("There is no working time in this period."))
    period.rooms.set(rooms)
    note(period, "period.make", actor, at)
    return period


@transaction.atomic
def move_period(*, period: Period, to: PeriodState, actor: Any, at: datetime) -> Period:
    """Close a period or open it again; a second call changes nothing."""
    period = lock(period)
    if period.stage is to:
        return period
    check_move(PERIOD_MOVES, period.stage, to)
    old, period.state, period.rev = period.state, to, period.rev + 1
    period.save(update_fields=["state", "rev"])
    action = "period.close" if to is PeriodState.CLOSED else "period.reopen"
    record(
        site=period.site, at=at, actor=actor, action=action, subject=(PERIOD, period.pk), from_state=old, to_state=to
    )
    changed(PERIOD, [period.pk], site=period.site, at=at)
    touch(topic_of(period))
    return period


def lock(period: Period) -> Period:
    """The row of now; two writers wait for each other."""
    return Period.objects.select_for_update(of=("self",)).select_related("site").get(pk=period.pk)


def opened(period: Period) -> Period:
    """The locked row of a period that is open, else SchedulingRefused."""
    period = lock(period)
    if period.stage is not PeriodState.OPEN:
        raise SchedulingRefused("", _("This period is closed."))
    return period


def bump(period: Period) -> None:
    """What is asked for changed: a search that runs looks at an older task."""
    period.rev += 1
    period.save(update_fields=["rev"])


def note(period: Period, action: str, actor: Any, at: datetime, **changes: Any) -> None:
    """Journal what happened to a period, and tell who plans and looks."""
    record(site=period.site, at=at, actor=actor, action=action, subject=(PERIOD, period.pk), changes=changes)
    changed(PERIOD, [period.pk], site=period.site, at=at)
    touch(topic_of(period))


def topic_of(period: Period) -> str:
    """The live topic of a period: that of the site's board, which everybody who plans may follow."""
    return f"site:{period.site_id}:board"
