"""A resident names somebody of the household; the desk confirms."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import lock, unlock, write_to
from guanjia.foundation.persons.public import Person, find_by_phone, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import Relation, add_occupancy
from guanjia.places.public import Unit
from guanjia.portal.models import FamilyAsk
from guanjia.portal.rules.asking import ASK_MOVES, AskState

FAMILY_ASK = "portal.family_ask"


@transaction.atomic
def ask_family(
    *, site: Site, unit: Unit, person: Person, name: str, phone: str, relation: str, actor: Any, at: datetime
) -> FamilyAsk:
    """Keep what a resident says about the household until the desk confirms it; nobody gets a key by it. SecretRefused."""
    refuse_marked({"name": name}, site=site)
    made = FamilyAsk.objects.create(
        site=site, unit=unit, asked_by_person=person, name=name.strip(), locked_phone=lock(phone),
        relation=Relation(relation), asked_at=at,
    )  # fmt: skip
    record(site=site, at=at, actor=actor, action="ask", subject=(FAMILY_ASK, made.pk), to_state=made.state)
    changed(FAMILY_ASK, [made.pk], site=site, at=at)
    return made


@transaction.atomic
def answer_family(*, ask: FamilyAsk, agree: bool, reason: str, actor: Any, at: datetime) -> None:
    """Enter the named person into the household, or refuse with a reason; whoever asked is told.

    Raises MoveRefused when somebody answered before, OccupancyRefused.
    """
    to, old = AskState.DONE if agree else AskState.REFUSED, ask.stage
    check_move(ASK_MOVES, old, to)
    rows = FamilyAsk.objects.filter(pk=ask.pk, state=old, rev=ask.rev)
    if not rows.update(state=to, rev=ask.rev + 1, answered_at=at, answered_by=actor, reason=reason):
        raise MoveRefused(old, to)
    site, subject = ask.site, (FAMILY_ASK, ask.pk)
    record(site=site, at=at, actor=actor, action=str(to), subject=subject, from_state=old, to_state=to, reason=reason)
    if agree:
        _settle(ask, actor, at)
    context = {"name": ask.name, "unit": ask.unit.code, "reason": reason}
    template = "portal.family_agreed" if agree else "portal.family_refused"
    write_to(site=site, person=ask.asked_by_person, template=template, context=context, at=at)
    changed(FAMILY_ASK, [ask.pk], site=site, at=at)


def _settle(ask: FamilyAsk, actor: Any, at: datetime) -> None:
    """The person with this phone and name, or a new one, belongs to the home from today."""
    site, phone = ask.site, unlock(ask.locked_phone)
    known = [person for person in (find_by_phone(site, phone) if phone else []) if person.name == ask.name]
    private = {"phone": phone} if phone else {}
    person = (
        known[0]
        if known
        else make_person(site=site, name=ask.name, actor=actor, at=at, link="occupier", private=private)
    )
    add_occupancy(
        site=site, unit=ask.unit, person=person, relation=Relation(ask.relation), since=local(site, at).date(),
        actor=actor, at=at, lives_here=ask.relation != Relation.EMERGENCY,
    )  # fmt: skip
