"""What is on now: the one place where the agenda is read."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.assembly.models import Assembly


@dataclass(frozen=True)
class Item:
    """One item of the agenda as this meeting needs it. `key` names it; `state` is planned, running or done."""

    key: str
    title: str
    speakers: str
    starts_at: datetime
    ends_at: datetime
    state: str


def items_of(assembly: Assembly, at: datetime) -> list[Item]:
    """The items of the meeting in their order."""
    return [
        Item(f"s{each.pk}", each.title, "", each.starts_at, each.ends_at, _state(each.starts_at, each.ends_at, at))
        for each in assembly.block.sessions.exclude(state="cancelled")
        .exclude(starts_at=None)
        .order_by("starts_at", "pk")
    ]


def _state(starts_at: datetime, ends_at: datetime, at: datetime) -> str:
    return "planned" if at < starts_at else "running" if at < ends_at else "done"


def current_key(assembly: Assembly, at: datetime) -> str:
    """The key of what is on; "" between items."""
    return next((item.key for item in items_of(assembly, at) if item.state == "running"), "")
