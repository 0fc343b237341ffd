"""Which homes an outage reaches, and which outages reach a home."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.models import Outage, OutageTold
from guanjia.frontdesk.homes.rules.outage import OutageState
from guanjia.places.public import Unit


def units_reached(outage: Outage) -> list[Unit]:
    """The units of the outage's buildings and sections; two queries."""
    wanted = Q(pk__in=[])
    for scope in outage.scopes.all():
        section = Q() if scope.section_id is None else Q(section=scope.section_id)
        wanted |= Q(building=scope.building_id) & section
    return list(Unit.objects.filter(wanted, site=outage.site_id))


def told_people(outage: Outage) -> set[int]:
    """The persons whom the register has written to about the outage as it stands now."""
    told = OutageTold.objects.filter(outage=outage)
    last = told.order_by("-at").values_list("at", flat=True).first()
    return set(told.filter(at=last).values_list("person_id", flat=True)) if last else set()


def open_outages(site: Site) -> QuerySet[Outage]:
    """The announced outages of a site, the next first."""
    return Outage.objects.filter(site=site, state=OutageState.ANNOUNCED).order_by("starts_at", "pk")


def outages_at(site: Site, unit_ids: Collection[int], at: datetime) -> list[Outage]:
    """The announced outages, running or ahead, that reach one of these units: forty calls get one answer. Two queries."""
    where = Unit.objects.filter(pk__in=list(unit_ids), site=site).values_list("building_id", "section_id")
    wanted = Q(pk__in=[])
    for building, section in where:
        wanted |= Q(scopes__building=building) & (Q(scopes__section=None) | Q(scopes__section=section))
    return list(open_outages(site).filter(wanted).distinct()) if where else []
