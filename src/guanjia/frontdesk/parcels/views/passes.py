"""Gate passes: asked for at the counter, checked at the gate."""

import re
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.actions import passes as actions
from guanjia.frontdesk.parcels.forms import PassForm
from guanjia.frontdesk.parcels.models import GatePass
from guanjia.frontdesk.parcels.permissions import guards_gate, keeps_counter, sees_parcels
from guanjia.frontdesk.parcels.queries.passes import owners_of, pass_list
from guanjia.frontdesk.parcels.queries.recipients import recipient_by_key
from guanjia.frontdesk.parcels.rules.passes import PassState, holds
from guanjia.frontdesk.parcels.views.asking import (
    REFUSALS,
    add_refusal,
    as_choices,
    chosen,
    found_for,
    prefilled,
    said_of,
)
from guanjia.people.public import require_page

LINE = re.compile(r"^(?P<name>.*?)\s*(?:[x×*]\s*(?P<count>\d{1,4})\s*(?:件|个|台|箱|张|把)?)?$", re.IGNORECASE)


@require_GET
@require_page(sees_parcels)
def passes_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Passes that hold or wait; all on request."""
    show = "all" if request.GET.get("show") == "all" else "open"
    page = Paginator(pass_list(request.site, show=show), 50).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "keeps": keeps_counter(request.user, request.site)}
    return render(request, "parcels/passes.html", context)


@require_page(keeps_counter)
def pass_form(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody of a home wants to take goods out."""
    at = site_now(request.site)
    known = recipient_by_key(request.site, prefilled(request))
    if request.method != "POST":
        initial = {"choice": known.key, "recipient": known.unit.code} if known is not None else {}
        return _form(request, PassForm(found=as_choices([known]) if known is not None else [], initial=initial))
    found = found_for(request, request.POST.get("recipient", ""), at)
    form = PassForm(request.POST, found=as_choices(found))
    if not form.is_valid():
        return _form(request, form, 422)
    who = chosen(request, found)
    if who is None or who.person is None:
        if not found:
            form.add_error("recipient", _("Nobody on file fits. Write the unit, or put it on the list."))
        return _form(request, form, 422 if not found else 200)
    given = form.cleaned_data
    goods = actions.Goods(
        lines=goods_of(given["goods"]), vehicle_note=given["vehicle_note"],
        valid_until=at + timedelta(hours=given["hours"]),
    )  # fmt: skip
    try:
        row = actions.ask_for_pass(
            site=request.site, unit=who.unit, applicant=who.person, goods=goods, actor=request.user, at=at
        )
    except REFUSALS as refused:
        add_refusal(form, refused)
        return _form(request, form, 422)
    return redirect("parcels:pass", site_code, row.number)


@require_GET
@require_page(sees_parcels)
def pass_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One pass: the goods to compare, whether it holds, who agreed."""
    row, at = _find(request, number), site_now(request.site)
    context = {
        "row": row,
        "holds": row.stage is PassState.APPROVED and holds(row.valid_from, row.valid_until, at),
        "owners": owners_of(row, at) if row.stage is PassState.REQUESTED else [],
        "history": timeline((actions.PASS, row.pk)),
        "keeps": keeps_counter(request.user, request.site),
        "guards": guards_gate(request.user, request.site),
        "open": row.stage in {PassState.REQUESTED, PassState.APPROVED},
    }
    return render(request, "parcels/pass.html", context)


@require_POST
@require_page(guards_gate)
def gate(request: HttpRequest, site_code: str) -> HttpResponse:
    """The gate scans a pass, or types its number."""
    code = request.POST.get("code", "").strip()[:64]
    rows = GatePass.objects.filter(site=request.site)
    row = rows.filter(token=code.lower()).first() or rows.filter(number=code.upper()).first()
    if row is None:
        messages.error(request, _("No pass has this code. The goods stay."))
        return redirect("parcels:passes", site_code)
    return redirect("parcels:pass", site_code, row.number)


@require_POST
@require_page(guards_gate)
def pass_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """The owner agrees or not; the gate lets the goods out; the pass is not needed."""
    row, at, given = _find(request, number), site_now(request.site), request.POST
    reason = given.get("reason", "").strip()[:300]
    common = {"gate_pass": row, "actor": request.user, "at": at}
    try:
        if verb == "consent":
            owner = next((each for each in owners_of(row, at) if str(each.pk) == given.get("owner")), None)
            if owner is None:
                raise Http404
            actions.consent(owner=owner, how=given.get("how", "").strip()[:80], **common)
        elif verb == "refuse":
            actions.refuse_pass(reason=reason, **common)
        elif verb == "use":
            actions.use_pass(**common)
        elif verb == "cancel":
            actions.cancel_pass(reason=reason, **common)
        else:
            raise Http404
    except REFUSALS as refused:
        messages.error(request, said_of(refused))
    return redirect("parcels:pass", site_code, number)


def goods_of(text: str) -> list[tuple[str, int]]:
    """The lines of goods: "sofa x 2", "沙发×2"; without a count it is one."""
    found = [LINE.match(line.strip()) for line in text.splitlines() if line.strip()]
    return [(match["name"], int(match["count"] or 1)) for match in found if match is not None]


def _form(request: HttpRequest, form: PassForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "title": _("Gate pass for goods"), "button": _("Make the pass"), "back": "parcels:passes"}
    return render(request, "parcels/form.html", context, status=status)


def _find(request: HttpRequest, number: str) -> GatePass:
    rows = GatePass.objects.select_related("site", "unit", "applicant", "consent_by")
    return get_object_or_404(rows, site=request.site, number=number)
