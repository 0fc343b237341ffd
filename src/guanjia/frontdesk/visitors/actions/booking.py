"""A visit enters the book: announced by the host, registered by the visitor, or at the desk (W13)."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person, find_same, link_person, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.visitors.actions.asking import ask_hosts
from guanjia.frontdesk.visitors.actions.moving import note
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.site import watch_site
from guanjia.frontdesk.visitors.events import HostAsked
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.queries.hosts import hosts_of, is_host
from guanjia.frontdesk.visitors.rules.kinds import POLICY, VisitKind, zones_of
from guanjia.frontdesk.visitors.rules.states import Way
from guanjia.places.public import Unit

LINK = "visitor"
MOST_DAYS = 90
CODE_LETTERS = "23456789"


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What is known of somebody who comes (VISI-002). `phone` may be empty for couriers; `until` None: as the kind says."""

    name: str
    phone: str = ""
    kind: VisitKind = VisitKind.GUEST
    purpose: str = ""
    belongings: str = ""
    plate: str = ""
    affiliation: str = ""
    party: int = 1
    unit_id: int | None = None
    host_id: int | None = None
    host_user: Any = None
    escort: Any = None
    expected_at: datetime | None = None
    until: datetime | None = None
    source: tuple[str, int] = field(default=("", 0))


@transaction.atomic
def invite_visitor(*, site: Site, host_person: Person, unit: Unit, coming: Coming, actor: Any, at: datetime) -> Visit:
    """A host announces somebody: the visit is confirmed before they come. The portal calls this.

    Raises VisitRefused when the person may not receive visitors at the unit on the day of the visit (moved out, another
    household), BadValue for a telephone that is none, SecretRefused for marked text.
    """
    day = coming.expected_at or at
    if unit.site_id != site.pk or not is_host(site, host_person.pk, unit.pk, day):
        raise VisitRefused("host_gone")
    visit = _book(site, coming, Way.INVITED, actor, at, unit=unit, host_id=host_person.pk)
    _confirm_ahead(visit, "portal", at)
    note(visit, "invite", actor, at)
    return visit


@transaction.atomic
def expect_visitor(*, site: Site, coming: Coming, actor: Any, at: datetime) -> Visit:
    """Staff announce somebody: for themselves (`host_user`), for a leader, a worker, a conference (by reference only).

    The word of `host_user` is the confirmation; a household's is asked for. Raises as invite_visitor does.
    """
    unit = _unit(site, coming)
    visit = _book(site, coming, Way.INVITED, actor, at, unit=unit, host_id=_host(site, coming, at))
    if coming.host_user is not None:
        _confirm_ahead(visit, "staff", at)
    note(
        visit,
        "invite",
        actor,
        at,
        event=None if visit.confirmed_at else HostAsked(visit.pk, visit.host_id or 0, visit.unit_id or 0),
    )
    ask_hosts(visit=visit, at=at)
    return visit


@transaction.atomic
def register_visitor(*, site: Site, coming: Coming, actor: Any, at: datetime, way: Way = Way.DESK) -> Visit:
    """Somebody stands at the desk, or fills in the page behind the QR code at the gate (`way` SELF, actor None).

    Nobody has confirmed yet; the host is asked. Raises VisitRefused for a courier without a clear address (VISI-007,
    VISI-012), a host who does not live there, a conference without reference.
    """
    unit = _unit(site, coming)
    if POLICY[coming.kind].target and unit is None:
        raise VisitRefused("target")
    visit = _book(site, coming, way, actor, at, unit=unit, host_id=_host(site, coming, at))
    if coming.host_user is not None and way is Way.DESK and coming.host_user == actor:
        _confirm_ahead(visit, "staff", at)
    note(visit, "register", actor, at, event=HostAsked(visit.pk, visit.host_id or 0, visit.unit_id or 0))
    if POLICY[coming.kind].host:
        ask_hosts(visit=visit, at=at)
    return visit


def expect_known(*, site: Site, person: Person, coming: Coming, how: str, actor: Any, at: datetime) -> Visit:
    """Another module announces somebody who is on file already, by reference (`coming.source`); its own word is the
    confirmation (`how`, at most 12 letters). Whoever calls asks first whether they are announced. Raises as expect_visitor does.
    """
    if not coming.source[0]:
        raise VisitRefused("reference")
    return book_known(site=site, person=person, coming=coming, how=how, actor=actor, at=at)


