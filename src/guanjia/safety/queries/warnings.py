"""Warnings and contacts."""

from django.db.models import QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.safety.models import FraudWarning, Liaison
from guanjia.safety.rules.warnings import LiaisonKind, WarningState


def published_warnings(site: Site) -> QuerySet[FraudWarning]:
    """What residents may read now, newest first."""
    return FraudWarning.objects.filter(site=site, state=WarningState.PUBLISHED).order_by("-published_at")


def liaisons(site: Site, *kinds: LiaisonKind) -> QuerySet[Liaison]:
    """Whom the site rings outside, of some kinds or of all."""
    rows = Liaison.objects.filter(site=site, ended_at=None).select_related("person")
    return rows.filter(kind__in=kinds) if kinds else rows
