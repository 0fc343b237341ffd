"""People who want help in a rehearsal (W43): asked first, noted with their word only, a wheelchair lent; a way gets blocked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from guanjia.foundation.persons.public import Person, has_consent
from guanjia.foundation.rehearsal.public import Home, Invariant, Stage
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.actions.access import (
    PURPOSE,
    forget_need,
    lend_wheelchair,
    note_need,
    open_again,
    report_blocked,
    take_wheelchair_back,
)
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import AccessNeed, Facility
from guanjia.frontdesk.visitors.queries.visits import needs_of
from guanjia.frontdesk.visitors.rehearsal.people import moment_of
from guanjia.frontdesk.visitors.rules.access import FacilityKind, FacilityState, Need

HELPED = (
    (9 * 60 + 30, Need.WHEELCHAIR, True, "请走坡道"),
    (10 * 60 + 40, Need.HEARING, False, ""),
    (14 * 60 + 20, Need.ELDERLY, True, "说慢一点"),
)
"""When somebody comes each day, what helps, whether they let us keep it, in which words."""
AGAIN = timedelta(hours=3)
LENT = timedelta(hours=2)
CLEARED = timedelta(minutes=50)


def plant_help(stage: Stage, days: Sequence[date], homes: Sequence[Home], desk: Any) -> None:
    """Three people a day who want help; on the second day a car stands on the parking space, and a chair comes back broken."""
    if not homes:
        return
    for number, day in enumerate(days):
        for place, (minutes, need, agrees, words) in enumerate(HELPED):
            home = homes[(number * len(HELPED) + place) % len(homes)]
            stage.at(moment_of(stage, day, minutes), Helped(home.person_ids[0], need, agrees, words, number, desk))
    stage.at(moment_of(stage, days[min(1, len(days) - 1)], 16 * 60), InTheWay(desk))


@dataclass(frozen=True)
class Helped:
    """Somebody who comes to the counter and is asked first: what helps is kept only by their word (ACCE-006, ACCE-007)."""

    person_id: int
    need: Need
    agrees: bool
    words: str
    day: int
    desk: Any

    def __call__(self, stage: Stage) -> None:
        person = Person.objects.get(pk=self.person_id)
        who: dict[str, Any] = {"site": stage.site, "person": person, "actor": self.desk, "at": stage.now}
        stage.counts["visitors.helped"] += 1
        stage.counts["visitors.needs_known"] += needs_of(stage.site, person.pk) is not None
        try:
            note_need(needs=[self.need], note=self.words, agreed=self.agrees, **who)
        except VisitRefused:
            stage.counts["visitors.needs_not_kept"] += 1
        if self.need is Need.ELDERLY:
            stage.at(stage.now + AGAIN, TakenBack(self.person_id, self.desk))
        chair = Facility.objects.select_related("site", "loanable").filter(
            site=stage.site, kind=FacilityKind.WHEELCHAIR, state=FacilityState.OPEN, loanable__out_item=None
        )
        if self.need is Need.WHEELCHAIR and (found := chair.first()) is not None:
            lend_wheelchair(
                facility=found, holder=person.name, signature=person.name, person=person, keeper=self.desk, at=stage.now
            )
            stage.counts["visitors.wheelchairs_lent"] += 1
            stage.at(stage.now + LENT, ChairBack(found.pk, self.day == 1, self.desk))


@dataclass(frozen=True)
class TakenBack:
    """Somebody thinks better of it: what was noted is gone at once."""

    person_id: int
    desk: Any

    def __call__(self, stage: Stage) -> None:
        person = Person.objects.get(pk=self.person_id)
        forget_need(site=stage.site, person=person, actor=self.desk, at=stage.now)
        stage.counts["visitors.needs_forgotten"] += 1


@dataclass(frozen=True)
class ChairBack:
    """The wheelchair comes back, whole or with a flat tyre: then the map says so until it is mended."""

    facility_id: int
    broken: bool
    desk: Any

    def __call__(self, stage: Stage) -> None:
        chair = Facility.objects.select_related("site", "loanable__out_item").get(pk=self.facility_id)
        words = "右轮漏气" if self.broken else "完好"
        take_wheelchair_back(
            facility=chair, signature="前台", condition=words, broken=self.broken, actor=self.desk, at=stage.now
        )
        if self.broken:
            stage.at(stage.now + CLEARED, FreeAgain(chair.pk, self.desk))


@dataclass(frozen=True)
class InTheWay:
    """A car stands where it must not, and two people report it: one order."""

    desk: Any

    def __call__(self, stage: Stage) -> None:
        for _time in range(2):
            space = Facility.objects.select_related("site").filter(site=stage.site, kind=FacilityKind.PARKING).first()
            if space is not None:
                report_blocked(facility=space, what="社会车辆占用无障碍车位", actor=self.desk, at=stage.now)
                stage.at(stage.now + CLEARED, FreeAgain(space.pk, self.desk))
        stage.counts["visitors.ways_blocked"] += 1


@dataclass(frozen=True)
class FreeAgain:
    """It can be used again; whoever is second finds it so."""

    facility_id: int
    desk: Any

    def __call__(self, stage: Stage) -> None:
        facility = Facility.objects.select_related("site", "loanable__out_item").get(pk=self.facility_id)
        open_again(facility=facility, actor=self.desk, at=stage.now)


def kept_without_word(site: Site) -> list[str]:
    """Needs that are kept although their person did not agree, or no longer does."""
    rows = AccessNeed.objects.filter(site=site).select_related("person")
    return [f"need {row.pk}" for row in rows if not has_consent(row.person, PURPOSE, site=site)]


def blocked_without_order(site: Site) -> list[str]:
    """Ways that are blocked and nobody was sent."""
    return list(
        Facility.objects.filter(site=site, state=FacilityState.BLOCKED, order_number="").values_list("name", flat=True)
    )


ACCESS_INVARIANTS = (
    Invariant("what help somebody wants is kept by their word only", kept_without_word),
    Invariant("whatever bars a barrier-free way has its work order", blocked_without_order),
)
