"""A duty: a promise, dated and owned."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices


class DutyRow(models.Model):
    """The columns of a duty, alive or archived.

    A duty is the same duty over (site, standard_code, subject, occurrence, round), whatever version of the standard made it and
    whenever it falls due. `planned_rev` is the revision of the subject that it was planned from; `rev` grows with every write.

    natural_at    the due moment that the rule alone gives; `due_at` is later where `short_notice`
    next_at       what the clock waits for; None when finished or paused. A pure function of the row and its version
    alarmed_to    alarms planned up to this moment have been taken; `at_risk`, `overdue` and `level` (rungs climbed) tell which
    perform_at    when the system does it; only with a `performer`
    performed_at  the moment that counts as its end (evidence, or the subject's move); None for missed and withdrawn
    moved_rev     the `rev` since which its times are what they are: whoever saw an earlier one saw other times
    linked        a link of a chain: the next one is made when this one ends; `periodic`: calendar or quota, planned by horizon
    place         a places.Space
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    standard_code = models.CharField(_("standard"), max_length=80)
    version = models.ForeignKey("standards.StandardVersion", models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    occurrence = models.CharField(max_length=80)
    round = models.PositiveSmallIntegerField(default=1)
    periodic = models.BooleanField(default=False)
    linked = models.BooleanField(default=False)
    merged = models.PositiveIntegerField(default=1)

    state = models.CharField(_("state"), max_length=12, choices=choices(DutyState), default=DutyState.OPEN)
    natural_at = models.DateTimeField()
    opens_at = models.DateTimeField(_("opens"))
    due_at = models.DateTimeField(_("due"))
    closes_at = models.DateTimeField(_("closes"), null=True)
    born_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    alarmed_to = models.DateTimeField(null=True)
    perform_at = models.DateTimeField(null=True)
    at_risk = models.BooleanField(_("at risk"), default=False)
    overdue = models.BooleanField(_("overdue"), default=False)
    level = models.PositiveSmallIntegerField(_("escalation level"), default=0)

    post_code = models.CharField(_("post"), max_length=64, blank=True)
    performer = models.CharField(max_length=60, blank=True)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Space", models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    scored = models.BooleanField(default=True)
    ambient = models.BooleanField(default=False)
    short_notice = models.BooleanField(_("short notice"), default=False)

    performed_at = models.DateTimeField(_("performed"), null=True)
    performed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("performed by")
    )
    single_handed_reason = models.CharField(_("why single-handed"), max_length=200, blank=True)
    counter_sign_due = models.BooleanField(default=False)
    counter_signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    counter_signed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    failed_count = models.PositiveSmallIntegerField(default=0)
    planned_rev = models.PositiveBigIntegerField(default=0)
    moved_rev = models.PositiveIntegerField(default=0)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.standard_code} {self.occurrence} {self.subject_kind} {self.subject_id}"

    @property
    def is_live(self) -> bool:
        """Whether it is still owed."""
        return self.state in LIVE

    @property
    def state_enum(self) -> DutyState:
        """The state with its label and colour."""
        return DutyState(self.state)


class Duty(DutyRow):
    """A duty of the last 13 months, or one still owed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "standard_code", "subject_kind", "subject_id", "occurrence", "round"], name="duty_once"
            ),
            models.CheckConstraint(
                condition=models.Q(next_at__isnull=True) | models.Q(state=DutyState.OPEN), name="duty_only_open_waits"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "next_at", "id"], condition=models.Q(next_at__isnull=False), name="duty_next"),
            models.Index(fields=["subject_kind", "subject_id"], name="duty_by_subject"),
            models.Index(fields=["site", "due_at", "id"], name="duty_by_due"),
            models.Index(
                fields=["site", "post_code", "due_at"],
                condition=models.Q(state=DutyState.OPEN),
                name="duty_owed_by_post",
            ),
            models.Index(
                fields=["site", "counter_sign_due"],
                condition=models.Q(counter_sign_due=True),
                name="duty_to_counter_sign",
            ),
        ]
