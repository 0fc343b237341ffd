"""Stocks of the epidemic desk with their minimum and what moved (EPID-003, EPID-006)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.epidemic import add_supply, move_supply
from guanjia.frontdesk.visitors.forms.epidemic import SupplyForm, SupplyMoveForm
from guanjia.frontdesk.visitors.models import Supply, SupplyMove
from guanjia.frontdesk.visitors.permissions import keeps_supplies
from guanjia.frontdesk.visitors.rules.epidemic import SupplyClass
from guanjia.frontdesk.visitors.views.epidemic.desk import LINES, reads_desk, show, tried
from guanjia.people.public import require_page


@require_page(reads_desk, write=keeps_supplies)
def stocks_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Stocks by class, those below their minimum first; the last bookings; a form for another stock."""
    form = SupplyForm(request.POST or None)
    if request.method == "POST":

        def deed() -> None:
            given = form.cleaned_data | {"klass": SupplyClass(form.cleaned_data["klass"])}
            add_supply(site=request.site, actor=request.user, at=site_now(request.site), **given)

        if tried(form, deed):
            return redirect("visitors:stocks", site_code)
    return _page(request, supply_form=form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, *, supply_form: SupplyForm, bound: tuple[int, SupplyMoveForm] | None = None, status: int = 200
) -> HttpResponse:
    rows = Supply.objects.filter(site=request.site).order_by("-state", "klass", "name")
    supplies = [
        (row, bound[1] if bound is not None and bound[0] == row.pk else SupplyMoveForm(prefix=f"s{row.pk}"))
        for row in rows
    ]
    moves = SupplyMove.objects.filter(supply__site=request.site).select_related("supply", "by").order_by("-at", "-pk")
    return show(request, "stocks", status, supplies=supplies, moves=moves[:LINES], supply_form=supply_form)


@require_POST
@require_page(keeps_supplies)
def stock_moved(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Goods came in or were given out; never more than there is."""
    supply = get_object_or_404(Supply.objects.select_related("site"), site=request.site, pk=pk)
    form, at = SupplyMoveForm(request.POST, prefix=f"s{pk}"), site_now(request.site)

    def deed() -> None:
        move_supply(supply=supply, count=form.signed(), whom=form.cleaned_data["whom"], actor=request.user, at=at)

    if tried(form, deed):
        return redirect("visitors:stocks", site_code)
    return _page(request, supply_form=SupplyForm(), bound=(pk, form), status=422)
