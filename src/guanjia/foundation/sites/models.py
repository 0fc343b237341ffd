"""Company and Site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Company(models.Model):
    """The operator of the installation (运营公司). Standards can be patched for all its sites at once."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A property under one management (项目). Everything operational belongs to exactly one site.

    `held_at` is the present of a site in rehearsal; None means the wall clock shifted by `clock_offset_s`.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="sites")
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    clock_offset_s = models.IntegerField(default=0)
    held_at = models.DateTimeField(null=True, blank=True)
    rehearsal_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="rehearsals")
    settings = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class CalendarOverride(models.Model):
    """One date on which the site's working calendar differs from the published one (调休、停业)."""

    class Kind(models.TextChoices):
        WORKING = "working", _("Working day")
        HOLIDAY = "holiday", _("Day off")

    site = models.ForeignKey(Site, models.CASCADE, related_name="calendar_overrides", verbose_name=_("site"))
    on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="calendar_override_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
