"""How a request ends: by the word of whoever asked, or not at all (REPR-005)."""

import hmac
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.messages.public import notify
from guanjia.people.public import Roles, has_role, users_with_role
from guanjia.servicedesk.actions.merging import close_merged
from guanjia.servicedesk.actions.ordering import settle_orders
from guanjia.servicedesk.actions.progress import RequestRefused, note_deed
from guanjia.servicedesk.actions.requests import move_request
from guanjia.servicedesk.events import RequestClosed
from guanjia.servicedesk.models import CallBack, ServiceRequest
from guanjia.servicedesk.rules.requests import Outcome, RequestState, Word, may_give_up, tells_supervisor

S = RequestState
SUPERVISORS = (Roles.DUTY_MANAGER, Roles.SITE_MANAGER)
OWN_WORDS = frozenset({Word.COUNTER, Word.SIGNATURE, Word.CODE, Word.PORTAL, Word.CALL_BACK, Word.INCIDENT})


@transaction.atomic
def close_request(
    *, request: ServiceRequest, word: Word, actor: Any, at: datetime, code: str = "", signature_id: int | None = None,
    rating: int | None = None,
) -> ServiceRequest:  # fmt: skip
    """Close it by the owner's word. RequestRefused without one: a wrong code, no signature, a call that did not say so.

    `word` code needs the code that the owner was sent; signature a stored picture; call_back a call that was satisfied.
    """
    _check_word(request, word, code, signature_id)
    if signature_id is not None:
        hold(StoredFile.objects.get(site=request.site, pk=signature_id), (SIGNATURE, request.pk))
    fields: dict[str, Any] = {"word": word, "closed_at": at}
    if rating is not None:
        fields["rating"] = _stars(rating)
    event = RequestClosed(request.pk, word.value, fields.get("rating", request.rating))
    move_request(request=request, to=S.CLOSED, actor=actor, at=at, event=event, **fields)
    settle_orders(request=request, actor=actor, at=at)
    close_merged(request=request, actor=actor, at=at)
    if rating is not None:
        note_deed(request, "rate", actor, at, changes={"rating": rating})
    return request


SIGNATURE = "servicedesk.signature"


def _check_word(request: ServiceRequest, word: Word, code: str, signature_id: int | None) -> None:
    if word not in OWN_WORDS:
        raise RequestRefused(_("It is closed only when whoever asked says so."))
    if word is Word.CODE and not (request.confirm_code and hmac.compare_digest(code.strip(), request.confirm_code)):
        raise RequestRefused(_("That is not the owner's code."))
    if word is Word.SIGNATURE and signature_id is None:
        raise RequestRefused(_("The signature is missing."))
    if word is Word.CALL_BACK:
        last = request.calls.order_by("-pk").first()
        if last is None or last.outcome != Outcome.SATISFIED:
            raise RequestRefused(_("No call-back heard that the owner is satisfied."))


@transaction.atomic
def verify_request(*, request: ServiceRequest, actor: Any, at: datetime) -> ServiceRequest:
    """We have looked at the work ourselves and it is good; the owner still has the last word."""
    return move_request(request=request, to=S.VERIFIED, actor=actor, at=at)


