"""Policy versions, the disinfection log, stocks, contactless deliveries (W28)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.site import SITE, watch_site
from guanjia.frontdesk.visitors.models import Area, Delivery, Disinfection, EpidemicPolicy, Supply, SupplyMove
from guanjia.frontdesk.visitors.queries.health_subjects import AREA, DELIVERY, SUPPLY
from guanjia.frontdesk.visitors.rules.epidemic import (
    DELIVERY_MOVES,
    DELIVERY_VERBS,
    DeliveryState,
    PolicyVersion,
    SupplyClass,
    SupplyState,
    supply_state,
)
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.places.public import Unit
from guanjia.posts.public import on_post


@transaction.atomic
def file_policy(
    *, site: Site, policy: PolicyVersion, source: str, text: str, actor: Any, at: datetime
) -> EpidemicPolicy:
    """Put a version of the official policy on file; it holds from its moment, whatever held before (EPID-005).

    Raises VisitRefused without version or source, and for a version that is on file already.
    """
    if not policy.version.strip() or not source.strip():
        raise VisitRefused("source", _("A policy has a version and says who published it."))
    if EpidemicPolicy.objects.filter(site=site, version=policy.version.strip()).exists():
        raise VisitRefused("version", _("This version is on file already."))
    filed = EpidemicPolicy.objects.create(
        site=site,
        version=policy.version.strip()[:40],
        source=source.strip()[:200],
        in_force_from=policy.in_force_from,
        on=policy.on,
        temperature=policy.temperature,
        mask=policy.mask,
        text=text.strip(),
        filed_by=actor,
        filed_at=at,
    )
    record(
        site=site, at=at, actor=actor, action="file_policy", subject=(SITE, site.pk), changes={"version": filed.version}
    )
    watch_site(site=site, at=at)
    return filed


@transaction.atomic
def add_area(*, site: Site, name: str, often: bool, actor: Any, at: datetime) -> Area:
    """Name a key area; from now it is disinfected every day, or four times a day (EPID-002, EPID-010)."""
    if not name.strip():
        raise VisitRefused("name", _("Name the area."))
    area, made = Area.objects.get_or_create(site=site, name=name.strip()[:80], defaults={"often": often})
    if made:
        record(site=site, at=at, actor=actor, action="add", subject=(AREA, area.pk))
        changed(AREA, [area.pk], site=site, at=at)
    return area


@transaction.atomic
def log_disinfection(*, area: Area, agent: str, actor: Any, at: datetime) -> Disinfection:
    """One line of the log: when, where, with what, who (EPID-002, TMPL-028); it ends what is owed there now."""
    if not agent.strip():
        raise VisitRefused("agent", _("Say which agent in which strength."))
    refuse_marked({"agent": agent}, site=area.site)
    line = Disinfection.objects.create(area=area, site=area.site, at=at, agent=agent.strip()[:80], by=actor)
    Area.objects.filter(pk=area.pk).update(rev=F("rev") + 1)
    record(site=area.site, at=at, actor=actor, action="disinfect", subject=(AREA, area.pk))
    changed(AREA, [area.pk], site=area.site, at=at)
    return line


@transaction.atomic
def add_supply(
    *, site: Site, name: str, klass: SupplyClass, measure: str, minimum: int, actor: Any, at: datetime
) -> Supply:
    """Keep a stock of something; it begins empty, so below its minimum."""
    supply, made = Supply.objects.get_or_create(
        site=site,
        name=name.strip()[:80],
        defaults={"klass": klass, "measure": measure[:12], "minimum": minimum, "state": supply_state(0, minimum)},
    )
    if made:
        record(site=site, at=at, actor=actor, action="add", subject=(SUPPLY, supply.pk), to_state=supply.state)
        changed(SUPPLY, [supply.pk], site=site, at=at)
    return supply


@transaction.atomic
def move_supply(*, supply: Supply, count: int, whom: str, actor: Any, at: datetime) -> Supply:
    """Goods came in (`count` > 0) or were given out (< 0). Never more than there is. Falling below the minimum is told."""
    if count == 0:
        raise VisitRefused("count", _("Say how many."))
    refuse_marked({"whom": whom}, site=supply.site)
    row = Supply.objects.select_for_update().get(pk=supply.pk)
    if row.on_hand + count < 0:
        raise VisitRefused("count", _("Only %(count)s are there.") % {"count": row.on_hand})
    old, row.on_hand, row.rev = row.stage, row.on_hand + count, row.rev + 1
    row.state = supply_state(row.on_hand, row.minimum)
    row.save(update_fields=["on_hand", "state", "rev"])
    SupplyMove.objects.create(supply=row, count=count, whom=whom.strip()[:80], by=actor, at=at)
    verb = (
        {SupplyState.LOW: "fall_low", SupplyState.ENOUGH: "filled_up"}[row.stage] if row.stage is not old else "count"
    )
    record(
        site=row.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(SUPPLY, row.pk),
        from_state=old,
        to_state=row.state,
        changes={"count": count, "on_hand": row.on_hand},
    )
    changed(SUPPLY, [row.pk], site=row.site, at=at)
    if verb == "fall_low":
        notify(
            site=row.site,
            users=on_post(row.site, "environment.supervisor", at),
            template="visitors.supply_low",
            context={"name": row.name, "count": row.on_hand},
            link=reverse("visitors:epidemic", args=[row.site.code]),
            at=at,
        )
    return row


@transaction.atomic
def ask_delivery(*, site: Site, unit: Unit, what: str, ref: str, actor: Any, at: datetime) -> Delivery:
    """An isolated home needs something at its door (EPID-008); `ref` may be a parcel's number."""
    if unit.site_id != site.pk or not what.strip():
        raise VisitRefused("what", _("Say what is to be brought."))
    refuse_marked({"what": what}, site=site)
    made = Delivery.objects.create(site=site, unit=unit, what=what.strip()[:120], ref=ref.strip()[:32], asked_at=at)
    record(site=site, at=at, actor=actor, action="ask", subject=(DELIVERY, made.pk), to_state=made.state)
    changed(DELIVERY, [made.pk], site=site, at=at)
    return made


@transaction.atomic
def move_delivery(*, delivery: Delivery, to: DeliveryState, actor: Any, at: datetime) -> Delivery:
    """Put before the door, taken in, or called off. Nobody meets anybody."""
    old = delivery.stage
    check_move(DELIVERY_MOVES, old, to)
    fields: dict[str, Any] = {"placed_at": at, "by": actor} if to is DeliveryState.PLACED else {}
    rows = Delivery.objects.filter(pk=delivery.pk, state=old, rev=delivery.rev)
    if not rows.update(state=to, rev=delivery.rev + 1, **fields):
        raise MoveRefused(old, to)
    delivery.refresh_from_db()
    record(
        site=delivery.site,
        at=at,
        actor=actor,
        action=DELIVERY_VERBS[to],
        subject=(DELIVERY, delivery.pk),
        from_state=old,
        to_state=to,
    )
    changed(DELIVERY, [delivery.pk], site=delivery.site, at=at)
    return delivery
