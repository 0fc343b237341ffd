"""The day itself: host, greeters, arrival, late flights, an early farewell; lounge and cars that nobody has twice."""

from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import has_role
from guanjia.places.public import Room, SlotTaken, claim_slot, move_slot, release_slot
from guanjia.reception.actions.receiving import move, name_crew, note, write
from guanjia.reception.models import Car, Engagement, Reception
from guanjia.reception.rules.kinds import RECEPTION
from guanjia.reception.rules.receptions import BEFORE_ARRIVAL, TREATMENT, Part, ReceptionState
from guanjia.reception.rules.refusals import ReceptionRefused

CLASH = "reception_no_double"
EARLY = timedelta(minutes=30)


def assign_host(*, reception: Reception, user: Any, reason: str = "", actor: Any, at: datetime) -> Reception:
    """Name who receives them: of matching rank (VIPP-002); another one only with the reason why nobody of the rank is free.

    Raises ReceptionRefused with the field; MoveRefused before the standard is confirmed.
    """
    roles = TREATMENT[reception.rank].host_roles if reception.rank in TREATMENT else frozenset()
    fits = has_role(user, reception.site, *roles)
    if not fits and not reason.strip():
        raise ReceptionRefused("reason", _("The host is not of matching rank. Say why nobody of that rank is free."))
    refuse_marked({"reason": reason}, site=reception.site)
    busy = Reception.objects.filter(
        host=user, arrives_at__lt=reception.leaves_at, leaves_at__gt=reception.arrives_at, site=reception.site
    ).exclude(pk=reception.pk)
    if other := busy.exclude(state__in=["closed", "cancelled", "left"]).first():
        words = _("The host receives %(number)s at that time.")
        raise ReceptionRefused("user", words % {"number": other.number})
    with transaction.atomic():
        name_crew(reception=reception, user=user, part=Part.HOST, actor=actor, at=at)
        fields = {"host": user, "host_reason": "" if fits else reason.strip()[:200]}
        return move(reception=reception, to=ReceptionState.HOSTED, actor=actor, at=at, **fields)


def greeters_in_place(*, reception: Reception, actor: Any, at: datetime) -> Reception:
    """The greeters stand at the entrance (VIPP-001)."""
    return move(reception=reception, to=ReceptionState.IN_PLACE, actor=actor, at=at)


def arrive(*, reception: Reception, actor: Any, at: datetime) -> Reception:
    """They are here, also when they are early and no greeter stands yet: they do not wait (VIPP-013)."""
    return move(reception=reception, to=ReceptionState.ARRIVED, actor=actor, at=at, arrived_at=at)


def seat(*, reception: Reception, actor: Any, at: datetime) -> Reception:
    """They sit and have tea (VIPP-003, VIPP-004)."""
    return move(reception=reception, to=ReceptionState.SEATED, actor=actor, at=at, seated_at=at)


@transaction.atomic
def leave(*, reception: Reception, actor: Any, at: datetime) -> Reception:
    """They left, also early: lounge and cars are free from now on, the drivers and the host are told."""
    early = at < reception.leaves_at - EARLY
    done = move(reception=reception, to=ReceptionState.LEFT, actor=actor, at=at, left_at=at)
    _free(done, actor, at)
    if early:
        tell_crew(done, "reception.early", {"number": done.number, "at": _clock(done.site, at)}, at)
    return done


@transaction.atomic
def close(*, reception: Reception, actor: Any, at: datetime) -> Reception:
    """What was learnt is noted; nothing changes any more."""
    return move(reception=reception, to=ReceptionState.CLOSED, actor=actor, at=at)


@transaction.atomic
def call_off(*, reception: Reception, reason: str, actor: Any, at: datetime) -> Reception:
    """They do not come; lounge and cars are free, the crew is told. Raises ReceptionRefused without a reason."""
    if not reason.strip():
        raise ReceptionRefused("reason", _("Say why it is called off."))
    refuse_marked({"reason": reason}, site=reception.site)
    done = move(reception=reception, to=ReceptionState.CANCELLED, actor=actor, at=at)
    note(done, "reception.reason", actor, at, {}, reason=reason.strip()[:200])
    _free(done, actor, at)
    tell_crew(done, "reception.off", {"number": done.number}, at)
    return done


