"""Call-backs at a desk: the list, one call, the month's sample that an auditor can draw again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.care.actions import calling
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.actions.sampling import draw_sample, frozen_frame, redraw
from guanjia.care.forms import RateForm
from guanjia.care.models import CallBack, Sample
from guanjia.care.permissions import cares, leads
from guanjia.care.queries.lists import calls, groups_of, samples
from guanjia.care.rules.calls import CallSource, CallState, may_give_up
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import masked, reveal
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, setting, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, require_page


@require_GET
@require_page(cares)
def calls_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom to call, those who come first on top; the samples beside it."""
    show, source = request.GET.get("show") or "open", request.GET.get("source", "")
    at = site_now(request.site)
    month = f"{local(request.site, at):%Y-%m}"
    known = list(samples(request.site)[:12])
    context = {
        "page": Paginator(calls(request.site, show=show, source=source), 50).get_page(request.GET.get("page")),
        "samples": known,
        "month": month,
        "undrawn": month not in {each.month for each in known},
        "show": show,
        "source": source,
        "sources": list(CallSource),
        "target": setting(request.site, "care.target_percent"),
        "leads": leads(request.user, request.site),
    }
    return render(request, "care/calls.html", context)


@require_POST
@require_page(leads)
def draw_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Draw this month's sample now instead of waiting for the first of the next."""
    at = site_now(request.site)
    sample = draw_sample(site=request.site, month=f"{local(request.site, at):%Y-%m}", actor=request.user, at=at)
    return redirect("care:sample", site_code, sample.month)


@require_GET
@require_page(cares)
def sample_page(request: HttpRequest, site_code: str, month: str) -> HttpResponse:
    """One sample: results by group, who stayed out and why, and the proof that it can be drawn again."""
    sample = get_object_or_404(Sample.objects.select_related("site"), site=request.site, month=month)
    again, whole = redraw(sample)
    drawn = [f"sample:{month}:{each.code}"[:120] for each in again]
    frame = frozen_frame(sample)
    context = {
        "sample": sample,
        "groups": groups_of(sample),
        "frame": len(frame),
        "excluded": [each for each in frame if each.excluded],
        "page": Paginator(sample.calls.select_related("unit", "person").order_by("-first", "pk"), 50).get_page(
            request.GET.get("page")
        ),
        "proven": whole and set(sample.calls.values_list("source_key", flat=True)) == set(drawn),
    }
    return render(request, "care/sample.html", context)


@require_GET
@require_page(cares)
def call_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One call with its next step."""
    return _page(request, _find(request, pk), RateForm())


def _find(request: HttpRequest, pk: int) -> CallBack:
    rows = CallBack.objects.select_related("site", "unit", "person", "caller", "order", "sample__site")
    return get_object_or_404(rows, site=request.site, pk=pk)


def _page(request: HttpRequest, call: CallBack, form: RateForm, status: int = 200, phone: str = "") -> HttpResponse:
    hidden = masked([call.person]).get(call.person.pk, {}).get("phone", []) if call.person is not None else []
    context = {
        "call": call,
        "form": form,
        "phone": phone or ", ".join(hidden),
        "history": timeline((calling.CALL, call.pk)),
        "gives_up": call.stage is CallState.NO_ANSWER and may_give_up(call.tries),
        "writes": not is_auditor(request.user, request.site),
    }
    return render(request, "care/call.html", context, status=status)


SIMPLE = {
    "reach": calling.reach, "miss": calling.miss, "give_up": calling.give_up, "mend": calling.mend, "opt_out": calling.opt_out,
}  # fmt: skip


@require_POST
@require_page(cares)
def call_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Call, reach, miss, rate, mend, give up; the number is shown to whoever calls, and that is logged."""
    call = _find(request, pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    form = RateForm(request.POST) if verb == "rate" else RateForm()
    if verb not in {*SIMPLE, "rate", "call"}:
        raise Http404
    if verb == "rate" and not form.is_valid():
        return _page(request, call, form, 422)
    try:
        if verb == "call":
            calling.call(call=call, **who)
            numbers = (
                reveal(call.person, "phone", site=request.site, reason=_("Call-back"), **who) if call.person else []
            )
            return _page(request, call, form, phone=", ".join(numbers))
        if verb == "rate":
            calling.rate(call=call, **form.cleaned_data, **who)
        else:
            SIMPLE[verb](call=call, **who)
    except MoveRefused:
        messages.error(request, _("The call has moved on meanwhile; look again."))
    except (CareRefused, SecretRefused) as refused:
        if verb == "rate":
            form.add_error(None, str(refused))
            return _page(request, _find(request, pk), form, 422)
        messages.error(request, str(refused))
    call.refresh_from_db()
    return redirect("care:call", site_code, pk) if call.is_open else redirect("care:calls", site_code)
