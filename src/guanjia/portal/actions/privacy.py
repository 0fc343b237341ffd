"""What somebody asks about the data that we keep of them."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import Erasure, Person, erase
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.portal.models import Device, ErasureAsk, LoginCode
from guanjia.portal.rules.asking import ASK_MOVES, AskState

ASK = "portal.erasure_ask"


def ask_erasure(*, site: Site, person: Person, actor: Any, at: datetime) -> ErasureAsk:
    """Ask that everything about the person is erased; a second ask while one is open gives the same row."""
    try:
        with transaction.atomic():
            made = ErasureAsk.objects.create(site=site, person_id=person.pk, asked_at=at)
            record(site=site, at=at, actor=actor, action="ask", subject=(ASK, made.pk), to_state=made.state)
            changed(ASK, [made.pk], site=site, at=at)
            return made
    except IntegrityError:
        return ErasureAsk.objects.get(site=site, person_id=person.pk, state=AskState.OPEN)


@transaction.atomic
def answer_erasure(*, ask: ErasureAsk, agree: bool, reason: str, actor: Any, at: datetime) -> Erasure | None:
    """Erase the person, or refuse with a reason; what a law keeps is named in the answer. Raises MoveRefused."""
    to = AskState.DONE if agree else AskState.REFUSED
    old = ask.stage
    check_move(ASK_MOVES, old, to)
    rows = ErasureAsk.objects.filter(pk=ask.pk, state=old, rev=ask.rev)
    if not rows.update(state=to, rev=ask.rev + 1, answered_at=at, answered_by=actor, reason=reason.strip()):
        raise MoveRefused(old, to)
    record(
        site=ask.site,
        at=at,
        actor=actor,
        action=str(to),
        subject=(ASK, ask.pk),
        from_state=old,
        to_state=to,
        reason=reason,
    )
    changed(ASK, [ask.pk], site=ask.site, at=at)
    if not agree:
        return None
    person = Person.objects.get(pk=ask.person_id)
    return erase(person, actor=actor, at=at, reason=reason or "asked by the person", site=ask.site)


def erase_portal_rows(person: Person, at: datetime) -> int:
    """Delete the devices and codes of an erased person; the count."""
    gone = Device.objects.filter(user__person_id=person.pk).delete()[0]
    return gone + LoginCode.objects.filter(used_at__isnull=False, expires_at__lt=at).delete()[0]