@transaction.atomic
def retime(
    *, reception: Reception, arrives_at: datetime, leaves_at: datetime, reason: str, rev: int, actor: Any, at: datetime
) -> Reception:
    """A late flight or another hour: duties, lounge and cars move with it, greeters who stand already are sent back, the crew is
    told. Raises ReceptionRefused naming who has lounge or car then; nothing moves in that case."""
    if reception.stage not in BEFORE_ARRIVAL:
        raise ReceptionRefused("", _("They have arrived already."))
    if leaves_at <= arrives_at:
        raise ReceptionRefused("leaves_at", _("They leave after they arrive."))
    refuse_marked({"reason": reason}, site=reception.site)
    shift = arrives_at - reception.arrives_at
    kept = write(reception, {"arrives_at": arrives_at, "leaves_at": leaves_at}, rev)
    if kept.lounge is not None:
        _lounge_slot(kept, kept.lounge, actor, at, moves=True)
    for each in kept.engagements.filter(released_at=None).select_related("car"):
        each.starts_at, each.ends_at = each.starts_at + shift, each.ends_at + shift
        engage(each, "car")
    note(kept, "retime", actor, at, {"arrives_at": arrives_at.isoformat()}, reason=reason.strip()[:200])
    if kept.stage is ReceptionState.IN_PLACE and arrives_at > at + EARLY:
        kept = move(reception=kept, to=ReceptionState.HOSTED, actor=actor, at=at)
    tell_crew(kept, "reception.moved", {"number": kept.number, "at": _clock(kept.site, arrives_at)}, at)
    return kept


@transaction.atomic
def take_lounge(*, reception: Reception, room: Room, actor: Any, at: datetime) -> Reception:
    """Keep a lounge for them (VIPP-014). Raises ReceptionRefused naming who has it; the database decides between two."""
    had = reception.lounge_id is not None
    kept = write(reception, {"lounge": room}, reception.rev)
    _lounge_slot(kept, room, actor, at, moves=had)
    note(kept, "lounge", actor, at, {"room": room.code})
    return kept


def _lounge_slot(reception: Reception, room: Room, actor: Any, at: datetime, *, moves: bool) -> None:
    told: dict[str, Any] = {
        "room": room, "starts_at": reception.arrives_at - timedelta(minutes=15), "ends_at": reception.leaves_at,
        "holder": (RECEPTION, reception.pk), "actor": actor, "at": at, "setup": timedelta(0), "cleardown": timedelta(0),
    }  # fmt: skip
    try:
        with transaction.atomic():
            (move_slot if moves else claim_slot)(**told)
    except SlotTaken as taken:
        raise ReceptionRefused("room", str(taken)) from taken


@transaction.atomic
def take_car(
    *, reception: Reception, car: Car, starts_at: datetime, ends_at: datetime, actor: Any, at: datetime
) -> Engagement:
    """Keep a car for them (VIPP-026). Raises ReceptionRefused naming who has it then; the database decides between two."""
    if ends_at <= starts_at:
        raise ReceptionRefused("ends_at", _("The end comes after the beginning."))
    made = engage(
        Engagement(
            site=reception.site, key=f"car:{car.pk}", car=car, reception=reception, starts_at=starts_at, ends_at=ends_at
        ),
        "car",
    )
    note(reception, "car", actor, at, {"car": car.pk})
    return made


def engage(row: Engagement, field: str) -> Engagement:
    """Save an engagement; the constraint's refusal becomes a sentence that names who has it and when."""
    try:
        with transaction.atomic():
            row.save()
    except (IntegrityError, DatabaseError) as clash:
        if CLASH not in str(clash):
            raise
        raise ReceptionRefused(field, _taken(row)) from clash
    return row


def _taken(row: Engagement) -> str:
    rows = Engagement.objects.filter(
        key=row.key, released_at=None, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at
    ).exclude(pk=row.pk)
    other = rows.select_related("reception", "need__event").order_by("starts_at").first()
    if other is None:
        return _("Somebody else has just taken it.")
    whose = other.reception.number if other.reception else other.need.event.ref if other.need else ""
    told = {"whose": whose, "from": _clock(row.site, other.starts_at), "until": _clock(row.site, other.ends_at)}
    return _("Taken by %(whose)s from %(from)s until %(until)s.") % told


def _free(reception: Reception, actor: Any, at: datetime) -> None:
    release_slot(holder=(RECEPTION, reception.pk), at=at, actor=actor)
    reception.engagements.filter(released_at=None, ends_at__gt=at).update(released_at=at)


def tell_crew(reception: Reception, template: str, context: dict[str, Any], at: datetime) -> None:
    """Tell everybody with a part, and the host. Names of guests are in no message."""
    users = [each.user for each in reception.crew.select_related("user")]
    link = f"/s/{reception.site.code}/reception/r/{reception.number}/"
    notify(site=reception.site, users=users, template=template, context=context, link=link, urgent=True, at=at)


def _clock(site: Site, moment: datetime) -> str:
    return f"{local(site, moment):%m-%d %H:%M}"
