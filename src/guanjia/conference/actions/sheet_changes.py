"""Changes of a function sheet by hand: one save, one version, nobody's work overwritten (W01 change path)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import BLOCK, EVENT, move_event
from guanjia.conference.actions.regime import refuse_excess, refuse_forbidden
from guanjia.conference.actions.sessions import move_session
from guanjia.conference.actions.sheets import renew_sheet
from guanjia.conference.models import Block, Event, FunctionSheet, Intake, Session, SheetVersion
from guanjia.conference.queries.schemes import margin_of
from guanjia.conference.queries.sheets import DRAFT, latest
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import NOT_BEGUN, OPEN_EVENT, EventState, Regime, Secrecy
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.places.public import RoomStyle, seats_needed


@dataclass(frozen=True, kw_only=True)
class Place:
    """Another room and time for the event's only sitting."""

    room_id: int
    starts_at: datetime
    ends_at: datetime


@transaction.atomic
def change_sheet(
    *,
    event: Event,
    rev: int,
    values: Mapping[str, Any],
    reason: str,
    actor: Any,
    at: datetime,
    place: Place | None = None,
) -> SheetVersion | None:
    """Save what was typed into the sheet as the next version; None when nothing differs.

    `values` may hold headcount, vip_count, style, services, diets, special and the texts of DRAFT; `place` moves the
    sitting, and its checks reopen by their standards. Raises Stale when somebody saved since `rev`, Refused for what
    the regime forbids, SecretRefused, SlotTaken.
    """
    sheet = FunctionSheet.objects.select_for_update(of=("self",)).get(event=event)
    if sheet.rev != rev:
        raise Stale(_("Somebody else has saved this sheet meanwhile."))
    event.refresh_from_db()
    _check(event, values, at)
    _check_seats(event, values, place)
    before = sheet.version
    draft = {name: str(values.get(name, sheet.draft.get(name, ""))) for name in DRAFT}
    if draft != {name: sheet.draft.get(name, "") for name in DRAFT}:
        sheet.draft = draft
    sheet.saved_by = actor
    sheet.save(update_fields=["draft", "saved_by"])
    _write_intake(event, values)
    _write_event(event, values, at)
    if place is not None:
        _move(event, place, reason, actor, at)
    version = renew_sheet(event=event, actor=actor, at=at, reason=reason)
    sheet.refresh_from_db()
    if sheet.version == before:
        return None
    if event.stage is EventState.READY:
        move_event(event=event, to=EventState.PREPARATION, actor=actor, at=at, reason=reason)
    return version or latest(sheet)


def _check(event: Event, values: Mapping[str, Any], at: datetime) -> None:
    if event.stage not in OPEN_EVENT:
        raise Refused("", _("This event is over: nothing can be changed in it."))
    refuse_marked(dict(values), site=event.site)
    if event.secrecy == Secrecy.CONTROLLED and any(
        values.get(name) for name in (*DRAFT, "services", "special", "diets")
    ):
        raise Refused("", _("The sheet of a controlled meeting holds room, time, headcount band and staff only."))
    regime = Regime(event.regime)
    lines = [str(values.get(name, "")) for name in ("menu", "cleaning", "engineering")]
    services = values.get("services", ())
    refuse_forbidden(site=event.site, regime=regime, services=services, lines=lines, at=at, field="services")
    intake = Intake.objects.filter(event=event).first()
    refuse_excess(
        site=event.site,
        regime=regime,
        meeting_class=intake.meeting_class if intake else None,
        heads=int(values.get("headcount", event.expected_count)),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        at=at,
    )


def _check_seats(event: Event, values: Mapping[str, Any], place: Place | None) -> None:
    """More people need seats in their rooms, with the margin (VENU-001); a room whose seats nobody counted passes."""
    heads = int(values.get("headcount", 0))
    if heads <= event.expected_count:
        return
    needed = seats_needed(heads, margin_of(event.site))
    for block in Block.objects.filter(event=event, state__in=NOT_BEGUN).select_related("room"):
        style = values.get("style") or block.style
        styles = RoomStyle.objects.filter(room=place.room_id if place else block.room_id)
        seats = max((styles.filter(style=style) if style else styles).values_list("capacity", flat=True), default=None)
        if seats is not None and seats < needed:
            raise Refused(
                "headcount",
                _("%(seats)s seats are too few: %(heads)s people and the margin need %(needed)s. Choose another room.")
                % {"seats": seats, "heads": heads, "needed": needed},
            )


def _write_intake(event: Event, values: Mapping[str, Any]) -> None:
    ours = {name: values[name] for name in ("services", "special", "diets") if name in values}
    if ours and not Intake.objects.filter(event=event).update(**ours) and any(ours.values()):
        channel, segment = "telephone", "government" if event.regime == Regime.FISCAL else "enterprise"
        Intake.objects.create(site=event.site, event=event, channel=channel, segment=segment, **ours)


def _write_event(event: Event, values: Mapping[str, Any], at: datetime) -> None:
    fields = {"expected_count": values.get("headcount"), "vip_count": values.get("vip_count")}
    given = {name: int(value) for name, value in fields.items() if value is not None}
    given = {name: value for name, value in given.items() if getattr(event, name) != value}
    open_blocks = Block.objects.filter(event=event, state__in=NOT_BEGUN)
    fresh: dict[str, Any] = {}
    if "expected_count" in given:
        fresh["headcount"] = given["expected_count"]
    style = values.get("style")
    relaid = open_blocks.exclude(style=style).update(style=style, changed_at=at) if style else 0
    if given:
        Event.objects.filter(pk=event.pk).update(**given, rev=F("rev") + 1)
        event.refresh_from_db()
        changed(EVENT, [event.pk], site=event.site, at=at)
    if fresh or given or relaid:
        open_blocks.update(**fresh, rev=F("rev") + 1)
        changed(BLOCK, list(open_blocks.values_list("pk", flat=True)), site=event.site, at=at)


def _move(event: Event, place: Place, reason: str, actor: Any, at: datetime) -> None:
    sittings = list(Session.objects.filter(event=event).exclude(state="cancelled")[:2])
    if len(sittings) != 1:
        raise Refused("", _("This event has several sittings: move them on the event's page or on the grid."))
    move_session(
        session_id=sittings[0].pk,
        room_id=place.room_id,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        reason=reason,
        actor=actor,
        at=at,
    )
    event.refresh_from_db()
