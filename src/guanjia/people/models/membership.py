"""Who has which role where."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.people.rules.roles import Roles


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid(self, at: datetime) -> "MembershipQuerySet":
        """Those in force at `at`; `valid_from` counts, `valid_until` no longer does."""
        begun, unended = Q(valid_from=None) | Q(valid_from__lte=at), Q(valid_until=None) | Q(valid_until__gt=at)
        return self.filter(begun, unended, user__is_active=True)

    def at_site(self, site_id: int, company_id: int) -> "MembershipQuerySet":
        """Those that reach the site: its own, and those that span the company."""
        return self.filter(Q(site_id=site_id) | Q(site=None), company_id=company_id)


class Membership(models.Model):
    """One role of one user, at one site or (site None) at every site of the company. A person may hold several.

    `valid_from` None: from ever; `valid_until` None: without end. An ended one stays as a row.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    company = models.ForeignKey("sites.Company", models.PROTECT, related_name="+")
    site = models.ForeignKey("sites.Site", models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(_("role"), max_length=32, choices=[(role.value, role.label) for role in Roles])
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "site", "role"],
                condition=Q(valid_until=None, site__isnull=False),
                name="one_open_role_at_site",
            ),
            models.UniqueConstraint(
                fields=["user", "company", "role"],
                condition=Q(valid_until=None, site__isnull=True),
                name="one_open_role_in_company",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.site_id or 'all'}"
