"""The call log (W14)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import find_sharers, seen_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now, to_utc
from guanjia.frontdesk.desk.actions import calls as deeds
from guanjia.frontdesk.desk.actions.keeping import CALL, DeskRefused
from guanjia.frontdesk.desk.actions.recording import record_sheet
from guanjia.frontdesk.desk.actions.ringing import answer_call, hang_up, name_caller, take_call
from guanjia.frontdesk.desk.forms import CallForm, PromiseForm, TransferForm
from guanjia.frontdesk.desk.models import Call
from guanjia.frontdesk.desk.permissions import sees_cases, stands_at_desk
from guanjia.frontdesk.desk.queries.card import find_card, today
from guanjia.frontdesk.desk.queries.lists import calls, show_phones
from guanjia.frontdesk.desk.queries.machines import machine_of
from guanjia.frontdesk.desk.rules.calls import CallState
from guanjia.frontdesk.desk.rules.urgent import urgent_word
from guanjia.frontdesk.desk.views.desk import card_of
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import can_write, require_page


@require_GET
@require_page(stands_at_desk)
def call_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Calls of the site, open ones unless asked for others."""
    show, words = request.GET.get("show") or "open", request.GET.get("q", "").strip()[:80]
    page = Paginator(calls(request.site, show=show, words=words), 50).get_page(request.GET.get("page"))
    show_phones(page.object_list)
    context = {"page": page, "states": list(CallState), "show": show, "q": words}
    return render(request, "desk/calls.html", context)


@require_POST
@require_page(stands_at_desk)
def new_call(request: HttpRequest, site_code: str) -> HttpResponse:
    """A call that the telephone system did not announce, picked up now."""
    phone = request.POST.get("phone", "")[:30]
    machine = machine_of(request)
    call = take_call(
        site=request.site,
        phone=phone,
        actor=request.user,
        at=site_now(request.site),
        machine=machine,
        extension=machine.extension if machine else "",
    )
    return redirect("desk:call", site_code, call.number)


def find_call(request: HttpRequest, number: str) -> Call:
    """The call of this site, or 404."""
    rows = Call.objects.select_related("site__company", "caller", "unit", "answered_by", "to_user")
    return get_object_or_404(rows, site=request.site, number=number)


