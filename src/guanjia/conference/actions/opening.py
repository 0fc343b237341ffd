"""An event begins: the three hand-made ways in share this."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.moves import EVENT
from guanjia.conference.actions.regime import refuse_excess, refuse_forbidden
from guanjia.conference.actions.site import watch_site
from guanjia.conference.models import Event, Intake, Session
from guanjia.conference.rules.needs import Channel, segment_of
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.regime import named_services
from guanjia.conference.rules.states import EventState, Regime, Secrecy, Track
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed

LONGEST = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What is known of an event when it begins; `fields` are further columns of Event."""

    title: str
    track: Track
    regime: Regime
    state: EventState
    secrecy: Secrecy = Secrecy.ORDINARY
    expected_count: int = 0
    fields: dict[str, Any] | None = None


@transaction.atomic
def open_event(*, site: Site, sketch: Sketch, actor: Any, at: datetime) -> Event:
    """Make an event with its number. A secrecy mark in any text is refused and nothing of it is kept (FIELD 1).

    A controlled event is an opaque slot: its title becomes its number and other texts must be empty.
    """
    fields = dict(sketch.fields or {})
    texts = {"title": sketch.title} | {name: value for name, value in fields.items() if isinstance(value, str)}
    refuse_marked(texts, site=site)
    ref = next_number(site=site, prefix="HY", on=local(site, at).date())
    controlled = sketch.secrecy is Secrecy.CONTROLLED
    event = Event.objects.create(
        site=site,
        ref=ref,
        title=ref if controlled else sketch.title.strip() or ref,
        state=sketch.state,
        track=sketch.track,
        regime=sketch.regime,
        secrecy=sketch.secrecy,
        expected_count=sketch.expected_count,
        created_at=at,
        **({} if controlled else fields),
    )
    record(site=site, at=at, actor=actor, action="open", subject=(EVENT, event.pk), to_state=event.state)
    changed(EVENT, [event.pk], site=site, at=at)
    watch_site(site=site, at=at)
    touch(f"site:{site.pk}:board")
    return event


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse a meeting that ends when or before it starts, or lasts over a month. Midnight and new year are fine."""
    if ends_at <= starts_at:
        raise Refused("ends_at", _("The meeting must end after it starts."))
    if ends_at - starts_at > LONGEST:
        raise Refused("ends_at", _("A meeting may last 31 days at the most."))


def controlled_words() -> str:
    """What is told to whoever types more than FIELD 1 allows."""
    return _(
        "A controlled meeting holds room, times, headcount band and number of cleared staff only. "
        "Write the rest on the organiser's paper form."
    )


@transaction.atomic
def call_meeting(
    *,
    site: Site,
    title: str,
    room_id: int,
    starts_at: datetime,
    ends_at: datetime,
    headcount: int,
    regime: Regime,
    actor: Any,
    at: datetime,
    secrecy: Secrecy = Secrecy.ORDINARY,
    organisation_id: int | None = None,
    contact_phone: str = "",
    wants: str = "",
    meeting_class: int | None = None,
) -> Event:
    """A meeting called by telephone (临时会议, FIELD 12): approved already, in its room at once, checks compressed.

    `wants` is what else the voice asks for, in its words. Raises Refused for bad times and for what public funds forbid
    or limit, with the article; SecretRefused, SlotTaken when the room is not free.
    """
    check_times(starts_at, ends_at)
    if secrecy is Secrecy.CONTROLLED and wants.strip():
        raise Refused("wants", controlled_words())
    refuse_marked({"wants": wants}, site=site)
    refuse_forbidden(site=site, regime=regime, services=(), lines=[wants], at=at, field="wants")
    refuse_excess(
        site=site, regime=regime, meeting_class=meeting_class, heads=headcount,
        starts_at=starts_at, ends_at=ends_at, at=at,
    )  # fmt: skip
    sketch = Sketch(
        title=title,
        track=Track.TELEPHONE,
        regime=regime,
        state=EventState.PREPARATION,
        secrecy=secrecy,
        expected_count=headcount,
        fields={"organisation_id": organisation_id, "contact_phone": contact_phone},
    )
    event = open_event(site=site, sketch=sketch, actor=actor, at=at)
    Session.objects.create(
        site=site, event=event, title=event.title, room_id=room_id, starts_at=starts_at, ends_at=ends_at
    )
    if wants.strip() or meeting_class:
        Intake.objects.create(
            site=site,
            event=event,
            segment=segment_of(regime),
            channel=Channel.TELEPHONE,
            special=wants.strip(),
            services=[service.value for service in named_services(wants)],
            meeting_class=meeting_class,
        )
    arrange_blocks(event=event, actor=actor, at=at)
    return event
