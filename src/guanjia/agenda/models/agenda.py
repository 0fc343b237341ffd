"""The agenda of one meeting in a room, its items and who speaks in them."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.agenda.rules.states import AgendaState, ItemState, Kind, Part
from guanjia.kernel.states import choices


class Agenda(models.Model):
    """What happens in a meeting, in order. One for a block (conference.Block); written by agenda.actions only.

    `rev` grows with every change of an item; whoever writes says the one they saw. `precise`: every deviation from the
    confirmed minute is kept with its reason (VIPP-024). `edited_at` is when it was last changed after the organiser confirmed.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    block = models.OneToOneField("conference.Block", models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=choices(AgendaState), default=AgendaState.DRAFT)
    precise = models.BooleanField(_("to the minute"), default=False)
    moderator = models.CharField(_("moderator"), max_length=80, blank=True)
    language = models.CharField(_("language of the script"), max_length=8, default="zh")
    confirmed_by = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    script_by = models.CharField(_("script confirmed by"), max_length=80, blank=True)
    script_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["event"], name="agenda_event")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.block_id}"

    @property
    def stage(self) -> AgendaState:
        """The state with its label and colour."""
        return AgendaState(self.state)

    def moment(self, minute: int) -> datetime:
        """The moment that lies so many minutes after the meeting's planned start; `block` is read."""
        return self.block.starts_at + timedelta(minutes=minute)

    def minute(self, moment: datetime) -> int:
        """Whole minutes from the meeting's planned start to the moment, rounded up."""
        return -int((self.block.starts_at - moment).total_seconds() // 60)


class AgendaItem(models.Model):
    """One item. `begins` counts minutes after the planned start of the meeting, so it goes with the meeting when that moves.

    `first_begins` and `first_minutes` are what the organiser confirmed: deviations are counted from them. `shortest` is the
    floor of `minutes`; a `fixed` item keeps its time, an `optional` one may be left out, a `movable` one may change places.
    `reason` says why a precise agenda was not kept. `script` is what the moderator says before the item.
    """

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=12, choices=[(each.value, each.label) for each in Kind], default=Kind.TALK
    )
    begins = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    shortest = models.PositiveSmallIntegerField(_("shortest"))
    optional = models.BooleanField(_("may be left out"), default=False)
    fixed = models.BooleanField(_("time is fixed"), default=False)
    movable = models.BooleanField(_("may change places"), default=False)
    freeze_doors = models.BooleanField(_("nobody in or out"), default=False)
    first_begins = models.PositiveIntegerField(null=True, blank=True)
    first_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(ItemState), default=ItemState.PLANNED)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    script = models.TextField(_("script"), blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agenda"], condition=models.Q(state=ItemState.RUNNING), name="agenda_one_item_runs"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=models.F("shortest"), shortest__gte=1), name="agenda_item_floor"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="agenda_item_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agenda", "position"], name="agenda_item_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> ItemState:
        """The state with its label and colour."""
        return ItemState(self.state)

    @property
    def sort(self) -> Kind:
        """The kind with its label."""
        return Kind(self.kind)

    @property
    def planned_at(self) -> datetime:
        """When it begins as planned now."""
        return self.agenda.moment(self.begins)

    @property
    def planned_end(self) -> datetime:
        """When it is over as planned now; a running one counts from when it really began."""
        return (self.started_at or self.planned_at) + timedelta(minutes=self.minutes)


class ItemPerson(models.Model):
    """Who speaks or interprets in an item: a guest of the event, whose name stays on the guest list, or a name as written."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="people")
    part = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Part], default=Part.SPEAKER)
    guest = models.ForeignKey("conference.Guest", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        indexes: ClassVar = [models.Index(fields=["guest"], name="agenda_person_guest")]

    def __str__(self) -> str:
        comes = self.comes
        return comes.name if comes is not None else self.name

    @property
    def comes(self) -> Any:
        """The guest who really comes: whoever stands in for one that was replaced (替会), once that was approved; None for a name."""
        instead = getattr(self.guest, "substitute", None)
        return self.guest if instead is None or instead.unapproved else instead
