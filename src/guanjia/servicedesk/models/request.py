"""Service requests."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.servicedesk.rules.kinds import OTHER, Kind, kind_of
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import (
    OPEN_REQUEST,
    Category,
    Channel,
    HoldReason,
    Outcome,
    RequestState,
    Word,
)


class ServiceRequest(models.Model):
    """What somebody asked of us (报事报修). Its number begins with BX; photos are files held by ("servicedesk.request", pk).

    person     whom it is for and whom we ring: the contact. `reporter` is who told us, when that is somebody else
    user       the account that wrote it down (staff, resident or machine); None for the public page
    handler    the named person who follows it (REPR-003)
    promised_at  a moment promised besides our standards: the due date of an imported request
    history    it came from an old system as a thing of the past: it owes nothing
    word       whose word closed it; never empty on a closed request
    Written by servicedesk.actions; `state` by move_request alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=40)
    category = models.CharField(_("category"), max_length=12, choices=choices(Category), default=Category.REPAIR)
    kind = models.CharField(_("kind"), max_length=40, default=OTHER)
    urgency = models.CharField(_("urgency"), max_length=12, choices=choices(Urgency), default=Urgency.NORMAL)
    state = models.CharField(_("state"), max_length=12, choices=choices(RequestState), default=RequestState.NEW)
    channel = models.CharField(_("came in by"), max_length=12, choices=choices(Channel), default=Channel.COUNTER)
    title = models.CharField(_("symptom"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Space", models.PROTECT, null=True, blank=True, related_name="+")
    building = models.ForeignKey("places.Building", models.PROTECT, null=True, blank=True, related_name="+")
    place_text = models.CharField(_("where exactly"), max_length=200, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    reporter = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    appointment_from = models.DateTimeField(_("appointment from"), null=True, blank=True)
    appointment_to = models.DateTimeField(_("appointment until"), null=True, blank=True)
    promised_at = models.DateTimeField(_("promised until"), null=True, blank=True)
    opened_at = models.DateTimeField(_("received"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    result = models.TextField(_("what was done"), blank=True)
    hold_reason = models.CharField(max_length=12, choices=choices(HoldReason), blank=True)
    paid = models.BooleanField(_("the owner pays"), default=False)
    history = models.BooleanField(default=False)
    confirm_code = models.CharField(max_length=8, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    missed_calls = models.PositiveSmallIntegerField(default=0)
    word = models.CharField(max_length=12, choices=choices(Word), blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    compensation = models.CharField(_("compensation"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    incident = models.ForeignKey("servicedesk.Incident", models.PROTECT, null=True, blank=True, related_name="requests")
    source_key = models.CharField(max_length=160, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="service_request_number"),
            models.UniqueConstraint(
                fields=["site", "source_key"], condition=~models.Q(source_key=""), name="service_request_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RequestState.CLOSED) | ~models.Q(word=""), name="closed_by_a_word"
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 5)), name="rating_one_to_five"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "opened_at"], name="service_request_list"),
            models.Index(fields=["unit", "state"], name="service_request_unit"),
            models.Index(fields=["person", "state"], name="service_request_person"),
            models.Index(fields=["site", "kind", "opened_at"], name="service_request_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> RequestState:
        """The state with its label and colour."""
        return RequestState(self.state)

    @property
    def urgency_enum(self) -> Urgency:
        """The urgency with its label and colour."""
        return Urgency(self.urgency)

    @property
    def sort(self) -> Kind:
        """The kind with its limits."""
        return kind_of(self.kind)

    @property
    def kind_title(self) -> str:
        """The kind in the reader's language."""
        return self.sort.title(get_language() or "")

    @property
    def where(self) -> str:
        """Unit, place and the words about it, as a line."""
        parts = (self.unit.code if self.unit else "", self.place.name if self.place else "", self.place_text)
        return " ".join(part for part in parts if part)

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for us."""
        return self.stage in OPEN_REQUEST


class RequestNote(models.Model):
    """Something said about a request: told to the owner, written by them, or kept among us. `message_id` is an e-mail's."""

    class Kind(models.TextChoices):
        TOLD = "told", _("Told the owner")
        WRITTEN = "written", _("Written to us")
        INSIDE = "inside", _("Among us")

    request = models.ForeignKey(ServiceRequest, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    message_id = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "message_id"], condition=~models.Q(message_id=""), name="mail_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind} {self.at}"


class CallBack(models.Model):
    """A call after the work (回访), answered or not."""

    request = models.ForeignKey(ServiceRequest, models.PROTECT, related_name="calls")
    outcome = models.CharField(max_length=12, choices=choices(Outcome))
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.request_id} {self.outcome} {self.at}"

    @property
    def heard(self) -> Outcome:
        """The outcome with its label and colour."""
        return Outcome(self.outcome)
