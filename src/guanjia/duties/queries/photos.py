"""Who may see the photos of a duty."""

from typing import Any

from guanjia.duties.models import ArchivedDuty, Duty
from guanjia.duties.permissions import sees_duties
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor


def may_see_photo(user: Any, site: Site, duty_id: int) -> bool:
    """Whoever works at the duty's site, and its auditors."""
    if not (sees_duties(user, site) or is_auditor(user, site)):
        return False
    return any(model.objects.filter(pk=duty_id, site=site).exists() for model in (Duty, ArchivedDuty))
