"""The scheme: rooms compared, one drawn, its budget, the client's word."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.approval import accept_scheme
from guanjia.conference.actions.scheme import draw_scheme, offer_scheme, release_hold, write_budget
from guanjia.conference.forms.scheme import LineSet, PricingForm, SchemeForm, lines_of
from guanjia.conference.forms.times import times_of
from guanjia.conference.models import Event, Intake, Pricing, Scheme, SchemeState
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.queries.money import budget_rows, yuan
from guanjia.conference.queries.schemes import Offer, budget_of, layouts_of, offers
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.views.guests import event_of
from guanjia.conference.views.intake import TOLD, client_address, keep_link, shown_link
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.places.public import SlotTaken
from guanjia.ui.errors import conflict


@require_page(can_see_conferences, write=can_plan)
def scheme(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Rooms compared by the six criteria and the scheme; a POST draws it. A stale save gets both versions."""
    event = event_of(request, ref)
    last = _last(event)
    if request.method != "POST":
        return _page(request, event, last)
    form = SchemeForm(request.POST, site=request.site, initial=_initial(event, last))
    if form.is_valid():
        rev = form.cleaned_data["rev"]
        try:
            draw_scheme(event=event, plan=form.plan(), rev=rev, actor=request.user, at=site_now(request.site))
            return redirect("conference:scheme", site_code, ref)
        except Stale:
            newest = _last(event)
            by = str(newest.made_by) if newest and newest.made_by else ""
            return conflict(
                request, form, _initial(event, newest), rev=newest.rev if newest else 0, other=by, cancel=request.path
            )
        except SecretRefused as secret:
            messages.error(request, str(secret))
            return redirect("conference:scheme", site_code, ref)
        except SlotTaken as taken:
            form.add_error("room", str(taken))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    return _page(request, event, last, form=form)


@require_POST
@require_page(can_plan)
def budget(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Save the lines of the budget."""
    event = event_of(request, ref)
    last = _last(event)
    if last is None:
        raise Http404
    lines, pricing = LineSet(request.POST, prefix="line"), PricingForm(request.POST)
    if lines.is_valid() and pricing.is_valid():
        data = pricing.cleaned_data
        try:
            write_budget(
                scheme_id=last.pk,
                rev=data["rev"],
                lines=[line for each in lines if (line := each.line()) is not None],
                pricing=Pricing(data["pricing"]),
                charge_percent=data["charge_percent"],
                actor=request.user,
                at=site_now(request.site),
            )
            return redirect("conference:scheme", site_code, ref)
        except SecretRefused as secret:
            messages.error(request, str(secret))
            return redirect("conference:scheme", site_code, ref)
        except (Refused, Stale) as refused:
            messages.error(request, str(refused))
    return _page(request, event, last, lines=lines, pricing=pricing, status=422)


@require_POST
@require_page(can_plan)
def act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """Offer it to the client, note the signed paper, or let the held room go."""
    event = event_of(request, ref)
    last = get_object_or_404(Scheme.objects.select_related("event__site", "room"), pk=getattr(_last(event), "pk", 0))
    now = site_now(request.site)
    try:
        if verb == "offer":
            token = offer_scheme(scheme_id=last.pk, actor=request.user, at=now)
            keep_link(request, client_address(request, token))
        elif verb == "accept":
            reason = request.POST.get("reason", "").strip()
            if not reason:
                raise Refused("reason", _("Write down which signed paper you have seen."))
            accept_scheme(scheme=last, actor=request.user, at=now, reason=reason)
            return redirect("conference:event", site_code, ref)
        elif verb == "release":
            release_hold(scheme_id=last.pk, actor=request.user, at=now)
        else:
            raise Http404
    except TOLD as refused:
        messages.error(request, str(refused))
    return redirect("conference:scheme", site_code, ref)


def _last(event: Event) -> Scheme | None:
    rows = Scheme.objects.filter(event=event).select_related("room", "made_by", "site")
    return rows.order_by("-number").first()


def _initial(event: Event, last: Scheme | None) -> dict[str, Any]:
    """The scheme as it stands by field name; before the first one what was asked for."""
    if last is not None:
        found = {"room": last.room_id, "style": last.style, "headcount": last.headcount, "note": last.note}
        found |= times_of(event.site, last.starts_at, last.ends_at) | last.weather | last.parking
        rev = last.rev if last.stage is SchemeState.DRAFT else None
        return found | {"menu": "\n".join(last.menu), "rev": rev}
    intake = Intake.objects.filter(event=event).first()
    found = {"headcount": event.expected_count, "style": layouts_of(event, event.expected_count)[0].style.value}
    if intake and intake.wished_from and intake.wished_until:
        found |= times_of(event.site, intake.wished_from, intake.wished_until)
    return found


def _compared(event: Event, last: Scheme | None) -> list[Offer]:
    intake = Intake.objects.filter(event=event).first()
    start = last.starts_at if last else (intake.wished_from if intake else None)
    end = last.ends_at if last else (intake.wished_until if intake else None)
    heads = last.headcount if last else event.expected_count
    if start is None or end is None:
        return []
    styles = [proposal.style.value for proposal in layouts_of(event, heads)]
    return offers(event=event, starts_at=start, ends_at=end, headcount=heads, styles=styles, held=last)


def _page(
    request: HttpRequest,
    event: Event,
    last: Scheme | None,
    *,
    form: SchemeForm | None = None,
    lines: Any = None,
    pricing: PricingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = _initial(event, last)
    chosen = {name: request.GET[name] for name in ("room", "style") if name in request.GET}
    view = budget_of(last) if last else None
    context = {
        "event": event,
        "scheme": last,
        "form": form or SchemeForm(site=request.site, initial=initial | chosen),
        "offers": _compared(event, last),
        "layouts": layouts_of(event, initial["headcount"]),
        "budget": view,
        "rows": budget_rows(view) if view else [],
        "total": yuan(view.total_fen) if view else "",
        "charged": yuan(view.charged_fen) if view else "",
        "over_limit": yuan(view.over_limit_fen) if view and view.over_limit_fen else "",
        "lines": lines or (LineSet(initial=lines_of(last), prefix="line") if last else None),
        "pricing": pricing or (PricingForm(initial=_pricing(last)) if last else None),
        "can_plan": can_plan(request.user, request.site),
        "draft": last is not None and last.stage is SchemeState.DRAFT,
        "offered": last is not None and last.stage is SchemeState.OFFERED,
        "drawable": event.state in {"needs_confirmed", "scheme"},
        "breaks": [(parse_datetime(each["starts_at"]), each["minutes"]) for each in last.breaks] if last else [],
        "link": shown_link(request),
    }
    broken = status != 200 or (form is not None and form.errors)
    return render(request, "conference/scheme/scheme.html", context, status=422 if broken else 200)


def _pricing(last: Scheme) -> dict[str, Any]:
    return {"pricing": last.pricing, "charge_percent": last.charge_percent, "rev": last.rev}
