"""The map without barriers, one of its facilities, the guidance cards, the needs of people."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import seen_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.access import (
    FACILITY,
    add_facility,
    forget_need,
    lend_wheelchair,
    note_need,
    open_again,
    report_blocked,
    take_wheelchair_back,
)
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.forms.access import BackForm, BlockForm, FacilityForm, LendForm, NeedForm
from guanjia.frontdesk.visitors.models import Facility
from guanjia.frontdesk.visitors.permissions import helps_access, keeps_gates, sees_visits
from guanjia.frontdesk.visitors.queries.visits import needs_of
from guanjia.frontdesk.visitors.rules.access import ASK_FIRST, GUIDANCE, FacilityKind, FacilityState
from guanjia.people.public import is_auditor, require_page

PAGE, ONE = "visitors/access.html", "visitors/facility.html"


@require_page(sees_visits, write=keeps_gates)
def access_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Facilities by kind with what is blocked or lent, and the cards how to help."""
    form = FacilityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kind, at = FacilityKind(given["kind"]), site_now(request.site)
        who = {"actor": request.user, "at": at}
        try:
            made = add_facility(site=request.site, kind=kind, name=given["name"], where=given["where"], **who)
        except VisitRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("visitors:facility", site_code, made.pk)
    context = {
        "facilities": Facility.objects.filter(site=request.site).select_related("loanable__out_item"),
        "form": form,
        "keeps": keeps_gates(request.user, request.site),
        "ask_first": str(ASK_FIRST),
        "cards": list(GUIDANCE.items()),
    }
    return render(request, PAGE, context, status=422 if form.errors else 200)


@require_page(sees_visits)
def facility_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One facility: can it be used, what is in the way, who has it; the one next step on top."""
    return _one(request, _facility(request, pk))


def _one(request: HttpRequest, facility: Facility, **forms: Any) -> HttpResponse:
    item = facility.loanable.out_item if facility.loanable is not None else None
    context = {
        "facility": facility,
        "item": item,
        "lends": facility.kind_enum is FacilityKind.WHEELCHAIR
        and item is None
        and facility.stage is FacilityState.OPEN,
        "helps": helps_access(request.user, request.site) and not is_auditor(request.user, request.site),
        "block_form": BlockForm(),
        "lend_form": LendForm(),
        "back_form": BackForm(),
        "history": timeline((FACILITY, facility.pk)),
    }
    status = 422 if forms else 200
    return render(request, ONE, context | forms, status=status)


@require_POST
@require_page(helps_access)
def facility_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Blocked, open again, lend, back. A blockage opens an urgent work order; what was typed stays on the page."""
    facility, at = _facility(request, pk), site_now(request.site)
    forms = {"block": ("block_form", BlockForm), "lend": ("lend_form", LendForm), "back": ("back_form", BackForm)}
    if verb == "free":
        open_again(facility=facility, actor=request.user, at=at)
        messages.success(request, _("It is open again."))
        return redirect("visitors:facility", site_code, pk)
    if verb not in forms:
        raise Http404
    name, kind = forms[verb]
    form = kind(request.POST)
    if form.is_valid():
        try:
            messages.success(request, _do(facility, verb, form.cleaned_data, request, at))
        except (VisitRefused, SecretRefused) as refused:
            field = getattr(refused, "field", "")
            form.add_error(field if field in form.fields else None, str(refused))
        else:
            return redirect("visitors:facility", site_code, pk)
    return _one(request, facility, **{name: form})


def _do(facility: Facility, verb: str, given: dict[str, Any], request: HttpRequest, at: datetime) -> str:
    who = {"actor": request.user, "at": at}
    if verb == "block":
        blocked = report_blocked(facility=facility, what=given["what"], **who)
        return _("Work order %(number)s is open.") % {"number": blocked.order_number}
    if verb == "lend":
        item = lend_wheelchair(facility=facility, keeper=request.user, at=at, **given)
        return _("Lent, %(number)s. It is back within four hours.") % {"number": item.number}
    take_wheelchair_back(facility=facility, **given, **who)
    return _("It is back.")


@require_page(helps_access)
def needs_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Note what help a person wants, with their consent, or forget it again; `person` is from the visit or the card."""
    given = request.POST if request.method == "POST" else request.GET
    pk = given.get("person", "")
    person = get_object_or_404(seen_by(request.site), pk=pk) if pk.isdecimal() else None
    if person is None:
        raise Http404
    back, at = given.get("visit", "")[:32], site_now(request.site)
    known = needs_of(request.site, person.pk)
    initial = {"needs": known.needs, "note": known.note} if known is not None else {}
    form = NeedForm(request.POST or None, initial=initial)
    if request.method == "POST" and _noted(request, form, person, at):
        return redirect("visitors:visit", site_code, back) if back else redirect("visitors:access", site_code)
    context = {
        "person": person,
        "visit_number": back,
        "known": known,
        "form": form,
        "ask_first": str(ASK_FIRST),
        "cards": list(GUIDANCE.items()),
    }
    return render(request, "visitors/needs.html", context, status=422 if form.errors else 200)


def _noted(request: HttpRequest, form: NeedForm, person: Any, at: datetime) -> bool:
    who = {"site": request.site, "person": person, "actor": request.user, "at": at}
    if request.POST.get("verb") == "forget":
        forget_need(**who)
        return True
    if not form.is_valid():
        return False
    try:
        note_need(needs=form.chosen(), note=form.cleaned_data["note"], agreed=form.cleaned_data["agreed"], **who)
    except (VisitRefused, SecretRefused) as refused:
        field = getattr(refused, "field", "note")
        form.add_error(field if field in form.fields else None, str(refused))
        return False
    return True


def _facility(request: HttpRequest, pk: int) -> Facility:
    rows = Facility.objects.select_related("site", "loanable__out_item")
    return get_object_or_404(rows, site=request.site, pk=pk)
