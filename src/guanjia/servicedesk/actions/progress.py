"""What the owner hears of a request."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.duties.public import Duty, DutyState, plan_now
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.words import gettext_noop as N_
from guanjia.servicedesk.models import RequestNote, ServiceRequest
from guanjia.servicedesk.subjects import COMPENSATION, PROMISE_15, REQUEST

TOLD = {
    "log": N_("We have your request {number}: {title}. You hear from us again."),
    "acknowledge": N_("Your request {number} is being looked at: {title}."),
    "dispatch": N_("Somebody is on the way about {number}: {title}."),
    "begin": N_("The work on {number} has begun: {title}."),
    "hold": N_("{number} has to wait: {words}"),
    "resume": N_("{number} goes on: {title}."),
    "complete": N_("{number} is done: {title}. Please say whether it is good; the code for the technician is {code}."),
    "reopen": N_("{number} is open again: {title}. Somebody comes a second time."),
    "decline": N_("We cannot do {number}: {words}"),
    "cancel": N_("{number} is cancelled: {words}"),
    "merge": N_("{number} is dealt with together with {words}."),
    "close": N_("{number} is closed. Thank you."),
    "tell": N_("About {number}: {words}"),
    "compensate": N_("We were late with {number} and owe you: {words}."),
    "mail": N_("We have your words about {number} and put them with it: {title}."),
    "quote": N_("What {number} would cost: {words}. Nothing begins before you say yes."),
    "incident_end": N_("It is over: {words}"),
}
"""What goes out on which move (REPR-026); nothing goes out on a move that is not here."""


class RequestRefused(Exception):
    """A move lacks what it needs; str() says what, in the reader's language."""


def tell_owner(row: ServiceRequest, verb: str, at: datetime, words: str = "", link: str = "") -> bool:
    """Write to the contact what became of it; False where there is nobody to write to or nothing to say."""
    if row.person is None or verb not in TOLD or row.history:
        return False
    context = {"number": row.number, "title": row.title, "words": words, "code": row.confirm_code}
    write_to(site=row.site, person=row.person, template=f"servicedesk.told.{verb}", context=context, link=link, at=at)
    return True


@transaction.atomic
def tell_progress(*, request: ServiceRequest, words: str, actor: Any, at: datetime) -> RequestNote:
    """A named person tells the owner how it stands (REPR-003, REPR-008): message, note, and the follow-up clock stops."""
    if not words.strip():
        raise RequestRefused(_("Say how it stands."))
    refuse_marked({"words": words}, site=request.site)
    note = RequestNote.objects.create(
        request=request, kind=RequestNote.Kind.TOLD, text=words.strip(), user=actor, at=at
    )
    tell_owner(request, "tell", at, words.strip())
    if request.handler_id is None and actor is not None:
        ServiceRequest.objects.filter(pk=request.pk, handler=None).update(handler=actor)
    note_deed(request, "tell", actor, at)
    return note


@transaction.atomic
def compensate(*, request: ServiceRequest, words: str, at: datetime) -> bool:
    """What we owe because a differentiated promise was broken (FDSK-040), noted and told once; False when it stands already."""
    if not ServiceRequest.objects.filter(pk=request.pk, compensation="").update(compensation=words[:200]):
        return False
    request.compensation = words[:200]
    note_deed(request, "compensate", None, at)
    return tell_owner(request, "compensate", at, words) or True


PROMISED = "servicedesk.request.response.15m"


def owe_if_late(request: ServiceRequest, at: datetime) -> None:
    """Where the site promises an answer within 15 minutes and says what it owes otherwise, a late answer owes it: the clock
    itself, ended by the move that was just made, says whether it was late."""
    words = str(setting(request.site, COMPENSATION)) if setting(request.site, PROMISE_15) else ""
    if not words:
        return
    plan_now(REQUEST, [request.pk], at=at)
    late = (DutyState.LATE, DutyState.MISSED)
    if Duty.objects.filter(
        subject_kind=REQUEST, subject_id=request.pk, standard_code=PROMISED, state__in=late
    ).exists():
        compensate(request=request, words=words, at=at)


def note_deed(
    request: ServiceRequest,
    action: str,
    actor: Any,
    at: datetime,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Journal something that leaves the state alone; timers that hang on it follow."""
    record(
        site=request.site, at=at, actor=actor, action=action, subject=(REQUEST, request.pk), from_state=request.state,
        to_state=request.state, reason=reason, changes=changes or {},
    )  # fmt: skip
    changed(REQUEST, [request.pk], site=request.site, at=at)
