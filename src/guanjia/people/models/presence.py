"""Who is inside, where, from when until when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """One stay. `ref_kind`, `ref_id` name the row that the stay is of (a guest, a visitor, a user) in its own module.

    `space` None: somewhere on the site. `out_at` None: still inside.
    """

    class Kind(models.TextChoices):
        GUEST = "guest", _("Guest")
        VISITOR = "visitor", _("Visitor")
        STAFF = "staff", _("Employee")

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    ref_kind = models.CharField(max_length=48)
    ref_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    space = models.ForeignKey("places.Space", models.PROTECT, null=True, blank=True, related_name="+")
    in_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ref_kind", "ref_id", "space"],
                condition=Q(out_at=None, space__isnull=False),
                name="inside_a_space_once",
            ),
            models.UniqueConstraint(
                fields=["ref_kind", "ref_id", "site"],
                condition=Q(out_at=None, space__isnull=True),
                name="inside_a_site_once",
            ),
            models.CheckConstraint(condition=Q(out_at=None) | Q(out_at__gte=models.F("in_at")), name="out_after_in"),
        ]
        indexes = [
            models.Index(fields=["site", "space", "kind"], condition=Q(out_at=None), name="inside_now"),
            models.Index(fields=["site", "in_at"], name="presence_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.ref_kind}#{self.ref_id} @ {self.space_id or self.site_id}"
