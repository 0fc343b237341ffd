"""What work costs: quotes before it, parts and labour with it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.servicedesk.rules.requests import QuoteState


class PriceItem(models.Model):
    """A line of the site's price list for paid work (有偿服务价目). Money in fen."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("work"), max_length=120)
    unit_text = models.CharField(_("per"), max_length=20, blank=True)
    price_fen = models.PositiveIntegerField(_("unit price"))
    active = models.BooleanField(_("offered"), default=True)

    @property
    def yuan(self) -> str:
        """The price in yuan, two places."""
        return f"{self.price_fen / 100:.2f}"

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="price_item_once")]

    def __str__(self) -> str:
        return self.title


class Quote(models.Model):
    """What paid work will cost, before it begins. `lines` freezes code, title, price_fen and count of each line."""

    State = QuoteState

    request = models.ForeignKey("servicedesk.ServiceRequest", models.PROTECT, related_name="quotes")
    lines = models.JSONField(default=list)
    total_fen = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=choices(QuoteState), default=QuoteState.OFFERED)
    token = models.CharField(max_length=40, unique=True)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_how = models.CharField(max_length=12, blank=True)

    @property
    def total_yuan(self) -> str:
        """The sum in yuan, two places."""
        return f"{self.total_fen / 100:.2f}"

    @property
    def said_lines(self) -> list[dict[str, Any]]:
        """The lines with what each comes to in yuan."""
        return [line | {"yuan": f"{line['price_fen'] * line['count'] / 100:.2f}"} for line in self.lines]

    @property
    def became(self) -> QuoteState:
        """The state with its label and colour."""
        return QuoteState(self.state)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request"], condition=Q(state="offered"), name="one_quote_on_offer")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.total_fen}"


class StockItem(models.Model):
    """A part on the shelf of the site (备件). `on_hand` never goes below nothing."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("spare part"), max_length=120)
    unit_text = models.CharField(_("unit"), max_length=20, blank=True)
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    least = models.PositiveIntegerField(_("reorder below"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="stock_item_once"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_never_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class PartUsed(models.Model):
    """A part that an order took, or gave back (negative)."""

    order = models.ForeignKey("servicedesk.WorkOrder", models.PROTECT, related_name="parts")
    item = models.ForeignKey(StockItem, models.PROTECT, related_name="uses")
    count = models.IntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.item_id} x {self.count}"


class Labour(models.Model):
    """Time that somebody worked on an order."""

    order = models.ForeignKey("servicedesk.WorkOrder", models.PROTECT, related_name="labour")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(_("minutes"))
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.order_id} {self.minutes}"
