"""Outages: announced to the people affected, changed, ended; who was told is a row (FIELD 23)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.homes.events import OutageAnnounced
from guanjia.frontdesk.homes.models import Outage, OutageScope, OutageTold
from guanjia.frontdesk.homes.queries.outages import units_reached
from guanjia.frontdesk.homes.rules.outage import OUTAGE_MOVES, OutageKind, OutageState, is_short_notice, refusal
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import households, local_day
from guanjia.places.public import Building, Section

OUTAGE = "homes.outage"
Scope = tuple[Building, Section | None]


class OutageRefused(Exception):
    """It cannot be announced so; str() says why in the reader's language."""


@transaction.atomic
def announce_outage(
    *,
    site: Site,
    kind: OutageKind,
    scopes: Sequence[Scope],
    words: str,
    starts_at: datetime,
    expected_end: datetime,
    actor: Any,
    at: datetime,
    planned: bool = True,
    why_short: str = "",
) -> Outage:
    """Announce an outage and tell the first contact of every home that it reaches.

    Raises OutageRefused: nowhere, backwards, or planned less than 24 hours ahead without a reason; SecretRefused.
    """
    refuse_marked({"words": words, "why_short": why_short}, site=site)
    if not scopes or any(building.site_id != site.pk for building, _section in scopes):
        raise OutageRefused(gettext("Say which buildings it reaches."))
    if why := refusal(
        planned=planned, starts_at=starts_at, expected_end=expected_end, at=at, reason_for_short=why_short
    ):
        raise OutageRefused(gettext(why))
    short = is_short_notice(planned=planned, starts_at=starts_at, at=at)
    outage = Outage.objects.create(
        site=site,
        number=next_number(site=site, prefix="TZ", on=local_day(site, at)),
        kind=kind,
        planned=planned,
        words=words,
        short_notice=why_short if short else "",
        starts_at=starts_at,
        expected_end=expected_end,
        announced_at=at,
    )
    OutageScope.objects.bulk_create(
        OutageScope(outage=outage, building=building, section=section) for building, section in scopes
    )
    _written(outage, "announce", "", actor, at)
    tell(outage, "announced", at)
    return outage


@transaction.atomic
def extend_outage(*, outage: Outage, expected_end: datetime, actor: Any, at: datetime, reason: str) -> Outage:
    """It takes longer, or is over sooner: the people are told again. Raises OutageRefused, MoveRefused."""
    refuse_marked({"reason": reason}, site=outage.site)
    if expected_end <= max(outage.starts_at, at):
        raise OutageRefused(gettext("The end must lie after the beginning."))
    rows = Outage.objects.filter(pk=outage.pk, state=OutageState.ANNOUNCED, rev=outage.rev)
    if not rows.update(expected_end=expected_end, rev=outage.rev + 1):
        raise MoveRefused(outage.stage, OutageState.ANNOUNCED)
    outage.expected_end, outage.rev = expected_end, outage.rev + 1
    _written(outage, "extend", outage.state, actor, at, reason)
    tell(outage, "changed", at)
    return outage


@transaction.atomic
def end_outage(*, outage: Outage, actor: Any, at: datetime) -> Outage:
    """It is back: everybody who was told of the outage is told so."""
    return _end(outage, OutageState.ENDED, "end", actor, at)


@transaction.atomic
def withdraw_outage(*, outage: Outage, actor: Any, at: datetime, reason: str) -> Outage:
    """It does not take place: everybody who was told is told so."""
    refuse_marked({"reason": reason}, site=outage.site)
    return _end(outage, OutageState.WITHDRAWN, "withdraw", actor, at, reason)


def tell(outage: Outage, about: str, at: datetime) -> int:
    """Write to the first contact of each home reached, once a home; the count. Those told stand as rows."""
    units = units_reached(outage)
    homes = households([unit.pk for unit in units], local_day(outage.site, at))
    codes = {unit.pk: unit.code for unit in units}
    told = []
    for unit_id, home in homes.items():
        row = home.contact
        if row is None:
            continue
        write_to(
            site=outage.site,
            person=row.person,
            template=f"homes.outage_{about}",
            context={
                "unit": codes[unit_id],
                "kind": gettext(outage.kind_enum.label),
                "starts": outage.starts_at,
                "ends": outage.expected_end,
                "words": outage.words,
                "number": outage.number,
            },
            at=at,
        )
        told.append(OutageTold(outage=outage, unit_id=unit_id, person=row.person, about=about, at=at))
    OutageTold.objects.bulk_create(told, batch_size=500)
    return len(told)


def _end(outage: Outage, to: OutageState, verb: str, actor: Any, at: datetime, reason: str = "") -> Outage:
    old = outage.stage
    check_move(OUTAGE_MOVES, old, to)
    rows = Outage.objects.filter(pk=outage.pk, state=old, rev=outage.rev)
    if not rows.update(state=to, rev=outage.rev + 1, ended_at=at):
        raise MoveRefused(old, to)
    outage.state, outage.rev, outage.ended_at = to, outage.rev + 1, at
    _written(outage, verb, old, actor, at, reason)
    tell(outage, str(to), at)
    return outage


def _written(outage: Outage, verb: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
    record(
        site=outage.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(OUTAGE, outage.pk),
        from_state=old,
        to_state=outage.state,
        reason=reason,
        event=OutageAnnounced(outage.pk, outage.site_id, verb),
    )
    changed(OUTAGE, [outage.pk], site=outage.site, at=at)
    touch(f"site:{outage.site_id}:board")