@transaction.atomic
def call_back(
    *, request: ServiceRequest, outcome: Outcome, words: str = "", rating: int | None = None, actor: Any, at: datetime
) -> CallBack:
    """Note a call after the work (REPR-004). Satisfied closes what is not closed, dissatisfied reopens it for a second
    inspection (REPR-009), no answer counts. RequestRefused before the work is done, and for dissatisfied without words.
    """
    if request.stage not in {S.COMPLETED, S.VERIFIED, S.CLOSED}:
        raise RequestRefused(_("The work is not done yet; there is nothing to ask."))
    call = CallBack.objects.create(
        request=request, outcome=outcome, rating=_stars(rating) if rating is not None else None, words=words.strip(),
        user=actor, at=at,
    )  # fmt: skip
    if outcome is Outcome.NO_ANSWER:
        ServiceRequest.objects.filter(pk=request.pk).update(missed_calls=request.missed_calls + 1)
        request.missed_calls += 1
        note_deed(request, "call_missed", actor, at)
        return call
    note_deed(request, "call_back", actor, at, changes={"outcome": outcome.value})
    if outcome is Outcome.DISSATISFIED:
        reopen_request(request=request, reason=words, actor=actor, at=at)
    elif request.stage is not S.CLOSED:
        close_request(request=request, word=Word.CALL_BACK, actor=actor, at=at, rating=rating)
    elif rating is not None:
        rate_request(request=request, rating=rating, actor=actor, at=at)
    return call


@transaction.atomic
def give_up_calling(*, request: ServiceRequest, reason: str, actor: Any, at: datetime) -> ServiceRequest:
    """A supervisor closes what nobody can be asked about: after three calls without answer, with a reason (W19)."""
    if not has_role(actor, request.site, *SUPERVISORS, Roles.HEAD_OFFICE):
        raise RequestRefused(_("Only a supervisor closes what the owner has not confirmed."))
    if not may_give_up(request.missed_calls):
        raise RequestRefused(_("Call three times first."))
    if not reason.strip():
        raise RequestRefused(_("Say why."))
    event = RequestClosed(request.pk, Word.UNREACHED.value, None)
    move_request(
        request=request, to=S.CLOSED, actor=actor, at=at, reason=reason, event=event, word=Word.UNREACHED, closed_at=at
    )
    note_deed(request, "unreached", actor, at)
    settle_orders(request=request, actor=actor, at=at)
    return request


@transaction.atomic
def reopen_request(*, request: ServiceRequest, reason: str, actor: Any, at: datetime) -> ServiceRequest:
    """Not good: it is open again and counted, a second inspection is owed; from the second time the supervisor hears of it.

    Refused before the work is done. Anybody whom it was done for may say so at any time (FDSK-041)."""
    count = request.reopened_count + 1
    move_request(
        request=request, to=S.REOPENED, actor=actor, at=at, reason=reason, reopened_count=count, word="", closed_at=None,
        completed_at=None,
    )  # fmt: skip
    if tells_supervisor(count):
        notify(
            site=request.site, users=users_with_role(request.site, *SUPERVISORS, at=at), template="servicedesk.reopened",
            context={"number": request.number, "title": request.title, "count": count},
            link=reverse("servicedesk:request", args=[request.site.code, request.number]), urgent=True, at=at,
        )  # fmt: skip
    return request


@transaction.atomic
def inspect_again(*, request: ServiceRequest, words: str, actor: Any, at: datetime) -> None:
    """The second inspection after a reopening was made; `words` say what was found (REPR-009)."""
    if not words.strip():
        raise RequestRefused(_("Say what was found."))
    if request.stage not in {S.REOPENED, S.ACKNOWLEDGED, S.DISPATCHED, S.IN_PROGRESS, S.ON_HOLD}:
        raise RequestRefused(_("It is not open again."))
    note_deed(request, "inspect", actor, at, reason=words)


@transaction.atomic
def rate_request(*, request: ServiceRequest, rating: int, actor: Any, at: datetime) -> ServiceRequest:
    """One to five stars, once the work is done; a later word replaces an earlier one."""
    if request.stage not in {S.COMPLETED, S.VERIFIED, S.CLOSED}:
        raise RequestRefused(_("The work is not done yet; there is nothing to ask."))
    ServiceRequest.objects.filter(pk=request.pk).update(rating=_stars(rating))
    request.rating = rating
    note_deed(request, "rate", actor, at, changes={"rating": rating})
    return request


def _stars(rating: int) -> int:
    if not 1 <= rating <= 5:
        raise RequestRefused(_("A rating is one to five stars."))
    return rating
