"""The way of an event from ended to archived: restoring, surveyed, closed, archived, each with what it waits for."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.holding import require_all
from guanjia.conference.actions.moves import EVENT, move_event
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.coordinators import coordinators_of
from guanjia.conference.queries.open_ends import open_ends
from guanjia.conference.rules.closeout import keeps_from
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Secrecy
from guanjia.duties.public import Task
from guanjia.foundation.messages.public import notify
from guanjia.foundation.persons.public import Person
from guanjia.surveys.public import Survey, send_survey


def send_event_survey(*, event: Event, actor: Any, at: datetime) -> Survey | None:
    """Send the survey of an event to every guest who was there and is on file, and tell the co-ordinator (SURV-001).

    A controlled meeting has no names, so no survey: None. A second call sends nothing twice.
    """
    if event.secrecy == Secrecy.CONTROLLED:
        return None
    there = Guest.objects.filter(event=event, person__isnull=False, admitted_at__isnull=False).values("person")
    people = Person.objects.filter(pk__in=there)
    with transaction.atomic():
        survey = send_survey(
            site=event.site,
            subject=(EVENT, event.pk),
            title=event.title,
            ended_at=event.ended_at,
            people=people,
            actor=actor,
            at=at,
        )
        if survey.sent_at == at:
            users = coordinators_of(event, at)
            notify(
                site=event.site,
                users=users,
                template="conference.survey_sent",
                context={"title": event.title},
                link=f"/s/{event.site.code}/surveys/{survey.pk}/",
                at=at,
            )
    return survey


def perform_survey(task: Task) -> None:
    """The performer conference.send_survey: called by the clock, may be called again."""
    event = Event.objects.select_related("site", "coordinator").filter(pk=task.subject_id).first()
    if event is not None and event.ended_at is not None:
        send_event_survey(event=event, actor=None, at=task.at)


def begin_restoring(*, event: Event, actor: Any, at: datetime) -> Event:
    """The rooms are being put back (W07)."""
    with transaction.atomic():
        return move_event(event=event, to=EventState.RESTORING, actor=actor, at=at)


def finish_restoring(*, event: Event, actor: Any, at: datetime) -> Event:
    """Every room is restored, everything lent is signed back, the survey is out. Raises Refused with what is missing."""
    return _step(event, EventState.SURVEYED, "survey", actor, at)


def close_event(*, event: Event, actor: Any, at: datetime) -> Event:
    """Everything is settled and what standards gate is done: the written summary of a fiscal meeting (CLOS-014).

    Raises Refused with what is open, GateClosed with the duties.
    """
    return _step(event, EventState.CLOSED, "close", actor, at)


def archive_event(*, event: Event, actor: Any, at: datetime) -> Event:
    """Nothing changes any more; the dossier can be printed at any time."""
    return _step(event, EventState.ARCHIVED, "archive", actor, at)


@transaction.atomic
def _step(event: Event, to: EventState, gate: str, actor: Any, at: datetime) -> Event:
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(pk=event.pk)
    ends = open_ends(event)
    if kept := keeps_from(to.value, ends):
        listed = "; ".join(f"{_(label)}: {count}" for label, count in kept)
        raise Refused("", _("Not yet: %(list)s.") % {"list": listed})
    require_all(EVENT, event.pk, gate, at=at)
    return move_event(event=event, to=to, actor=actor, at=at)
