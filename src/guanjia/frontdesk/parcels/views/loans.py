"""The board of keys, tools, umbrellas: out, back, counted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.custody.public import (
    Item,
    ItemKind,
    Loanable,
    LoanKind,
    add_loanable,
    give_back,
    lend,
    lose_loan,
    return_deposit,
    take_back_broken,
)
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.forms import LendForm, LoanableForm
from guanjia.frontdesk.parcels.permissions import decides, keeps_counter, sees_parcels
from guanjia.frontdesk.parcels.queries.recipients import recipient_by_key
from guanjia.frontdesk.parcels.views.asking import REFUSALS, add_refusal, found_for, prefilled, said_of
from guanjia.people.public import require_page


@require_GET
@require_page(sees_parcels)
def board_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Everything that is lent: what hangs there, what is out and since when, what is due."""
    kind = request.GET.get("kind", "")
    rows = Loanable.objects.filter(site=request.site, retired_at=None).select_related("out_item")
    rows = rows.filter(kind=kind) if kind in set(LoanKind) else rows
    context = {
        "rows": [(row, LoanKind(row.kind)) for row in rows.order_by("out_item__due_at", "kind", "code")[:500]],
        "kinds": list(LoanKind),
        "kind": kind,
        "at": site_now(request.site),
        "keeps": keeps_counter(request.user, request.site),
        "decides": decides(request.user, request.site),
        "query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "parcels/board.html", context)


@require_page(decides)
def loanable_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Put a key, tool or umbrella on the board."""
    form = LoanableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_loanable(
                site=request.site, kind=LoanKind(given["kind"]), code=given["code"], name=given["name"],
                place=given["place"], hours=given["hours"], deposit=given["deposit"],
            )  # fmt: skip
        except REFUSALS as refused:
            add_refusal(form, refused)
        else:
            return redirect("parcels:board", site_code)
    context = {"form": form, "title": _("Onto the board"), "button": _("Put it there"), "back": "parcels:board"}
    return render(request, "parcels/form.html", context, status=422 if form.errors else 200)


@require_page(keeps_counter)
def lend_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """Lend one thing; the borrower signs."""
    site, at = request.site, site_now(request.site)
    loanable = get_object_or_404(Loanable.objects.select_related("site"), site=site, code=code, retired_at=None)
    known = recipient_by_key(site, prefilled(request))
    initial = {}
    if known is not None:
        initial = {"recipient": known.unit.code, "holder": known.person.name if known.person is not None else ""}
    form = LendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = found_for(request, given["recipient"], at)
        try:
            lend(
                loanable=loanable, holder=given["holder"], signature=given["signature"], checked=given["checked"],
                owner=found[0].person if found else None, unit=found[0].unit if found else None,
                keeper=request.user, actor=request.user, at=at,
            )  # fmt: skip
        except REFUSALS as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("%(thing)s is out.") % {"thing": loanable})
            return redirect("parcels:board", site_code)
    context = {"form": form, "title": str(loanable), "button": _("Lend it"), "back": "parcels:board"}
    return render(request, "parcels/form.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(keeps_counter)
def loan_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """A loan comes back whole or broken, is lost; its deposit is given back."""
    rows = Item.objects.select_related("site")
    item = get_object_or_404(rows, site=request.site, kind=ItemKind.LOAN, number=number)
    at, given, who = site_now(request.site), request.POST, request.user
    signature, words = given.get("signature", "")[:120], given.get("condition", "").strip()[:200]
    try:
        if verb == "back":
            give_back(item=item, signature=signature, condition=words, actor=who, at=at)
            if item.deposit:
                return_deposit(item=item, actor=who, at=at)
        elif verb == "broken":
            take_back_broken(item=item, signature=signature, condition=words, actor=who, at=at)
        elif verb == "lost":
            lose_loan(item=item, reason=words, actor=who, at=at)
        else:
            raise Http404
    except REFUSALS as refused:
        messages.error(request, said_of(refused))
    return redirect("parcels:board", site_code)
