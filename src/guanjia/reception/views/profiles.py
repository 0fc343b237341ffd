"""Guests of rank on file: the list, one of them, the board that welcomes who was here before."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.reception.actions.printing import welcome_pdf
from guanjia.reception.actions.profiles import PROFILE, set_profile
from guanjia.reception.forms.receptions import ProfileForm
from guanjia.reception.models import PartyGuest
from guanjia.reception.permissions import plans_receptions
from guanjia.reception.queries.profiles import on_file, visits_of
from guanjia.reception.views.common import crew_of, pdf, tried
from guanjia.reception.views.receptions import find

A_PAGE = 50


@require_page(plans_receptions)
def profiles(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who is on file, how often they were here and who looks after them. What they wish is not here."""
    words = request.GET.get("q", "").strip()[:60]
    rows = on_file(request.site)
    if words:
        rows = rows.filter(person__name__icontains=words)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    visits = visits_of(page.object_list)
    context = {
        "page": page,
        "q": words,
        "rows": [(row, *visits.get(row.pk, (0, None))) for row in page.object_list],
    }
    return render(request, "reception/profiles.html", context)


@require_page(plans_receptions)
def profile(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Mark, service scheme and butler of one guest, and the receptions they came with."""
    row, at = get_object_or_404(on_file(request.site), pk=pk), site_now(request.site)
    begun = {"marked": row.marked, "scheme": row.scheme, "by": row.butler_id}
    form = ProfileForm(request.POST or None, site=request.site, people=crew_of(request, at), initial=begun)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"marked": form.cleaned_data["marked"], "scheme": form.cleaned_data["scheme"]}
        if tried(
            request,
            lambda: set_profile(profile=row, butler=form.cleaned_data["by"], actor=request.user, at=at, **told),
            _("Kept."),
            form,
        ):
            return redirect("reception:profile", site_code, pk)
    came = PartyGuest.objects.filter(profile=row).select_related("reception").order_by("-reception__arrives_at")[:30]
    context = {"row": row, "form": form, "came": came, "history": timeline((PROFILE, row.pk))}
    return render(request, "reception/profile.html", context, status=422 if form.errors else 200)


@require_page(plans_receptions)
def welcome(request: HttpRequest, site_code: str, number: str, pk: int) -> HttpResponse:
    """The personal welcome board of a guest (VIPP-006)."""
    row = find(request, number)
    guest = get_object_or_404(PartyGuest.objects.select_related("profile__person"), pk=pk, reception=row)
    return pdf(welcome_pdf(row, guest), f"{row.number}-{guest.number}")
