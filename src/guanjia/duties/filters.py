"""Which duties a desk looks at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from guanjia.duties.models import Duty
from guanjia.duties.rules.states import DONE, DutyState
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.kernel import typed
from guanjia.ui.parts import Pill

SHOWN = ("live", "late", "to_sign", "missed", "done", "on_time", "done_late", "withdrawn", "all")
ON = "%Y-%m-%d"
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """What the address asks for; a value that makes no sense counts as not given."""

    show: str = "live"
    post: str = ""
    standard: str = ""
    place: int | None = None
    person: int | None = None
    scored: bool = False
    begin: datetime | None = None
    end: datetime | None = None

    @classmethod
    def read(cls, query: QueryDict, site: Site) -> "DutyFilter":
        """From the address: show, post, standard, place, person (an id or "nobody"), scored=1, from, to (site-local dates,
        both included)."""
        show = query.get("show", "live")
        return cls(
            show=show if show in SHOWN else "live",
            post=query.get("post", ""),
            standard=query.get("standard", ""),
            place=_number(query.get("place", "")),
            person=0 if query.get("person") == NOBODY else _number(query.get("person", "")),
            scored=query.get("scored") == "1",
            begin=_midnight(query.get("from", ""), site, 0),
            end=_midnight(query.get("to", ""), site, 1),
        )

    def apply(self, rows: QuerySet[Duty], at: datetime) -> QuerySet[Duty]:
        """The rows that fit, first due first."""
        wanted = _SHOW[self.show](at)
        for name, value in (("post_code", self.post), ("standard_code", self.standard), ("place_id", self.place)):
            if value:
                wanted &= Q(**{name: value})
        if self.person == 0:
            wanted &= Q(performed_by_id=None, assignee_id=None)
        elif self.person is not None:
            wanted &= Q(performed_by_id=self.person) | Q(performed_by_id=None, assignee_id=self.person)
        if self.scored:
            wanted &= Q(scored=True)
        if self.begin:
            wanted &= Q(due_at__gte=self.begin)
        if self.end:
            wanted &= Q(due_at__lt=self.end)
        return rows.filter(wanted).order_by("due_at", "pk")


_SHOW: dict[str, Any] = {
    "live": lambda at: Q(state__in=[DutyState.OPEN, DutyState.PAUSED]),
    "late": lambda at: Q(state=DutyState.OPEN, due_at__lt=at) | Q(state=DutyState.LATE),
    "to_sign": lambda at: Q(counter_sign_due=True),
    "missed": lambda at: Q(state=DutyState.MISSED),
    "done": lambda at: Q(state__in=list(DONE)),
    "on_time": lambda at: Q(state=DutyState.ON_TIME),
    "done_late": lambda at: Q(state=DutyState.LATE),
    "withdrawn": lambda at: Q(state=DutyState.WITHDRAWN),
    "all": lambda at: Q(),
}


def pills_of(query: QueryDict) -> list[Pill]:
    """The pills above the list: what to show, and each narrowing that can be taken off."""
    words = {
        "live": _("Owed"),
        "late": _("Late"),
        "to_sign": _("To counter-sign"),
        "missed": _("Missed"),
        "done": _("Done"),
        "on_time": _("On time"),
        "done_late": _("Done late"),
        "withdrawn": _("Withdrawn"),
        "all": _("All"),
    }
    shown = query.get("show", "live")
    pills = [Pill(label, _with(query, show=name), name == shown) for name, label in words.items()]
    for name in ("post", "standard", "place", "person", "from", "to"):
        if query.get(name):
            pills.append(Pill(f"{query[name]}", _with(query, **{name: ""}), True))
    return pills


def _with(query: QueryDict, **values: str) -> str:
    changed = query.copy()
    changed.pop("page", None)
    for name, value in values.items():
        changed[name] = value
        if not value:
            del changed[name]
    return f"?{changed.urlencode()}"


def _number(text: str) -> int | None:
    return typed.number(text) or None


def _midnight(text: str, site: Site, days: int) -> datetime | None:
    try:
        return to_utc(site, datetime.strptime(text, ON) + timedelta(days=days))  # noqa: DTZ007 - a site-local wall time
    except (ValueError, OverflowError):
        return None