def book_known(*, site: Site, person: Person, coming: Coming, how: str, actor: Any, at: datetime) -> Visit:
    """Enter a visit that is confirmed by `how` (a renovation), for a person who is on file already."""
    unit = _unit(site, coming)
    link_person(site=site, people=[person], kind=LINK, at=at)
    visit = _book(site, coming, Way.INVITED, actor, at, unit=unit, host_id=coming.host_id, person=person)
    _confirm_ahead(visit, how, at)
    note(visit, "invite", actor, at)
    return visit


def _book(
    site: Site, coming: Coming, way: Way, actor: Any, at: datetime, *, unit: Unit | None, host_id: int | None,
    person: Person | None = None,
) -> Visit:  # fmt: skip
    policy = POLICY[coming.kind]
    refuse_marked({"purpose": coming.purpose, "belongings": coming.belongings}, site=site)
    if policy.reference and not coming.source[0]:
        raise VisitRefused("reference")
    expected = coming.expected_at or at
    until = coming.until or expected + timedelta(hours=policy.hours)
    _check_times(expected, until, at)
    if not 1 <= coming.party <= 200:
        raise VisitRefused("party", _("One to 200 persons come on one pass."))
    person = person or _person(site, coming, actor, at)
    watch_site(site=site, at=at)
    return Visit.objects.create(
        site=site,
        number=next_number(site=site, prefix="FK", on=local(site, at).date()),
        kind=coming.kind,
        way=way,
        person=person,
        party=coming.party,
        purpose=coming.purpose.strip()[:200],
        belongings=coming.belongings.strip()[:200],
        unit=unit,
        host_id=host_id,
        host_user=coming.host_user,
        escort=coming.escort,
        source_kind=coming.source[0],
        source_id=coming.source[1],
        expected_at=expected,
        pass_from=expected,
        pass_until=until,
        zones=list(zones_of(coming.kind, unit.building.code if unit is not None else "")),
        token=secrets.token_urlsafe(32),
        code="".join(secrets.choice(CODE_LETTERS) for _n in range(8)),
        made_at=at,
    )


def _check_times(expected: datetime, until: datetime, at: datetime) -> None:
    if until <= expected:
        raise VisitRefused("until", _("The pass must end after it begins."))
    if until <= at:
        raise VisitRefused("expected_at", _("That moment is over."))
    if expected - at > timedelta(days=MOST_DAYS) or until - expected > timedelta(days=MOST_DAYS):
        raise VisitRefused("until", _("A pass lasts at most 90 days and begins within 90 days."))


def _person(site: Site, coming: Coming, actor: Any, at: datetime) -> Person:
    """The same name with the same telephone is the same person; nobody else is taken for them."""
    known = find_same(site, coming.name, phone=coming.phone) if coming.phone.strip() else []
    by_phone = [each.person for each in known if each.why == "phone"]
    if by_phone:
        link_person(site=site, people=by_phone[:1], kind=LINK, at=at)
        return by_phone[0]
    private = {name: text for name, text in (("phone", coming.phone), ("plate", coming.plate)) if text.strip()}
    return make_person(
        site=site, name=coming.name, private=private, affiliation=coming.affiliation, link=LINK, actor=actor, at=at
    )


def _unit(site: Site, coming: Coming) -> Unit | None:
    if coming.unit_id is None:
        return None
    unit = Unit.objects.select_related("building").filter(pk=coming.unit_id, site=site).first()
    if unit is None:
        raise VisitRefused("target")
    return unit


def _host(site: Site, coming: Coming, at: datetime) -> int | None:
    """The host who was named, if they live there; else the household's first contact."""
    if coming.unit_id is None:
        return None
    day = coming.expected_at or at
    if coming.host_id is not None:
        if not is_host(site, coming.host_id, coming.unit_id, day):
            raise VisitRefused("host_gone")
        return coming.host_id
    hosts = hosts_of(site, coming.unit_id, day)
    return hosts[0].pk if hosts else None


def _confirm_ahead(visit: Visit, how: str, at: datetime) -> None:
    Visit.objects.filter(pk=visit.pk).update(confirmed_at=at, confirmed_how=how)
    visit.confirmed_at, visit.confirmed_how = at, how
