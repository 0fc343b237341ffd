"""Somebody comes to see somebody."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.models.gate import zone_word
from guanjia.frontdesk.visitors.rules.guiding import Guide
from guanjia.frontdesk.visitors.rules.kinds import POLICY, Known, VisitKind
from guanjia.frontdesk.visitors.rules.states import INSIDE, OPEN_VISIT, PaperKind, Refusal, VisitState, Way
from guanjia.kernel.states import choices

VISIT = "visitors.visit"
"""The subject kind of a visit."""


class Visit(models.Model):
    """One visit of one person, or of a party that one person stands for (VISI-002). Its number begins with FK.

    The seven fields: name and contact lie with `person`; `purpose`, host (`host` of `unit`, or `host_user`), `arrived_at`,
    `departed_at`, `belongings`. Of the paper that was looked at its kind and the last four digits only. `confirmed_at` may
    come before the visitor; `leave_by` is when they should be out again, `pass_until` when the pass ends. `source` names
    what a conference guest or worker comes for. Written by visitors.actions; `state` by move_visit alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(VisitKind), default=VisitKind.GUEST)
    way = models.CharField(_("way"), max_length=8, choices=choices(Way), default=Way.DESK)
    state = models.CharField(_("state"), max_length=16, choices=choices(VisitState), default=VisitState.BOOKED)
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    party = models.PositiveSmallIntegerField(_("persons"), default=1)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    belongings = models.CharField(_("belongings"), max_length=200, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    host = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    host_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    escort = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    source_kind = models.CharField(max_length=60, blank=True)
    source_id = models.BigIntegerField(default=0)
    expected_at = models.DateTimeField(_("expected"))
    pass_from = models.DateTimeField(_("pass from"))
    pass_until = models.DateTimeField(_("pass until"))
    leave_by = models.DateTimeField(_("leaves by"), null=True, blank=True)
    zones = models.JSONField(_("opens"), default=list)
    serial = models.PositiveSmallIntegerField(default=1)
    token = models.CharField(max_length=43, unique=True)
    code = models.CharField(_("code"), max_length=8)
    paper = models.CharField(_("paper"), max_length=12, choices=choices(PaperKind), blank=True)
    paper_last4 = models.CharField(_("last four digits"), max_length=4, blank=True)
    identity_seen_at = models.DateTimeField(_("identity paper looked at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by the host"), null=True, blank=True)
    confirmed_how = models.CharField(_("confirmed by"), max_length=12, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    admitted_at = models.DateTimeField(_("came in"), null=True, blank=True)
    departed_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_unseen = models.BooleanField(_("left unseen"), default=False)
    guided = models.CharField(_("shown the way"), max_length=8, choices=choices(Guide), blank=True)
    need_met = models.BooleanField(_("need met"), null=True, blank=True)
    refusal = models.CharField(_("why not"), max_length=12, choices=choices(Refusal), blank=True)
    watch_hit = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("entered"))
    erased_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="visit_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "expected_at"], name="visit_list"),
            models.Index(fields=["site", "code"], name="visit_code"),
            models.Index(fields=["unit", "expected_at"], name="visit_unit"),
            models.Index(fields=["source_kind", "source_id"], name="visit_source"),
            models.Index(fields=["site", "made_at"], condition=models.Q(erased_at=None), name="visit_to_erase"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> VisitState:
        """The state with its label and colour."""
        return VisitState(self.state)

    @property
    def kind_enum(self) -> VisitKind:
        """The kind with its label and colour."""
        return VisitKind(self.kind)

    @property
    def is_inside(self) -> bool:
        """Whether the visitor is on the site."""
        return self.stage in INSIDE

    @property
    def known(self) -> Known:
        """What the admission rule asks about."""
        return Known(
            kind=self.kind_enum,
            invited=self.way == Way.INVITED,
            identity_seen=self.identity_seen_at is not None,
            host_confirmed=self.confirmed_at is not None,
            has_target=self.unit_id is not None,
            has_escort=self.escort_id is not None,
            has_reference=bool(self.source_kind),
        )

    @property
    def opens(self) -> list[str]:
        """Where the pass opens, in words."""
        return [zone_word(zone) for zone in self.zones]

    @property
    def many(self) -> bool:
        """Whether the pass opens more than once."""
        return POLICY[self.kind_enum].many

    def is_open(self, at: datetime) -> bool:
        """Whether the pass may still open: not over, or out on a pass that opens many times."""
        returns = self.many and self.stage is VisitState.DEPARTED and self.pass_until >= at
        return returns or self.stage in OPEN_VISIT
