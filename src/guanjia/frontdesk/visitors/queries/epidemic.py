"""What is in force at the epidemic desk."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.models import EpidemicPolicy
from guanjia.frontdesk.visitors.rules.epidemic import PolicyVersion, policy_at


def policy_in_force(site: Site, at: datetime) -> PolicyVersion | None:
    """The version of the policy that holds now and asks for something; None while the desk is off. One query."""
    rows = EpidemicPolicy.objects.filter(site=site).values_list("version", "in_force_from", "on", "temperature", "mask")
    found = policy_at([PolicyVersion(*row) for row in rows], at)
    return found if found is not None and found.on else None
