"""What the house lends: keys, tools, umbrellas, wheelchairs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.custody.rules.loans import LoanKind
from guanjia.kernel.states import choices


class Loanable(models.Model):
    """One key, tool, umbrella or wheelchair by its tag. `out_item` is the loan that it is out on, None: it hangs on its board.

    `hours` is how long it goes out at most; `lost_at` is set while nobody knows where it is, so a count expects it not.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(_("tag"), max_length=32)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(LoanKind))
    name = models.CharField(_("thing"), max_length=120)
    place = models.CharField(_("board or shelf"), max_length=80, blank=True)
    hours = models.PositiveSmallIntegerField(_("goes out for, hours"), default=8)
    deposit = models.DecimalField(_("deposit"), max_digits=10, decimal_places=2, default=0)
    out_item = models.OneToOneField("custody.Item", models.PROTECT, null=True, blank=True, related_name="+")
    lost_at = models.DateTimeField(_("lost"), null=True, blank=True)
    retired_at = models.DateTimeField(_("taken out of use"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="one_loanable_per_tag")]
        indexes: ClassVar = [models.Index(fields=["site", "kind", "code"], name="custody_loanable_list")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
