"""Things in custody."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.custody.rules.items import OPEN_ITEM, ItemKind, ItemState
from guanjia.kernel.states import choices


class Item(models.Model):
    """A thing that somebody answers for: lost property that `keeper` keeps, or equipment that `keeper` lent to `holder`.

    `taken_at` is when the house took or handed it out, `ended_at` when it was given back or disposed of; `signature` is the
    acceptance of whoever took it back. Its owner is a person on file, so that erasure reaches them; contacts are journalled.
    Photos are files held by ("custody.item", pk).
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
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="custody_item_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "kind", "state", "taken_at"], name="custody_item_list"),
            models.Index(fields=["subject_kind", "subject_id"], name="custody_item_subject"),
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
