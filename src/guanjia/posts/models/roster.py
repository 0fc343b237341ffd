"""Who is on which post when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guanjia.posts.models.post import Post, Shift


class Roster(models.Model):
    """One user on one post from `starts_at` to before `ends_at` (排班).

    A user stands once at a time within a site: an exclusion constraint (PostgreSQL) and a trigger (SQLite) of migration
    0002 see to it, unless `double` says that both posts are meant. `covers` names the entry that this one stands in for
    (换人); the covered entry has `released_at`, and nobody counts it any more.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="roster")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roster")
    shift = models.ForeignKey(Shift, models.SET_NULL, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    double = models.BooleanField(default=False)
    covers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="covered_by")
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="roster_ends_after_it_starts")
        ]
        indexes = [
            models.Index(
                fields=["post", "starts_at", "ends_at"], condition=Q(released_at=None), name="roster_post_time"
            ),
            models.Index(
                fields=["user", "site", "starts_at", "ends_at"], condition=Q(released_at=None), name="roster_user_time"
            ),
            models.Index(fields=["site", "starts_at"], name="roster_site_time"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.post_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Qualification(models.Model):
    """A certificate that a user holds (上岗证). `expires_on` None: does not run out; the day itself still counts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="qualifications")
    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "user_id"]
        constraints = [models.UniqueConstraint(fields=["site", "user", "kind"], name="one_qualification_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"