@require_GET
@require_page(sees_cases)
def call_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One call: who, the four fields, the next step, its duties, its history. Whoever it was put through to reads it."""
    return _page(request, find_call(request, number))


def _page(request: HttpRequest, call: Call, form: Any = None, name: str = "", status: int = 200) -> HttpResponse:
    site, at = request.site, site_now(request.site)
    forms: dict[str, Any] = {
        "form": CallForm(initial=_known(call), site=site),
        "transfer": TransferForm(site=site, at=at, auto_id="transfer_%s"),
        "promise": PromiseForm(auto_id="promise_%s"),
    }
    if form is not None:
        forms[name] = form
    person, unit = call.caller_id or 0, call.unit_id or 0
    show_phones([call])
    card = None
    if person or unit:
        card = find_card(site, person_id=person, unit_id=0 if person else unit, on=today(site, at))
    at_desk = stands_at_desk(request.user, site)
    context = forms | (card_of(request, card) if at_desk else {"card": card})
    context |= {
        "call": call,
        "sharers": find_sharers(site, call.caller) if call.caller is not None and call.is_open else [],
        "duties": duties_of(CALL, call.pk),
        "history": timeline((CALL, call.pk)),
        "works": at_desk and can_write(request.user, site),
        "S": CallState.__members__,
    }
    return render(request, "desk/call.html", context, status=status)


def _known(call: Call) -> dict[str, Any]:
    name = call.caller_name or (call.caller.name if call.caller and call.caller.name != _("Unknown caller") else "")
    unit = call.unit.code if call.unit else ""
    return {"caller_name": name, "unit": unit, "content": call.content, "handling": call.handling}


@require_POST
@require_page(stands_at_desk)
def call_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Do the next thing with the call; a refusal keeps what was typed (422) or is told in words."""
    call, act = find_call(request, number), ACTS.get(verb)
    if act is None:
        raise Http404
    try:
        answer = act(request, call, site_now(request.site))
    except MoveRefused:
        messages.error(request, _("The call has moved on meanwhile; look again."))
    except (DeskRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
        if verb == "write_down":
            call.refresh_from_db()
            return _page(request, call, CallForm(request.POST, site=request.site), "form", 422)
    else:
        if answer is not None:
            return answer
    return redirect("desk:call", site_code, number)


def _write_down(request: HttpRequest, call: Call, at: datetime) -> HttpResponse | None:
    form = CallForm(request.POST, site=request.site)
    if not form.is_valid():
        return _page(request, call, form, "form", 422)
    given = form.cleaned_data
    record = deeds.CallRecord(
        caller_name=given["caller_name"],
        content=given["content"],
        handling=given["handling"],
        phone=given["phone"],
        unit_id=given["unit"],
    )
    deeds.write_down(call=call, record=record, actor=request.user, at=at, machine=machine_of(request))
    return None


def _transfer(request: HttpRequest, call: Call, at: datetime) -> HttpResponse | None:
    form = TransferForm(request.POST, site=request.site, at=at, auto_id="transfer_%s")
    if not form.is_valid():
        return _page(request, call, form, "transfer", 422)
    deeds.transfer_call(call=call, **form.cleaned_data, actor=request.user, at=at, machine=machine_of(request))
    return None


def _promise(request: HttpRequest, call: Call, at: datetime) -> HttpResponse | None:
    form = PromiseForm(request.POST, auto_id="promise_%s")
    if not form.is_valid():
        return _page(request, call, form, "promise", 422)
    by = to_utc(request.site, form.cleaned_data["by"].replace(tzinfo=None))
    process = form.cleaned_data["process"]
    try:
        deeds.promise_call_back(
            call=call, by=by, process=process, actor=request.user, at=at, machine=machine_of(request)
        )
    except DeskRefused as refused:
        form.add_error("by", str(refused))
        return _page(request, call, form, "promise", 422)
    return None


def _flag(request: HttpRequest, call: Call, at: datetime) -> HttpResponse:
    """What is being typed: an urgent word is told at once, before anything is saved."""
    word = deeds.flag_urgent(call=call, text=request.POST.get("content", "")[:2000], actor=request.user, at=at)
    found = urgent_word(word)
    return JsonResponse({"word": word, "meaning": found[1] if found else ""})


def _plain(deed: Callable[..., Call], **more: Callable[[HttpRequest], Any]) -> Callable[..., None]:
    def act(request: HttpRequest, call: Call, at: datetime) -> None:
        extra = {name: read(request) for name, read in more.items()}
        deed(call=call, actor=request.user, at=at, machine=machine_of(request), **extra)

    return act


def _missed(request: HttpRequest, call: Call, at: datetime) -> None:
    hang_up(call=call, at=at, actor=request.user)


def _name_caller(request: HttpRequest, call: Call, at: datetime) -> None:
    chosen = request.POST.get("person", "")
    person = seen_by(request.site).filter(pk=typed.number(chosen)).first()
    if person is None:
        raise Http404
    name_caller(call=call, person=person, actor=request.user, at=at, machine=machine_of(request))


def _sheet(request: HttpRequest, call: Call, at: datetime) -> HttpResponse:
    """The telephone record as a numbered form in the archive (TMPL-024), to be signed and printed there."""
    return redirect("papers:sheet", request.site.code, record_sheet(call=call, actor=request.user, at=at).number)


def _ticked(name: str) -> Callable[[HttpRequest], bool]:
    return lambda request: bool(request.POST.get(name))


ACTS: dict[str, Callable[..., HttpResponse | None]] = {
    "answer": _plain(answer_call),
    "name": _name_caller,
    "miss": _missed,
    "flag": _flag,
    "write_down": _write_down,
    "transfer": _transfer,
    "put_through": _plain(deeds.put_through),
    "take_back": _plain(deeds.take_back),
    "promise": _promise,
    "call_back": _plain(deeds.call_back, reached=_ticked("reached")),
    "solve": _plain(deeds.solve_call, handling=lambda request: request.POST.get("handling", "")[:1000]),
    "sheet": _sheet,
    "close": _plain(deeds.close_call, repeated=_ticked("repeated"), no_more_needs=_ticked("no_more_needs")),
}
