"""What stands on the tables of a tea break and what is kept back for later batches (INMT-022)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.conference.models import Block, Event
from guanjia.duties.public import Evidence
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel import typed

READY = "conference.break"
SERVED, LEFT = "served", "left"
COUNTED, EMPTY = frozenset({SERVED, LEFT}), (None, "")


@dataclass(frozen=True)
class Portions:
    """What the attendant counted last: put out, in reserve (None: not counted), and when."""

    served: int | None
    left: int | None
    at: datetime


def portions_of(event: Event) -> Portions | None:
    """The last count of the event's tea breaks; None while nobody has counted. Two queries."""
    ids = list(Block.objects.filter(event=event).values_list("pk", flat=True))
    rows = Evidence.objects.filter(
        duty__subject_kind="conference.block", duty__subject_id__in=ids, duty__standard_code__startswith=READY
    )
    for at, items in rows.order_by("-at").values_list("at", "items"):
        counted = {
            each["key"]: each["value"] for each in items if each["key"] in COUNTED and each["value"] not in EMPTY
        }
        if counted:
            return Portions(_whole(counted.get(SERVED)), _whole(counted.get(LEFT)), at)
    return None


def portion_words(event: Event) -> list[tuple[str, str]]:
    """The same as lines for the client, in the reader's language; empty while nobody has counted."""
    found = portions_of(event)
    if found is None:
        return []
    told = [(_("Put out so far"), found.served), (_("In reserve for later batches"), found.left)]
    return [(label, f"{count} ({_clock(event.site, found.at)})") for label, count in told if count is not None]


def _whole(value: object) -> int | None:
    return None if value is None else typed.number(str(value).partition(".")[0])


def _clock(site: Site, at: datetime) -> str:
    return f"{local(site, at):%H:%M}"
