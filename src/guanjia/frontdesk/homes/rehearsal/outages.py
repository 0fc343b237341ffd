"""Outages of a rehearsal: planned or sudden, now and then longer than said, over and told."""

from datetime import timedelta
from typing import Any

from guanjia.foundation.rehearsal.public import Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.actions.outages import announce_outage, end_outage, extend_outage
from guanjia.frontdesk.homes.models import Outage
from guanjia.frontdesk.homes.rules.outage import OutageKind, OutageState
from guanjia.places.public import Unit

OUTAGES = (
    (OutageKind.WATER, "二次供水水箱清洗", True),
    (OutageKind.LIFT, "电梯更换钢丝绳", True),
    (OutageKind.POWER, "单元配电箱故障抢修", False),
)


def _desk(stage: Stage) -> Any:
    return stage.rng.choice(estate_of(stage).crew["frontdesk"])


def outage(stage: Stage) -> None:
    """Something is off in one building, planned a day ahead or at once; one in three takes longer than said."""
    kind, words, planned = stage.rng.choice(OUTAGES)
    unit = Unit.objects.select_related("building", "section").get(pk=stage.rng.choice(estate_of(stage).homes).unit_id)
    starts = stage.now + (timedelta(hours=25) if planned else timedelta())
    row = announce_outage(
        site=stage.site, kind=kind, scopes=[(unit.building, unit.section)], words=words, planned=planned,
        starts_at=starts, expected_end=starts + timedelta(hours=3), actor=_desk(stage), at=stage.now,
    )  # fmt: skip
    stage.counts["homes.outage"] += 1
    if stage.rng.random() < 0.34:
        stage.at(starts + timedelta(hours=2), lambda now: _longer(now, row.pk))
    stage.at(starts + timedelta(hours=4), lambda now: _back(now, row.pk))


def _longer(stage: Stage, pk: int) -> None:
    row = Outage.objects.select_related("site").get(pk=pk)
    until = row.expected_end + timedelta(hours=1)
    extend_outage(outage=row, expected_end=until, actor=_desk(stage), at=stage.now, reason="配件未到")


def _back(stage: Stage, pk: int) -> None:
    end_outage(outage=Outage.objects.select_related("site").get(pk=pk), actor=_desk(stage), at=stage.now)


def untold(site: Site) -> list[str]:
    """Outages that ended and of whose end nobody was told, though somebody had heard of them."""
    found = []
    for row in Outage.objects.filter(site=site, state=OutageState.ENDED).prefetch_related("told"):
        about = {told.about for told in row.told.all()}
        if "announced" in about and "ended" not in about:
            found.append(f"{row.number}: nobody was told that it is over")
    return found


INVARIANTS = (Invariant("the end of an outage is told as its beginning was", untold),)
