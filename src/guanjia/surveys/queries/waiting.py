"""Which surveys wait for somebody's answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site
from guanjia.surveys.models import Invitation, Study
from guanjia.surveys.rules.questions import is_open
from guanjia.surveys.rules.studies import StudyState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A survey about something the person was at; `url` is their own way in."""

    title: str
    url: str


def studies_waiting(site: Site, person: Person, at: datetime) -> list[Study]:
    """The open surveys of the site that the person has not answered, those that end first before the others. One query."""
    rows = Study.objects.filter(Q(closes_at=None) | Q(closes_at__gt=at), site=site, state=StudyState.OPEN)
    answered = Q(invitations__person=person, invitations__answered_at__isnull=False)
    return list(rows.exclude(answered).order_by("closes_at", "pk"))


def invitations_waiting(site: Site, person: Person, at: datetime) -> list[Waiting]:
    """The surveys about meetings to which the person was asked and has not answered. One query."""
    rows = Invitation.objects.filter(survey__site=site, person=person, answered_at=None).select_related("survey")
    return [
        Waiting(row.survey.title, reverse("surveys:answer", args=[row.token]))
        for row in rows.order_by("-survey__sent_at")
        if is_open(row.survey.sent_at, at)
    ]
