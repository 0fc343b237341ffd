"""A chance for personal service: seen, allowed or kindly declined, done, noted in the file (CUST-007..011)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.care.actions.files import PURPOSE, note_preference, open_file
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import SpecialRequest
from guanjia.care.rules.personal import (
    PRINCIPLES,
    REQUEST_MOVES,
    Chance,
    NoteKind,
    RequestState,
    against_principle,
    may_allow,
    needless,
)
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import has_consent
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local, setting
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import roles_of

SPECIAL = "care.special"
R = RequestState


@transaction.atomic
def see_chance(
    *,
    site: Site,
    chance: Chance,
    wish: str,
    unit_id: int | None = None,
    person_id: int | None = None,
    actor: Any,
    at: datetime,
) -> SpecialRequest:
    """Write down a request, a situation or a person that asks for more than the usual."""
    if not wish.strip():
        raise CareRefused(_("Say what they need."))
    if word := needless(wish):
        raise CareRefused(_("“%(word)s” is private and not needed for the service: it is not kept.") % {"word": word})
    refuse_marked({"wish": wish}, site=site)
    row = SpecialRequest.objects.create(
        site=site, number=next_number(site=site, prefix="GX", on=local(site, at).date()), chance=chance, wish=wish.strip(),
        unit_id=unit_id, person_id=person_id, seen_by=actor, seen_at=at,
    )  # fmt: skip
    _note(row, "see", "", actor, at)
    return row


def allow(*, request: SpecialRequest, ticked: Sequence[str], yuan: int, actor: Any, at: datetime) -> SpecialRequest:
    """Allow it when every condition holds and the cost lies within one's own limit (CUST-011)."""
    known = [code for code, _label in PRINCIPLES if code in ticked]
    if against_principle(known):
        raise CareRefused(_("A condition does not hold: decline it kindly, with another way out."))
    site = request.site
    limits = {
        "empowered_yuan": setting(site, "care.empowered_yuan"),
        "manager_yuan": setting(site, "care.manager_yuan"),
    }
    if not may_allow(yuan, roles_of(actor, site), **limits):
        raise CareRefused(_("This costs more than you may decide; a manager can."))
    return _move(request, R.ALLOWED, actor, at, ticked=known, yuan=yuan, decided_by=actor)


def decline(*, request: SpecialRequest, words: str, actor: Any, at: datetime) -> SpecialRequest:
    """Against a principle: declined kindly, with the words that were said."""
    if not words.strip():
        raise CareRefused(_("Write down how it was declined, and what was offered instead."))
    return _move(request, R.DECLINED, actor, at, words=words.strip(), decided_by=actor)


@transaction.atomic
def carry_out(*, request: SpecialRequest, words: str, actor: Any, at: datetime) -> SpecialRequest:
    """Done, and noted in the file of whoever agreed to have one."""
    if not words.strip():
        raise CareRefused(_("Say what was done."))
    _move(request, R.DONE, actor, at, words=words.strip(), done_at=at)
    person = request.person
    if person is not None and has_consent(person, PURPOSE, site=request.site):
        file = open_file(site=request.site, person=person, unit_id=request.unit_id, actor=actor, at=at)
        note_preference(file=file, kind=NoteKind.SERVICE, text=request.wish, actor=actor, at=at)
    return request


@transaction.atomic
def _move(request: SpecialRequest, to: RequestState, actor: Any, at: datetime, **fields: Any) -> SpecialRequest:
    old = request.stage
    check_move(REQUEST_MOVES, old, to)
    refuse_marked({"words": str(fields.get("words", ""))}, site=request.site)
    rows = SpecialRequest.objects.filter(pk=request.pk, state=old, rev=request.rev)
    if not rows.update(state=to, rev=request.rev + 1, **fields):
        raise MoveRefused(old, to)
    request.refresh_from_db()
    _note(request, {R.ALLOWED: "allow", R.DECLINED: "decline", R.DONE: "carry_out"}[to], old, actor, at)
    return request


def _note(request: SpecialRequest, verb: str, old: str, actor: Any, at: datetime) -> None:
    record(
        site=request.site, at=at, actor=actor, action=verb, subject=(SPECIAL, request.pk), from_state=str(old),
        to_state=request.state,
    )  # fmt: skip
    changed(SPECIAL, [request.pk], site=request.site, at=at)
