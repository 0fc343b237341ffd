"""Who may do work that needs a certificate (EQUI-010): one rule for the desk, the board, the phone and the API."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from guanjia.foundation.sites.public import Site, local
from guanjia.posts.public import Qualification
from guanjia.servicedesk.rules.certificates import certificate_for


def holders(site: Site, users: Iterable[Any], at: datetime) -> dict[int, set[str]]:
    """Kinds of certificate that each of these users holds on that local day; the last day still counts. One query."""
    valid = Q(expires_on=None) | Q(expires_on__gte=local(site, at).date())
    found: dict[int, set[str]] = {}
    for user_id, kind in Qualification.objects.filter(valid, site=site, user__in=users).values_list("user", "kind"):
        found.setdefault(user_id, set()).add(kind)
    return found


def lacks(site: Site, user: Any, skill: str, at: datetime) -> str:
    """The certificate that somebody lacks for a skill on that day, "" when nothing is missing."""
    kind = certificate_for(skill)
    return kind if kind and kind not in holders(site, [user], at).get(user.pk, set()) else ""
