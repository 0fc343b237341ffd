"""Posts and the shifts that they are worked in."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Post(models.Model):
    """A post (岗位) of a site. `code` is what standards name; `required` posts are watched for gaps.

    `qualification` names the kind that whoever stands here must hold ("" for none); `least_people` is how many stand at
    once while it is manned; `longest_shift_h` None sets no limit.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="posts")
    code = models.CharField(_("code"), max_length=64)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    required = models.BooleanField(_("must be manned"), default=False)
    manned_from = models.TimeField(_("manned from"), null=True, blank=True)
    manned_until = models.TimeField(_("manned until"), null=True, blank=True)
    least_people = models.PositiveSmallIntegerField(_("least people"), default=1)
    longest_shift_h = models.PositiveSmallIntegerField(_("longest shift, hours"), null=True, blank=True)
    qualification = models.CharField(_("qualification"), max_length=40, blank=True)
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_post_per_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


class Shift(models.Model):
    """A named stretch of a day (班次). `until` at or before `from_` means the next day."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="shifts")
    name = models.CharField(_("name"), max_length=40)
    from_time = models.TimeField(_("From"))
    until_time = models.TimeField(_("Until"))

    class Meta:
        ordering = ["from_time", "name"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_shift_per_name")]

    def __str__(self) -> str:
        return self.name
