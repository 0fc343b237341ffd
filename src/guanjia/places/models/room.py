"""What can be booked, set up in which styles, with which equipment."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.places.models.tree import Space
from guanjia.places.rules.equipment import EquipmentKind
from guanjia.places.rules.styles import Style

SCORE = [MaxValueValidator(5)]


class Room(models.Model):
    """A bookable room (会议室, 厅): one space or several. Rooms may share spaces: a whole hall and its parts are rooms.

    Scores run from 0 to 5, None while nobody has judged it (VENU-002, 003, 005, 006); fire compliance is a condition
    (VENU-004).
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="rooms")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    spaces = models.ManyToManyField(Space, related_name="rooms", verbose_name=_("spaces"))
    setup_minutes = models.PositiveSmallIntegerField(_("set-up, minutes"), default=30)
    cleardown_minutes = models.PositiveSmallIntegerField(_("clear-down, minutes"), default=30)
    access_score = models.PositiveSmallIntegerField(_("access and parking"), null=True, blank=True, validators=SCORE)
    facilities_score = models.PositiveSmallIntegerField(_("facilities"), null=True, blank=True, validators=SCORE)
    sound_score = models.PositiveSmallIntegerField(_("sound insulation"), null=True, blank=True, validators=SCORE)
    temperature_score = models.PositiveSmallIntegerField(
        _("temperature regulation"), null=True, blank=True, validators=SCORE
    )
    fire_ok = models.BooleanField(_("meets fire rules"), default=True)
    exits = models.PositiveSmallIntegerField(_("emergency exits"), default=2)
    outdoor = models.BooleanField(_("outdoor"), default=False)
    indoor_reserve = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("indoor reserve")
    )
    is_open = models.BooleanField(_("can be booked"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_room_per_code")]

    def __str__(self) -> str:
        return self.name


class RoomStyle(models.Model):
    """How many people the room takes when set up in a style."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="styles")
    style = models.CharField(_("style"), max_length=16, choices=[(style.value, style.label) for style in Style])
    capacity = models.PositiveIntegerField(_("capacity"))

    class Meta:
        ordering = ["-capacity"]
        constraints = [
            models.UniqueConstraint(fields=["room", "style"], name="one_capacity_per_style"),
            models.CheckConstraint(condition=models.Q(capacity__gt=0), name="capacity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.style} {self.capacity}"


class Equipment(models.Model):
    """So many pieces of one kind: fixed in a room, or movable (`room` None) and carried where it is needed."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, null=True, blank=True, related_name="equipment")
    kind = models.CharField(_("kind"), max_length=32, choices=[(kind.value, kind.label) for kind in EquipmentKind])
    name = models.CharField(_("name"), max_length=80, blank=True)
    count = models.PositiveIntegerField(_("count"), default=1)

    class Meta:
        ordering = ["kind", "name"]
        indexes = [models.Index(fields=["room", "kind"], name="equipment_in_room")]

    def __str__(self) -> str:
        return f"{self.name or self.kind} × {self.count}"
