"""How a meeting kept its agenda: planned and real minutes of every item, for the page, the dossier and the record (VIPP-024)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.agenda.models import AgendaItem
from guanjia.agenda.queries.reading import agenda_of
from guanjia.agenda.rules.states import ItemState
from guanjia.conference.public import Event
from guanjia.foundation.sites.public import Site, local, setting

TOLERANCE = "agenda.tolerance"


@dataclass(frozen=True)
class Deviation:
    """An item against what the organiser confirmed: minutes late at its start (negative: early), minutes longer than planned."""

    item: AgendaItem
    late: int
    longer: int | None
    unexplained: bool

    @property
    def planned_at(self) -> datetime:
        """When the organiser confirmed that it begins."""
        first = self.item.first_begins
        return self.item.planned_at if first is None else self.item.agenda.moment(first)


def deviations(items: Sequence[AgendaItem], site: Site) -> list[Deviation]:
    """Every item that began or was left out. `unexplained`: a precise agenda, more than the tolerance, and no reason written."""
    allowed = int(setting(site, TOLERANCE))
    found = []
    for item in items:
        if item.started_at is None and item.stage is not ItemState.DROPPED:
            continue
        late = minutes_late(item)
        longer = minutes_longer(item)
        off = item.stage is ItemState.DROPPED or max(abs(late), abs(longer or 0)) > allowed
        found.append(Deviation(item, late, longer, item.agenda.precise and off and not item.reason))
    return found


def minutes_late(item: AgendaItem) -> int:
    """Whole minutes between the confirmed start and the real one; 0 while it has not begun."""
    if item.started_at is None:
        return 0
    planned = item.agenda.moment(item.begins if item.first_begins is None else item.first_begins)
    return round((item.started_at - planned).total_seconds() / 60)


def minutes_longer(item: AgendaItem) -> int | None:
    """Whole minutes by which it was longer than confirmed; None while it is not over."""
    if item.started_at is None or item.ended_at is None:
        return None
    planned = item.minutes if item.first_minutes is None else item.first_minutes
    return round((item.ended_at - item.started_at).total_seconds() / 60) - planned


def dossier_sections(event: Event) -> list[dict[str, Any]]:
    """Planned and real times of every item for the dossier of the event."""
    heads = [_("Agenda item"), _("Planned"), _("Began"), _("Over"), _("Minutes late"), _("Reason")]
    rows = [
        [
            each.item.title,
            f"{local(event.site, each.planned_at):%H:%M}",
            _clock(event.site, each.item.started_at),
            _clock(event.site, each.item.ended_at),
            "–" if each.item.started_at is None else f"{each.late:+d}",
            each.item.reason,
        ]
        for each in deviations(agenda_of(event), event.site)
    ]
    return [{"title": _("Agenda as it was kept"), "heads": heads, "rows": rows, "widths": [4, 1, 1, 1, 1, 3]}]


def _clock(site: Site, moment: datetime | None) -> str:
    return "–" if moment is None else f"{local(site, moment):%H:%M}"
