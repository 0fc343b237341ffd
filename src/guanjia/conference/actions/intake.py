"""The two ways in that are written down: an enquiry from a client, an application from a government body (FIELD 12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.actions.opening import Sketch, check_times, controlled_words, open_event
from guanjia.conference.actions.regime import refuse_excess, refuse_forbidden
from guanjia.conference.models import Event, Exchange, Intake
from guanjia.conference.rules.needs import BANDS, PROFILES, SET_UPS, Channel, MeetingKind, Segment, Service, Tone
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Regime, Secrecy, Track
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Organisation, Roles, users_with_role

NEW_ENQUIRY = N_("New enquiry {number}")
NEW_APPLICATION = N_("Application {number} waits for approval")
FORM = "form:"
"""Key of an event that a form made: the same form sent again makes no second one."""
TEXTS = ("title", "applicant", "contact_name", "contact_phone", "contact_email", "special", "diets")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for, as it was said. Times are aware moments or None; `limit_fen` is the budget in fen.

    `form_key` is the same when one filled-in form is sent again, "" where nothing was filled in.
    """

    segment: Segment
    channel: Channel
    headcount: int
    title: str = ""
    applicant: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    kind: MeetingKind | None = None
    tone: Tone | None = None
    services: tuple[str, ...] = ()
    special: str = ""
    diets: str = ""
    limit_fen: int | None = None
    meeting_class: int | None = None
    room_id: int | None = None
    secrecy: Secrecy = Secrecy.ORDINARY
    cleared_staff: int | None = None
    public_benefit: bool = False
    surroundings: str = ""
    cars: int | None = None
    language: str = ""
    form_key: str = ""


def receive_wish(*, site: Site, wish: Wish, actor: Any, at: datetime) -> Event:
    """Begin an event from what is asked: a government body applies, everybody else enquires. The segment sets defaults.

    Raises SecretRefused for a secrecy mark (nothing is kept), Refused for bad times, for what the regime forbids or
    limits, and for any text of a controlled meeting. The co-ordinators, or the managers for an application, are told.
    The same form sent again, or twice at once, answers with the event that it made first.
    """
    try:
        with transaction.atomic():
            return _sent_before(site, wish) or _receive(site, wish, actor, at)
    except IntegrityError:  # the same form, at the same moment
        known = _sent_before(site, wish)
        if known is None:
            raise
        return known


def _sent_before(site: Site, wish: Wish) -> Event | None:
    return Event.objects.filter(site=site, external_key=FORM + wish.form_key).first() if wish.form_key else None


def _receive(site: Site, wish: Wish, actor: Any, at: datetime) -> Event:
    refuse_marked({name: getattr(wish, name) for name in TEXTS}, site=site)
    applies = wish.segment is Segment.GOVERNMENT
    regime = regime_of(wish)
    _check(site, wish, regime, at)
    sketch = Sketch(
        title=wish.title.strip() or wish.applicant.strip(),
        track=Track.APPLICATION if applies else Track.ENQUIRY,
        regime=regime,
        state=EventState.APPLIED if applies else EventState.ENQUIRY,
        secrecy=wish.secrecy,
        expected_count=_kept_count(wish),
        fields=_fields(site, wish),
    )
    event = open_event(site=site, sketch=sketch, actor=actor, at=at)
    _file(event, wish)
    changed(EVENT, [event.pk], site=site, at=at)
    roles = (Roles.SITE_MANAGER,) if applies else (Roles.COORDINATOR,)
    notify(
        site=site,
        users=users_with_role(site, *roles, at=at),
        template=NEW_APPLICATION if applies else NEW_ENQUIRY,
        context={"number": event.ref},
        link=f"/s/{site.code}/conference/e/{event.ref}/intake/",
        at=at,
    )
    return event


def regime_of(wish: Wish) -> Regime:
    """The regime that the segment brings; public benefit is a client's own, never a government body's."""
    regime = PROFILES[wish.segment].regime
    return Regime.PUBLIC_BENEFIT if wish.public_benefit and regime is not Regime.FISCAL else regime


@transaction.atomic
def note_exchange(
    *, event: Event, channel: Channel, summary: str, important: bool, actor: Any, at: datetime
) -> Exchange:
    """Put a talk, call or mail on record with its channel (CONF-013, CONF-015). Raises SecretRefused, Refused."""
    refuse_marked({"summary": summary}, site=event.site)
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused("summary", controlled_words())
    if not summary.strip():
        raise Refused("summary", _("Write down what was said."))
    exchange = Exchange.objects.create(
        site=event.site,
        event=event,
        at=at,
        channel=channel,
        summary=summary.strip(),
        important=important,
        noted_by=actor if getattr(actor, "pk", None) else None,
    )
    changes = {"channel": channel.value, "exchange": exchange.pk}
    record(site=event.site, at=at, actor=actor, action="note_exchange", subject=(EVENT, event.pk), changes=changes)
    return exchange


def _check(site: Site, wish: Wish, regime: Regime, at: datetime) -> None:
    if wish.secrecy is Secrecy.CONTROLLED:
        for name in TEXTS:
            if getattr(wish, name).strip():
                raise Refused(name, controlled_words())
        if wish.services or wish.limit_fen:
            raise Refused("services", controlled_words())
    if wish.starts_at is not None and wish.ends_at is not None:
        check_times(wish.starts_at, wish.ends_at)
        if wish.ends_at <= at:
            raise Refused("ends_at", _("This time has passed."))
    if wish.headcount < 1:
        raise Refused("headcount", _("At least one person takes part."))
    refuse_forbidden(site=site, regime=regime, services=wish.services, at=at, field="services")
    refuse_excess(
        site=site,
        regime=regime,
        meeting_class=wish.meeting_class,
        heads=wish.headcount,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        at=at,
    )


def _kept_count(wish: Wish) -> int:
    """The headcount as it may be kept: of a controlled meeting the upper end of its band."""
    if wish.secrecy is not Secrecy.CONTROLLED:
        return wish.headcount
    return next((most for _code, _label, most in BANDS if wish.headcount <= most), wish.headcount)


def _fields(site: Site, wish: Wish) -> dict[str, Any]:
    profile = PROFILES[wish.segment]
    kind = wish.kind or profile.kind
    known = Organisation.objects.filter(company=site.company, sites=site, name=wish.applicant.strip()).first()
    return {
        "kind": kind.value,
        "tone": (wish.tone or profile.tone).value,
        "organisation": known,
        "contact_name": wish.contact_name.strip(),
        "contact_phone": wish.contact_phone.strip(),
        "contact_email": wish.contact_email.strip(),
        "external_key": FORM + wish.form_key if wish.form_key else "",
        "large": SET_UPS[kind].large or wish.headcount > 150,
        "needs": {"flags": list(profile.flags)},
    }


def _file(event: Event, wish: Wish) -> Intake:
    controlled = wish.secrecy is Secrecy.CONTROLLED
    services = [service.value for service in Service if service.value in wish.services]
    return Intake.objects.create(
        site=event.site,
        event=event,
        segment=wish.segment,
        channel=wish.channel,
        applicant="" if controlled else wish.applicant.strip(),
        room_id=wish.room_id,
        wished_from=wish.starts_at,
        wished_until=wish.ends_at,
        services=[] if controlled else services,
        special="" if controlled else wish.special.strip(),
        diets="" if controlled else wish.diets.strip(),
        limit_fen=None if controlled else wish.limit_fen,
        meeting_class=wish.meeting_class,
        surroundings="" if controlled else wish.surroundings,
        cars=None if controlled else wish.cars,
        language=wish.language,
        cleared_staff=wish.cleared_staff if controlled else None,
    )
