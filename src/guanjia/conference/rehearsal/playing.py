"""Plays an event's days from the evening before to the morning after."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rehearsal.accidents import plant_accidents
from guanjia.conference.rehearsal.copying import copy_event, rehearsal_site
from guanjia.conference.rehearsal.crew import NAMES, PARTS
from guanjia.conference.rehearsal.dayof import close_out, plant_faults, report_dayof
from guanjia.conference.rehearsal.gates import plant_gates
from guanjia.conference.rehearsal.hosts import plant_meetings
from guanjia.conference.rehearsal.visitors import bring_guests, guest_count, plant_arrivals, report_guests
from guanjia.duties.public import duty_counts, escalation_count
from guanjia.foundation.rehearsal.public import EVENT, Stage, Troupe, broken_invariants, play, troupes
from guanjia.foundation.sites.public import local
from guanjia.posts.public import Crew, days_between, engage, fill_roster

AFTER = timedelta(hours=26)


def rehearse(
    event: Event,
    *,
    seed: int,
    guests: int | None = None,
    told: Callable[[datetime, datetime], None] = lambda now, end: None,
) -> dict[str, Any]:
    """Play a copy of the event and return the report; `told(now, end)` hears how far the clock is.

    `guests` is how many to bring when the event has no list; None = its expected headcount, else five a sitting.

    The copy lives in a site of its own whose clock starts on the evening before. Same event and seed, same report.
    Raises NothingToPlay.
    """
    site = rehearsal_site(event, seed)
    stage = Stage(site, site.held_at or event.created_at, random.Random(seed))
    copy = copy_event(event, site, stage.now)
    sittings = Session.objects.filter(event=copy).count()
    bring_guests(stage, event, copy, guest_count(event, sittings) if guests is None else guests)
    end = _cast(stage, copy)
    play(stage, until=end, told=lambda now: told(now, end))
    return report_of(stage, copy)


def _cast(stage: Stage, event: Event) -> datetime:
    """Bring the crew and plant what everybody will do; returns when the curtain falls."""
    last = Block.objects.filter(event=event).aggregate(last=Max("ends_at"))["last"] or stage.now
    end = last + AFTER
    crew = bring_crew(stage, end)
    plant_event(stage, event)
    plant_gates(stage, event, last)
    plant_faults(stage, event)
    plant_accidents(stage, event, crew.by_post["conference.attendant"])
    cast_troupes(stage, event)
    return end


def bring_crew(stage: Stage, until: datetime) -> Crew:
    """Engage those who run a conference site and put them on their posts until a moment."""
    crew = engage(stage.site, PARTS, NAMES, prefix=f"{stage.site.code}-")
    fill_roster(stage.site, crew, days_between(local(stage.site, stage.now).date(), local(stage.site, until).date()))
    return crew


def plant_event(stage: Stage, event: Event) -> None:
    """Plant what happens at every event: its meetings run, its guests come, it is closed."""
    plant_meetings(stage, event)
    plant_arrivals(stage, event)
    close_out(stage, event)


def cast_troupes(stage: Stage, event: Event) -> None:
    """Bring the actors of higher modules who play at an event."""
    stage.memory["event"] = event.pk
    for troupe in _troupes():
        troupe.cast(stage)


def _troupes() -> list[Troupe]:
    """The actors of higher modules who play at an event; `stage.memory["event"]` tells them which."""
    return [troupe for troupe in troupes.values() if troupe.play == EVENT]


def report_of(stage: Stage, event: Event) -> dict[str, Any]:
    """The report of issue and README: counts of what was planned and what came of it."""
    return {
        "event": event.ref,
        "sessions": Session.objects.filter(event=event).count(),
        "blocks": Block.objects.filter(event=event).count(),
        "duties": duty_counts(stage.site),
        "escalations": escalation_count(stage.site),
        **report_guests(stage, event),
        **report_dayof(stage),
        **{name: value for troupe in _troupes() for name, value in troupe.report(stage).items()},
        **{
            name: stage.counts[name]
            for name in (
                "moved",
                "clock_deaths",
                "gates_closed",
                "moves_refused",
                "announced",
                "at_gates",
                "refused_at_gates",
            )
        },
        "broken_invariants": broken_invariants(stage),
    }
