"""What a meeting costs, line by line."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.budget import CostClass

COST_CLASSES = [
    (CostClass.VENUE.value, _("Venue")),
    (CostClass.EQUIPMENT.value, _("Equipment")),
    (CostClass.PEOPLE.value, _("People")),
    (CostClass.CATERING.value, _("Catering")),
]


class BudgetLine(models.Model):
    """One line of a scheme's budget in one of the four cost classes (BUDG-001..005). Money in whole fen.

    A cost that no budget foresaw hangs on the event itself, its price nought; so do all costs of a meeting without a
    quotation.
    `service` is the code of rules.needs.Service it pays for, "" for a line of its own. `spent_fen` is None until the
    bill is known (BUDG-006); `voucher` is its number, `spent_at` and `spent_by` say who wrote it down and when.
    """

    scheme = models.ForeignKey("conference.Scheme", models.CASCADE, null=True, blank=True, related_name="lines")
    event = models.ForeignKey("conference.Event", models.CASCADE, null=True, blank=True, related_name="further_costs")
    position = models.PositiveSmallIntegerField(default=0)
    cost_class = models.CharField(_("cost class"), max_length=12, choices=COST_CLASSES)
    service = models.CharField(_("service"), max_length=20, blank=True)
    name = models.CharField(_("what"), max_length=120)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    unit_fen = models.PositiveBigIntegerField(_("price each"))
    spent_fen = models.PositiveBigIntegerField(_("spent"), null=True, blank=True)
    voucher = models.CharField(_("voucher"), max_length=60, blank=True)
    spent_at = models.DateTimeField(null=True, blank=True)
    spent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(scheme__isnull=False, event=None) | models.Q(scheme=None, event__isnull=False),
                name="conference_budget_line_home",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def amount_fen(self) -> int:
        """Quantity times price."""
        return self.quantity * self.unit_fen
