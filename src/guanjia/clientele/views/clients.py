"""Clients, and the profile of one."""

import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.clientele.actions.clients import CLIENT, forget_preference, tell_preference
from guanjia.clientele.actions.points import refuse_official, spend
from guanjia.clientele.actions.referrals import code_for
from guanjia.clientele.forms.clients import PreferenceForm, SpendForm
from guanjia.clientele.forms.reviews import PeriodForm
from guanjia.clientele.models import PointAccount, Preference
from guanjia.clientele.permissions import keeps_clients, sees_clients, sees_numbers
from guanjia.clientele.queries.clients import clients_of, meetings_of, profile_of
from guanjia.clientele.queries.numbers import MEANT, NAMES, numbers_of, rows_of
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.views.common import client_of, is_chinese, pressed, tried
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import Organisation, require_page

A_PAGE = 50
YEAR = 365


@require_page(sees_clients)
def clients(request: HttpRequest, site_code: str) -> HttpResponse:
    """The clients of the site with their meetings."""
    words = request.GET.get("q", "").strip()[:80]
    page = Paginator(clients_of(request.site, words), A_PAGE).get_page(request.GET.get("page"))
    ids = [client.pk for client in page]
    held = meetings_of(request.site, ids)
    points = dict(
        PointAccount.objects.filter(site=request.site, organisation__in=ids).values_list("organisation", "balance")
    )
    rows = [(client, held[client.pk], points.get(client.pk, 0)) for client in page]
    return render(request, "clientele/clients.html", {"rows": rows, "page": page, "words": words})


def _barred(request: HttpRequest, client: Organisation) -> str:
    try:
        refuse_official(site=request.site, organisation=client, event=None, at=site_now(request.site))
    except ClienteleRefused as refused:
        return refused.message
    return ""


def _page(request: HttpRequest, client: Organisation, **forms: Any) -> HttpResponse:
    account = PointAccount.objects.filter(site=request.site, organisation=client).first()
    context = {
        "client": client,
        "profile": profile_of(request.site, client),
        "entries": account.entries.select_related("event", "by").order_by("-at", "-pk")[:A_PAGE] if account else (),
        "barred": _barred(request, client),
        "keeps": keeps_clients(request.user, request.site),
        "form": PreferenceForm(client=client),
        "spend_form": SpendForm(chinese=is_chinese(), initial={"key": secrets.token_urlsafe(12)}),
        "history": timeline((CLIENT, client.pk), limit=30),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "clientele/client.html", context | forms, status=status)


@require_page(sees_clients)
def client(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """What a client likes, has had, said and earned."""
    return _page(request, client_of(request, pk))


@require_POST
@require_page(keeps_clients)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Note a preference, spend points, make the referral code. 422 keeps what was typed."""
    found, who = client_of(request, pk), {"actor": request.user, "at": site_now(request.site)}
    if verb == "tell":
        form = PreferenceForm(request.POST, client=found)
        if form.is_valid() and tried(
            form, lambda: tell_preference(site=request.site, client=found, event=None, **form.cleaned_data, **who)
        ):
            return redirect("clientele:client", site_code, pk)
        return _page(request, found, form=form)
    if verb == "spend":
        spends = SpendForm(request.POST, chinese=is_chinese())
        if spends.is_valid():
            data = spends.cleaned_data | {"key": f"spend:{spends.cleaned_data['key']}"}
            if tried(spends, lambda: spend(site=request.site, organisation=found, **data, **who)):
                return redirect("clientele:client", site_code, pk)
        return _page(request, found, spend_form=spends)
    if verb == "code":
        pressed(request, lambda: code_for(site=request.site, organisation=found, **who))
        return redirect("clientele:client", site_code, pk)
    raise Http404


@require_POST
@require_page(keeps_clients)
def forget(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Erase one thing a client told."""
    rows = Preference.objects.select_related("site", "contact")
    found = get_object_or_404(rows, pk=pk, site=request.site)
    deed = {"preference": found, "actor": request.user, "at": site_now(request.site)}
    client_id = found.organisation_id
    pressed(request, lambda: forget_preference(**deed), _("Erased."))
    return redirect("clientele:client", site_code, client_id)


@require_page(sees_numbers)
def numbers(request: HttpRequest, site_code: str) -> HttpResponse:
    """How many come again, are sent by others, had nothing to complain of; `rate` and `part` list the meetings behind one."""
    today = local(request.site, site_now(request.site)).date()
    given = request.GET if "since" in request.GET else None
    first = {"since": today.replace(year=today.year - 1, day=1), "until": today}
    form = PeriodForm(given, initial=first)
    if given is not None and not form.is_valid():
        return render(request, "clientele/numbers.html", {"form": form}, status=422)
    period = form.cleaned_data if given is not None else first
    found = numbers_of(request.site, period["since"], period["until"])
    name, part = request.GET.get("rate", ""), request.GET.get("part", "")
    rows = []
    if name in found.rates:
        rate = found.rates[name]
        rows = rows_of(request.site, rate.hits if part == "hits" else rate.of)
    context = {
        "form": form,
        "period": period,
        "numbers": found,
        "rates": [(code, rate, MEANT[code], NAMES[code]) for code, rate in found.rates.items()],
        "asked": name if name in found.rates else "",
        "rows": rows,
    }
    return render(request, "clientele/numbers.html", context)
