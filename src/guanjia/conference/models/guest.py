"""Guests and the organisations that send them."""

import json
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.guests import GuestRole, GuestState
from guanjia.foundation.persons.public import Person, seal_text, unseal_texts
from guanjia.kernel.states import choices

WISHES = "conference.wishes"


class Delegation(models.Model):
    """An organisation that is asked for its people (参会单位); it answers as a whole through a link (FIELD 15).

    `reply_token` is the hash of the link's token, which is told once. `reply_until` is the deadline; None until a link
    is given out. `contact` is who was written to; `replied_by` the name under the last answer.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="delegations")
    name = models.CharField(_("organisation"), max_length=160)
    reply_token = models.CharField(max_length=64, unique=True)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reply_until = models.DateTimeField(_("answer by"), null=True, blank=True)
    replied_by = models.CharField(_("answered by"), max_length=80, blank=True)
    contact = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    contact_name = models.CharField(_("contact"), max_length=80, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "name"], name="conference_delegation_once")]

    def __str__(self) -> str:
        return self.name


class Guest(models.Model):
    """Somebody who is asked to an event. `name` is a copy of the person's for the door, erased with the person.

    `invite_rev` counts what they are to be told: 0 nothing, 1 the invitation, one more with every change; `told_rev` is the
    last that was seen to: where it lags, the sender writes. `told_at` is None while somebody has to ring or give paper.
    `identity_seen_at`: an identity paper was looked at; nothing of it is kept (FIELD 24).

    `wishes` is what they eat and need, locked under the person's own key (health and belief, class P3): read `diet` and
    `needs` with the person selected, write by sealed_wishes.

    Four facts (LESSONS): `printed_at` the badge (`print_count` times; `card_count` place cards), `admitted_at` through the
    door, `left_at` out again, and where they are inside is a Presence. `admitted_at` is set once by one UPDATE: that is what
    stops a double admission.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="guests")
    delegation = models.ForeignKey(Delegation, models.SET_NULL, null=True, blank=True, related_name="guests")
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=80, blank=True)
    pinyin = models.CharField(max_length=160, blank=True)
    initials = models.CharField(max_length=40, blank=True)
    position = models.CharField(_("position"), max_length=80, blank=True)
    role = models.CharField(_("takes part"), max_length=12, choices=choices(GuestRole), default=GuestRole.ATTEND)
    state = models.CharField(_("answer"), max_length=12, choices=choices(GuestState), default=GuestState.INVITED)
    rank_no = models.PositiveIntegerField(_("order"), null=True, blank=True)
    seat = models.CharField(_("seat"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    wishes = models.BinaryField(null=True, blank=True)
    walk_in = models.BooleanField(_("walk-in"), default=False)
    stands_in_for = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="substitute", verbose_name=_("stands in for")
    )
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    serial = models.PositiveSmallIntegerField(default=1)
    printed_at = models.DateTimeField(null=True, blank=True)
    print_count = models.PositiveSmallIntegerField(default=0)
    card_count = models.PositiveSmallIntegerField(default=0)
    admitted_at = models.DateTimeField(_("admitted"), null=True, blank=True)
    admitted_desk = models.CharField(_("desk"), max_length=40, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    present_noted = models.BooleanField(default=False)
    invite_rev = models.PositiveIntegerField(default=0)
    told_rev = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(_("invitation sent"), null=True, blank=True)
    identity_seen_at = models.DateTimeField(_("identity looked at"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["event", "pinyin"], name="conference_guest_pinyin"),
            models.Index(fields=["event", "initials"], name="conference_guest_initials"),
            models.Index(fields=["event", "rank_no"], name="conference_guest_rank"),
            models.Index(
                fields=["event", "admitted_at"],
                condition=Q(admitted_at__isnull=False, present_noted=False),
                name="conference_guest_fresh",
            ),
            models.Index(fields=["event"], condition=Q(invite_rev__gt=F("told_rev")), name="conference_guest_untold"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def answer(self) -> GuestState:
        """The state with its label and colour."""
        return GuestState(self.state)

    @property
    def diet(self) -> str:
        """What they eat, "" for nothing told or an erased person."""
        return self._told()[0]

    @property
    def needs(self) -> str:
        """What they need in the hall, "" for nothing told or an erased person."""
        return self._told()[1]

    def _told(self) -> tuple[str, str]:
        if not self.wishes or self.person is None:
            return "", ""
        (text,) = unseal_texts([(self.person, self.wishes)], WISHES)
        diet, needs = json.loads(text) if text else ("", "")
        return diet, needs

    @property
    def unapproved(self) -> bool:
        """Whether they stand in for somebody and nobody approved it yet (FIELD 15): the door waits for the organiser."""
        return self.stands_in_for_id is not None and self.approved_by_id is None


def sealed_wishes(person: Person | None, diet: str, needs: str) -> bytes | None:
    """Both locked under the person's key, for Guest.wishes; None for nothing, and for nobody whose key is left."""
    if not (diet or needs) or person is None or not person.wrapped_key:
        return None
    return seal_text(person, WISHES, json.dumps([diet[:120], needs[:200]], ensure_ascii=False))
