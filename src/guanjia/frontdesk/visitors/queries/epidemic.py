"""What is in force at the epidemic desk."""

from datetime import datetime

from django.db.models import Max

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.models import Area, Disinfection, EpidemicPolicy
from guanjia.frontdesk.visitors.rules.epidemic import PolicyVersion, policy_at


def policy_in_force(site: Site, at: datetime) -> PolicyVersion | None:
    """The version of the policy that holds now and asks for something; None while the desk is off. One query."""
    rows = EpidemicPolicy.objects.filter(site=site).values_list("version", "in_force_from", "on", "temperature", "mask")
    found = policy_at([PolicyVersion(*row) for row in rows], at)
    return found if found is not None and found.on else None


def areas_with_last(site: Site) -> list[tuple[Area, Disinfection | None]]:
    """Key areas with the last line of their log; two queries."""
    areas = list(Area.objects.filter(site=site, ended_at=None))
    newest = Disinfection.objects.filter(area__in=areas).values("area").annotate(last=Max("pk")).values_list("last")
    lines = {line.area_id: line for line in Disinfection.objects.filter(pk__in=newest).select_related("by")}
    return [(area, lines.get(area.pk)) for area in areas]
