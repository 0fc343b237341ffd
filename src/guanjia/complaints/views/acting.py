"""One step on a complaint: the form of its deed, the action, back to the page; refused ones keep what was typed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.complaints.actions import filing, grave, handling
from guanjia.complaints.actions.moving import amend
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import Complaint
from guanjia.complaints.permissions import works
from guanjia.complaints.rules.deeds import WORDS
from guanjia.complaints.views.finding import find_complaint, utc
from guanjia.complaints.views.page import complaint_context, form_of, may_do
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page

Do = Callable[..., object]


def _facts(complaint: Complaint, **typed: Any) -> object:
    at, happened = typed["at"], typed["happened_at"]
    if happened is not None and happened > at:
        raise ComplaintRefused(_("This lies in the future."), ["happened_at"])
    return amend(complaint=complaint, verb="facts", **typed)


def _questions(complaint: Complaint, actor: Any, at: datetime, **answers: str) -> object:
    return amend(complaint=complaint, verb="questions", actor=actor, at=at, answers=answers)


def _hear(satisfied: bool) -> Do:
    def hear(complaint: Complaint, **typed: Any) -> object:
        return handling.hear_back(complaint=complaint, satisfied=satisfied, **typed)

    return hear


def _decide(yes: bool) -> Do:
    def decide(complaint: Complaint, **typed: Any) -> object:
        return filing.decide_compensation(complaint=complaint, yes=yes, **typed)

    return decide


DO: dict[str, Do] = {
    "facts": _facts, "ask": handling.ask_details, "classify": handling.classify, "handle": handling.handle,
    "appoint": handling.appoint, "pass_on": handling.pass_on, "accept": handling.accept_department, "disown": handling.disown,
    "questions": _questions, "answer": handling.answer, "satisfied": _hear(True), "unsatisfied": _hear(False),
    "refer": handling.refer, "dismiss": handling.dismiss, "withdraw": handling.withdraw, "reopen": handling.reopen,
    "file": filing.file_complaint, "remedy": filing.tick_remedy, "make_major": grave.make_major, "take_note": grave.take_note,
    "declare_crisis": grave.declare_crisis, "compensate": filing.propose_compensation, "approve_compensation": _decide(True),
    "refuse_compensation": _decide(False), "pay_compensation": filing.hand_over_compensation,
}  # fmt: skip
assert DO.keys() == WORDS.keys(), "every deed has its words"


@require_POST
@require_page(works)
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Do one deed; a refusal is told beside its form, with what was typed."""
    complaint, at = find_complaint(request, number), site_now(request.site)
    if verb not in DO:
        raise Http404
    if not may_do(verb, request.user, request.site):
        raise PermissionDenied
    form = form_of(complaint, verb, request.POST)
    if form is not None and not form.is_valid():
        return _again(request, number, verb, form)
    typed = {
        name: utc(request, value) if isinstance(value, datetime) else value
        for name, value in (form.cleaned_data if form else {}).items()
    }
    try:
        DO[verb](complaint=complaint, actor=request.user, at=at, **typed)
    except MoveRefused:
        messages.error(request, _("The complaint has moved on meanwhile; look again."))
    except (ComplaintRefused, SecretRefused) as refused:
        if form is None:
            messages.error(request, str(refused))
        else:
            form.add_error(None, str(refused))
            return _again(request, number, verb, form)
    return redirect("complaints:complaint", site_code, number)


def _again(request: HttpRequest, number: str, verb: str, form: Any) -> HttpResponse:
    context = complaint_context(request, number, refused=verb, bound=form)
    return render(request, "complaints/complaint.html", context, status=422)
