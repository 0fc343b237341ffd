"""Complaints."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.complaints.rules.money import CompensationState
from guanjia.complaints.rules.nature import Channel, Effect, Kind, MindSet
from guanjia.complaints.rules.states import OPEN, WORKING, ComplaintState, Level
from guanjia.kernel.states import choices


class Complaint(models.Model):
    """A complaint (投诉), its number begins with TS-; its evidence is files held by ("complaints.complaint", pk).

    `person` None with `anonymous`: nobody can be told or asked. `owner` is who took it first and keeps it until a
    department accepts (首问负责). `received_at` never changes: every limit counts from it. `source_key` names the event
    it came from, so that the same event opens one only. Written by complaints.actions; `state` by move_complaint alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    state = models.CharField(max_length=12, choices=choices(ComplaintState), default=ComplaintState.RECEIVED)
    level = models.CharField(_("level"), max_length=8, choices=choices(Level), default=Level.GENERAL)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(Kind), default=Kind.OTHER)
    channel = models.CharField(_("came in by"), max_length=12, choices=choices(Channel), default=Channel.COUNTER)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    anonymous = models.BooleanField(_("anonymous"), default=False)
    earlier = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="later")
    source_key = models.CharField(max_length=120, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)

    happened_at = models.DateTimeField(_("when it happened"), null=True, blank=True)
    place = models.CharField(_("where it happened"), max_length=120, blank=True)
    persons = models.CharField(_("who was concerned"), max_length=200, blank=True)
    problem = models.TextField(_("the problem"), blank=True)
    details = models.TextField(_("details asked for"), blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    evidence_note = models.CharField(_("evidence"), max_length=300, blank=True)

    is_true = models.BooleanField(_("it is true"), null=True, blank=True)
    is_valid = models.BooleanField(_("it is founded"), null=True, blank=True)
    our_mistake = models.BooleanField(_("our mistake"), default=False)
    mind_set = models.CharField(_("mind-set"), max_length=12, blank=True, choices=choices(MindSet))
    wants = models.JSONField(_("wants"), default=list, blank=True)
    effect = models.CharField(_("effect"), max_length=8, blank=True, choices=choices(Effect))
    answers = models.JSONField(_("questions on the cause"), default=dict, blank=True)
    remedy = models.JSONField(_("making good"), default=list, blank=True)

    received_at = models.DateTimeField(_("time of receipt"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handler")
    )
    department = models.CharField(_("department"), max_length=60, blank=True)
    accepted_at = models.DateTimeField(_("accepted by the department"), null=True, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    next_reply_at = models.DateTimeField(_("next reply by"), null=True, blank=True)
    process = models.TextField(_("process"), blank=True)
    result = models.TextField(_("result"), blank=True)
    summary = models.TextField(_("summary for the superior"), blank=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    told_how = models.CharField(max_length=40, blank=True)
    satisfied = models.BooleanField(_("satisfied"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    comment = models.TextField(_("comment of the complainant"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    prevention = models.TextField(_("prevention"), blank=True)
    report_seen_at = models.DateTimeField(null=True, blank=True)
    report_seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    compensation = models.CharField(max_length=10, blank=True, choices=choices(CompensationState), default="")
    compensation_yuan = models.PositiveIntegerField(_("compensation, yuan"), default=0)
    compensation_why = models.CharField(max_length=300, blank=True)
    compensation_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="complaint_number"),
            models.UniqueConstraint(
                fields=["site", "source_key"], condition=~models.Q(source_key=""), name="complaint_once"
            ),
            models.CheckConstraint(
                condition=models.Q(anonymous=False) | models.Q(person=None), name="complaint_anonymous_has_nobody"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "received_at"], name="complaint_list"),
            models.Index(fields=["unit", "received_at"], name="complaint_of_unit"),
            models.Index(fields=["person", "received_at"], name="complaint_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.problem[:40]}"

    @property
    def stage(self) -> ComplaintState:
        """The state with its label and colour."""
        return ComplaintState(self.state)

    @property
    def level_enum(self) -> Level:
        """The level with its label and colour."""
        return Level(self.level)

    @property
    def kind_enum(self) -> Kind:
        """The kind with its label."""
        return Kind(self.kind)

    @property
    def compensation_enum(self) -> CompensationState:
        """The state of a compensation."""
        return CompensationState(self.compensation)

    @property
    def is_open(self) -> bool:
        """Whether somebody of ours still owes something."""
        return self.stage in OPEN

    @property
    def promised_at(self) -> object:
        """When the reply that is still owed was promised for; None when none is."""
        return self.next_reply_at if self.stage in WORKING else None
