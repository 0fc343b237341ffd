"""The clocks of others, read from rules/outside.yaml, and the moments they give."""

from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from guanjia.complaints.rules.outside import STEPS, Clock, clock_of
from guanjia.foundation.sites.public import Site, work_calendar
from guanjia.kernel.span import parse_span

FILE = Path(__file__).parent.parent / "rules" / "outside.yaml"


@cache
def clocks() -> tuple[Clock, ...]:
    """All rows of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["clocks"]
    fields = ("city", "sender", "step", "limit", "source", "certainty")
    return tuple(Clock(**{name: row[name] for name in fields}) for row in rows)


def limits(site: Site, city: str, sender: str, received_at: datetime) -> dict[str, datetime | None]:
    """`sign_due`, `contact_due`, `reply_due` of an order received then; None where nobody set a limit."""
    return {f"{step}_due": due(site, city, sender, step, received_at) for step in STEPS}


def due(site: Site, city: str, sender: str, step: str, start: datetime) -> datetime | None:
    """When a step is due, counted from `start` in the site's wall or working time."""
    row = clock_of(clocks(), city, sender, step)
    return work_calendar(site).shift(start, parse_span(row.limit)) if row else None
