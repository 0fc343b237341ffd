"""The points of clients: an account each, a ledger that only grows."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.rules.points import EntryKind, earnings, rewards
from guanjia.kernel.states import choices


class PointAccount(models.Model):
    """What a client has. `balance` is the sum of its ledger, never below nought; its row is the lock of a booking."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    balance = models.IntegerField(_("points"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "organisation"], name="clientele_account_once"),
            models.CheckConstraint(condition=models.Q(balance__gte=0), name="clientele_balance_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.balance}"


class Unchanging(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **values: Any) -> int:
        raise TypeError("the ledger only grows")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("the ledger only grows")


class PointEntry(models.Model):
    """One booking: `points` above nought earned, below spent or expired. `key` makes the same booking once."""

    account = models.ForeignKey(PointAccount, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=choices(EntryKind))
    points = models.IntegerField(_("points"))
    rule = models.CharField(max_length=20)
    event = models.ForeignKey("conference.Event", models.PROTECT, null=True, blank=True, related_name="+")
    expires_on = models.DateField(_("good until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = Unchanging.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="clientele_entry_once"),
            models.CheckConstraint(
                condition=models.Q(kind="earn", points__gt=0) | models.Q(kind__in=["spend", "expire"], points__lt=0),
                name="clientele_entry_sign",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "at"], name="clientele_entry_time")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.points}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once."""
        if self.pk is not None:
            raise TypeError("the ledger only grows")
        super().save(*args, **kwargs)

    @property
    def what(self) -> EntryKind:
        """The kind with its label and colour."""
        return EntryKind(self.kind)

    @property
    def rule_text(self) -> str:
        """What the rule says in the reader's language; "" for what ran out."""
        known = {**earnings(), **rewards()}.get(self.rule)
        words = "zh" if (get_language() or "").startswith("zh") else "en"
        return known.text[words] if known is not None else ""
