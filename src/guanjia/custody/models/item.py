"""Things in custody."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.custody.rules.items import OPEN_ITEM, ItemKind, ItemState
from guanjia.kernel.states import choices


class Item(models.Model):
    """A thing that somebody answers for: one that `keeper` keeps for others, or one that `keeper` lent to `holder`.

    `taken_at` is when the house took or handed it out, `ended_at` when it was given back or disposed of. `signature_in` is
    of whoever handed it in or took it on loan, `signature` of whoever took it back; `ended_to` took it, as what says
    `ended_as`, checked by `keeper` and, of two, `witness`. `astray_at`: it was in wrong hands. `erased_at`: its time in the
    register is over and everything about people in it is gone. Its owner is a person on file, so that erasure reaches
    them; contacts are journalled. Photos are files held by ("custody.item", pk).
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("tag"), max_length=32)
    kind = models.CharField(_("kind"), max_length=20, choices=choices(ItemKind))
    state = models.CharField(_("state"), max_length=12, choices=choices(ItemState))
    name = models.CharField(_("thing"), max_length=160)
    count = models.PositiveIntegerField(_("count"), default=1)
    valuable = models.BooleanField(_("valuable"), default=False)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    place = models.CharField(_("where"), max_length=120, blank=True)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("keeper"))
    holder = models.CharField(_("handed to"), max_length=120, blank=True)
    owner = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    contacted_at = models.DateTimeField(_("owner contacted"), null=True, blank=True)
    taken_at = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(_("due back"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    condition_out = models.CharField(_("condition at the start"), max_length=200, blank=True)
    condition_in = models.CharField(_("condition at the end"), max_length=200, blank=True)
    signature = models.TextField(_("signature"), blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    loanable = models.ForeignKey("custody.Loanable", models.PROTECT, null=True, blank=True, related_name="loans")
    colour = models.CharField(_("colour"), max_length=20, blank=True)
    shelf = models.CharField(_("shelf"), max_length=20, blank=True)
    signature_in = models.TextField(_("signature at the start"), blank=True)
    deposit = models.DecimalField(_("deposit"), max_digits=10, decimal_places=2, default=0)
    deposit_back_at = models.DateTimeField(_("deposit given back"), null=True, blank=True)
    ended_to = models.CharField(_("collected by"), max_length=120, blank=True)
    ended_as = models.CharField(_("as whom"), max_length=80, blank=True)
    checked = models.CharField(_("proven by"), max_length=80, blank=True)
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second person"),
    )
    astray_at = models.DateTimeField(_("in wrong hands since"), null=True, blank=True)
    compensation = models.DecimalField(_("compensation"), max_digits=10, decimal_places=2, null=True, blank=True)
    compensation_note = models.CharField(_("compensation note"), max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="custody_item_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "kind", "state", "taken_at"], name="custody_item_list"),
            models.Index(fields=["subject_kind", "subject_id"], name="custody_item_subject"),
            models.Index(fields=["unit", "state"], name="custody_item_unit"),
            models.Index(fields=["owner", "state"], name="custody_item_owner"),
            models.Index(fields=["site", "astray_at"], name="custody_item_astray"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def stage(self) -> ItemState:
        """The state with its label and colour."""
        return ItemState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether somebody still answers for it."""
        return self.stage in OPEN_ITEM
