"""Finance sends its statement of arrears: a bad one that is refused whole, then a good one."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from guanjia.foundation.rehearsal.public import Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.foundation.tables.public import Row
from guanjia.frontdesk.homes.actions.arrears import check_arrears, take_arrears
from guanjia.frontdesk.homes.models import Arrears, Renovation
from guanjia.frontdesk.homes.queries.arrears import latest_sheet
from guanjia.frontdesk.homes.rules.renovation import OPEN, CommitteeWord
from guanjia.people.public import local_day

SHARE = 0.06
"""Of the homes that are lived in."""


def cast(stage: Stage) -> None:
    """On the first morning of the days."""
    estate = estate_of(stage)
    codes = [home.code for home in estate.homes if home.person_ids]
    if codes and estate.crew.get("finance"):
        owing = stage.rng.sample(codes, max(1, round(len(codes) * SHARE)))
        morning = to_utc(stage.site, datetime.combine(estate.days[0], time(9, 10)))
        stage.at(morning, lambda now: send(now, owing))


def send(stage: Stage, codes: list[str]) -> None:
    """The first sheet names a door that is not here: nothing is taken; the mended one is."""
    as_of = local_day(stage.site, stage.now) - timedelta(days=1)
    rows = [_row(place, code, as_of, stage.rng.randrange(200, 6000)) for place, code in enumerate(codes, 2)]
    wrong = [*rows, _row(len(rows) + 2, "99-9-9999", as_of, 100)]
    check_arrears(stage.site, wrong, stage.now)
    stage.counts["homes.arrears_refused"] += sum(not row.good for row in wrong)
    check_arrears(stage.site, rows, stage.now)
    taken = take_arrears(site=stage.site, rows=rows, actor=estate_of(stage).crew["finance"][0], at=stage.now)
    stage.counts["homes.arrears"] += taken.created


def _row(number: int, code: str, as_of: date, yuan: int) -> Row:
    values: dict[str, Any] = {"building": "", "section": "", "number": code, "amount": Decimal(yuan), "since": None}
    return Row(number, values | {"as_of": as_of})


def stale_lines(site: Site) -> list[str]:
    """Lines of a statement that is not the latest."""
    latest = latest_sheet(site)
    old = Arrears.objects.filter(sheet__site=site).exclude(sheet=latest)
    return [f"unit {line.unit_id} owes by an old statement" for line in old]


def agreed_without_word(site: Site) -> list[str]:
    """Agreements on common parts without a yes of the owners' committee."""
    rows = Renovation.objects.filter(site=site, touches_common=True, state__in=OPEN)
    return [f"{row.number} was agreed to" for row in rows.exclude(committee_said=CommitteeWord.YES)]


INVARIANTS = (
    Invariant("arrears are those of the latest statement", stale_lines),
    Invariant("common parts are changed only with the word of the owners' committee", agreed_without_word),
)
