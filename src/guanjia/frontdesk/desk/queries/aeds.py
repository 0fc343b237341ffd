"""The defibrillators, the nearest first."""

from guanjia.frontdesk.desk.models import Aed, QuickCase


def aeds_near(case: QuickCase) -> list[Aed]:
    """Those of the site that can be fetched, those in the building of the case's home first; one query."""
    rows = Aed.objects.filter(site=case.site_id, is_open=True).select_related("building", "space__floor")
    here = case.unit.building_id if case.unit is not None else 0
    return sorted(rows, key=lambda one: here not in {one.building_id, _building_of(one)})


def _building_of(one: Aed) -> int:
    floor = one.space.floor if one.space is not None else None
    return floor.building_id if floor is not None else -1
