"""The guest list: added, answered, excused, replaced, re-issued."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.admission import GUEST
from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.events import GuestAnswered
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.conference.models.guest import sealed_wishes
from guanjia.conference.rules.guests import GUEST_MOVES, GuestRole, GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_BEGUN, Secrecy
from guanjia.foundation.journal.public import record, record_many
from guanjia.foundation.persons.public import Person, PersonDraft, make_people, name_pinyin
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move

BATCH = 1000


@dataclass(frozen=True)
class Draft:
    """What is known of a guest before there is a row. `phone` and `email` go to the person, encrypted; diet and needs are locked too."""

    name: str
    delegation: str = ""
    position: str = ""
    role: GuestRole = GuestRole.ATTEND
    rank_no: int | None = None
    seat: str = ""
    language: str = ""
    diet: str = ""
    needs: str = ""
    phone: str = ""
    email: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def add_guests(*, event: Event, drafts: Iterable[Draft], actor: Any, at: datetime) -> list[Guest]:
    """Add many, set-based; who is on the list already (same name, same organisation) is not added again.

    Raises Refused for a controlled event, whose guests the house must not know (FIELD 1), BadValue for a bad phone.
    """
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused("", _("Guests of a controlled meeting are not kept here: the organiser keeps the list on paper."))
    rows = [draft for draft in drafts if draft.name.strip()]
    refuse_marked({"guests": [[d.name, d.position, d.needs, d.delegation] for d in rows]}, site=event.site)
    Event.objects.select_for_update(of=("self",), no_key=True).get(
        pk=event.pk
    )  # of two lists at once one sees the other
    delegations = _delegations(event, {draft.delegation.strip() for draft in rows if draft.delegation.strip()})
    known = set(Guest.objects.filter(event=event).values_list("name", "delegation__name"))
    known_before = bool(known)
    fresh: list[Draft] = []
    for draft in rows:
        key = (draft.name.strip(), draft.delegation.strip() or None)
        if key not in known:
            known.add(key)
            fresh.append(draft)
    people = make_people(site=event.site, drafts=[_person(draft) for draft in fresh], actor=actor, at=at, link="guest")
    guests = Guest.objects.bulk_create(
        [_guest(event, d, p, delegations) for d, p in zip(fresh, people, strict=True)], batch_size=BATCH
    )
    record_many(
        site=event.site,
        at=at,
        actor=actor,
        action="guest.add",
        subject_kind=GUEST,
        rows=[{"id": guest.pk, "to_state": guest.state} for guest in guests],
    )
    _tell_planner(event, fresh, new_list=not known_before, at=at)
    return guests


def _tell_planner(event: Event, fresh: list[Draft], *, new_list: bool, at: datetime) -> None:
    """The first guest, and the first with a seat or a place in the order, make duties due that an empty list does not have."""
    if fresh and (new_list or any(draft.seat or draft.rank_no for draft in fresh)):
        blocks = event.blocks.filter(state__in=NOT_BEGUN).values_list("pk", flat=True)
        changed(BLOCK, list(blocks), site=event.site, at=at)


def _person(draft: Draft) -> PersonDraft:
    private = {key: value for key, value in (("phone", draft.phone), ("email", draft.email)) if value}
    return PersonDraft(draft.name.strip(), private, affiliation=draft.delegation.strip())


def _guest(event: Event, draft: Draft, person: Person, delegations: dict[str, Delegation]) -> Guest:
    name = draft.name.strip()
    full, initials = name_pinyin(name)
    return Guest(
        site=event.site,
        event=event,
        delegation=delegations.get(draft.delegation.strip()),
        person=person,
        name=name,
        pinyin=full[:160],
        initials=initials[:40],
        position=draft.position,
        role=draft.role,
        rank_no=draft.rank_no,
        seat=draft.seat,
        language=draft.language,
        wishes=sealed_wishes(person, draft.diet.strip(), draft.needs.strip()),
        **draft.fields,
    )


def _delegations(event: Event, names: Iterable[str]) -> dict[str, Delegation]:
    wanted = sorted(names)
    Delegation.objects.bulk_create(
        [Delegation(site=event.site, event=event, name=n, reply_token=secrets.token_hex(32)) for n in wanted],
        ignore_conflicts=True,
    )
    return {row.name: row for row in Delegation.objects.filter(event=event, name__in=wanted)}


def add_walk_in(*, event: Event, draft: Draft, actor: Any, at: datetime) -> Guest:
    """Somebody at the door who was not on the list: confirmed at once; who is on it already is that guest.

    Without an organisation the name decides; raises Refused when several of that name are expected.
    """
    named = list(Guest.objects.filter(event=event, name=draft.name.strip()).select_related("delegation").order_by("pk"))
    if draft.delegation.strip():
        named = [guest for guest in named if guest.delegation and guest.delegation.name == draft.delegation.strip()]
    if len(named) > 1:
        raise Refused(
            "delegation", _("Several of that name are on the list: look up who it is, or say whose guest it is.")
        )
    if named:
        return named[0]
    fields = {"walk_in": True, "state": GuestState.CONFIRMED}
    walk_in = Draft(**{**_plain(draft), "fields": fields})
    return add_guests(event=event, drafts=[walk_in], actor=actor, at=at)[0]


def _plain(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}


@transaction.atomic
def move_guest(*, guest: Guest, to: GuestState, actor: Any, at: datetime, reason: str = "") -> Guest:
    """Write what somebody answered; raises MoveRefused. Excusing needs an approver: the actor (FIELD 15).

    Who was replaced and comes after all takes the place back: the substitute is off the list. Raises Refused when the
    substitute is here already.
    """
    old = guest.answer
    if old is GuestState.REPLACED and to is GuestState.CONFIRMED:
        _send_back(guest, actor, at)
    check_move(GUEST_MOVES, old, to)
    fields: dict[str, Any] = {"state": to}
    if to is GuestState.EXCUSED:
        fields["approved_by"] = actor
    if not Guest.objects.filter(pk=guest.pk, state=old).update(**fields):
        raise MoveRefused(old, to)
    guest.state = to
    record(
        site=guest.site,
        at=at,
        actor=actor,
        action="guest.answer",
        subject=(GUEST, guest.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        event=GuestAnswered(guest.event_id, guest.pk, old.value, to.value),
    )
    return guest


def _send_back(guest: Guest, actor: Any, at: datetime) -> None:
    instead = Guest.objects.filter(stands_in_for=guest).select_related("site").first()
    if instead is None:
        return
    if instead.admitted_at is not None:
        raise Refused("", _("%(name)s is here already in this place.") % {"name": instead.name})
    Guest.objects.filter(pk=instead.pk).update(stands_in_for=None)
    if instead.answer is not GuestState.WITHDRAWN:
        move_guest(guest=instead, to=GuestState.WITHDRAWN, actor=actor, at=at)


@transaction.atomic
def send_substitute(*, guest: Guest, draft: Draft, actor: Any, at: datetime) -> Guest:
    """Somebody comes in the place of a guest (替会), approved by the actor: seat and order go with them."""
    if guest.admitted_at is not None:
        raise Refused("", _("This guest is here already."))
    move_guest(guest=guest, to=GuestState.REPLACED, actor=actor, at=at)
    data = _plain(draft) | {
        "delegation": guest.delegation.name if guest.delegation else "",
        "seat": guest.seat,
        "rank_no": guest.rank_no,
        "role": GuestRole(guest.role),
        "fields": {"state": GuestState.CONFIRMED, "stands_in_for": guest, "approved_by": actor},
    }
    made = add_guests(event=guest.event, drafts=[Draft(**data)], actor=actor, at=at)
    if not made:
        raise Refused("name", _("Whoever stands in is on the list already."))
    return made[0]


@transaction.atomic
def reissue_code(*, guests: Sequence[Guest], actor: Any, at: datetime) -> None:
    """Give out new codes: those of before are refused with a sentence that says so. Who was invited is invited again."""
    for guest in guests:
        guest.serial += 1
        if guest.invite_rev:
            guest.invite_rev, guest.told_rev, guest.told_at = guest.invite_rev + 1, 0, None
    Guest.objects.bulk_update(guests, ["serial", "invite_rev", "told_rev", "told_at"])
    if guests:
        rows = [{"id": guest.pk, "changes": {"serial": guest.serial}} for guest in guests]
        record_many(site=guests[0].site, at=at, actor=actor, action="guest.reissue", subject_kind=GUEST, rows=rows)
