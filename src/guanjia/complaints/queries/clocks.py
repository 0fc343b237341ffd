"""The clocks of others, read from rules/outside.yaml, the moments they give, and ours beside them (FIELD 22)."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from guanjia.complaints.models import Complaint, OutsideOrder
from guanjia.complaints.rules.outside import STEPS, Clock, clock_of
from guanjia.duties.public import Duty, DutyLine, duties_of
from guanjia.foundation.sites.public import Site, setting, work_calendar
from guanjia.kernel.span import parse_span

FILE = Path(__file__).parent.parent / "rules" / "outside.yaml"


@cache
def clocks() -> tuple[Clock, ...]:
    """All rows of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["clocks"]
    fields = ("city", "sender", "step", "limit", "source", "certainty")
    return tuple(Clock(**{name: row[name] for name in fields}) for row in rows)


def clocks_here(site: Site) -> list[Clock]:
    """The rows that hold at the site: those of its city, and of the whole country where the city says nothing."""
    city = str(setting(site, "complaints.city"))
    asked = dict.fromkeys((row.sender, row.step) for row in clocks())
    return [row for sender, step in asked if (row := clock_of(clocks(), city, sender, step)) is not None]


def limits(site: Site, city: str, sender: str, received_at: datetime) -> dict[str, datetime | None]:
    """`sign_due`, `contact_due`, `reply_due` of an order received then; None where nobody set a limit."""
    return {f"{step}_due": due(site, city, sender, step, received_at) for step in STEPS}


def due(site: Site, city: str, sender: str, step: str, start: datetime) -> datetime | None:
    """When a step is due, counted from `start` in the site's wall or working time."""
    row = clock_of(clocks(), city, sender, step)
    return work_calendar(site).shift(start, parse_span(row.limit)) if row else None


def clocks_beside(complaint: Complaint) -> list[tuple[str, list[DutyLine]]]:
    """(whose, its clocks by due moment): theirs first where an order came from outside, then ours; whoever has none is left
    out.
    """
    order = OutsideOrder.objects.filter(complaint=complaint).only("pk", "sender").first()
    found = [(_(order.sender_enum.label), duties_of("complaints.outside", order.pk))] if order is not None else []
    found.append((_("Ours"), duties_of("complaints.complaint", complaint.pk)))
    return [(whose, lines) for whose, lines in found if lines]


SOLVED = ("complaints.general", "complaints.major")
"""Our own limits of solving a matter."""


def with_ours(orders: Iterable[OutsideOrder]) -> None:
    """Hang on each order as `ours` the duty by which we owe the solution, None without one; one query for all."""
    rows = list(orders)
    duties = Duty.objects.filter(
        subject_kind="complaints.complaint",
        subject_id__in=[row.complaint_id for row in rows],
        standard_code__in=SOLVED,
    )
    newest = {duty.subject_id: duty for duty in duties.exclude(state="withdrawn").order_by("pk")}
    for row in rows:
        row.ours = newest.get(row.complaint_id)  # type: ignore[attr-defined]
