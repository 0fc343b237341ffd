"""Lost and found: what is missed, what may be it, back to whom it belongs."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.custody.public import Handover, Item, ItemKind, colleague, colleagues
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.frontdesk.parcels.actions.losses import LOSS, Loss, close_loss, hand_back, report_loss
from guanjia.frontdesk.parcels.forms import LossForm
from guanjia.frontdesk.parcels.models import LossReport
from guanjia.frontdesk.parcels.permissions import keeps_counter, sees_parcels
from guanjia.frontdesk.parcels.queries.losses import losses, matches_for
from guanjia.frontdesk.parcels.queries.recipients import recipient_by_key
from guanjia.frontdesk.parcels.views.asking import REFUSALS, add_refusal, found_for, prefilled, said_of
from guanjia.people.public import require_page


@require_GET
@require_page(sees_parcels)
def losses_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What people miss; open ones unless all are asked for."""
    show = "all" if request.GET.get("show") == "all" else "open"
    page = Paginator(losses(request.site, show=show), 50).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "keeps": keeps_counter(request.user, request.site)}
    return render(request, "parcels/losses.html", context)


@require_page(keeps_counter)
def loss_form(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody misses something."""
    site, at = request.site, site_now(request.site)
    known = recipient_by_key(site, prefilled(request))
    now = local(site, at).replace(tzinfo=None, second=0, microsecond=0)
    initial = {
        "recipient": known.unit.code if known is not None else "",
        "lost_from": now - timedelta(hours=3),
        "lost_until": now,
    }
    form = LossForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = found_for(request, given["recipient"], at)
        try:
            loss = Loss(
                words=given["words"], colour=given["colour"], place=given["place"],
                lost_from=to_utc(site, given["lost_from"].replace(tzinfo=None)),
                lost_until=to_utc(site, given["lost_until"].replace(tzinfo=None)),
                person=found[0].person if found else None, unit=found[0].unit if found else None,
            )  # fmt: skip
            row = report_loss(site=site, loss=loss, actor=request.user, at=at)
        except REFUSALS as refused:
            add_refusal(form, refused)
        else:
            return redirect("parcels:loss", site_code, row.number)
    context = {"form": form, "title": _("Something was lost"), "button": _("Register"), "back": "parcels:losses"}
    return render(request, "parcels/form.html", context, status=422 if form.errors else 200)


@require_GET
@require_page(sees_parcels)
def loss_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One loss, with the found things that fit it best."""
    loss = _find(request, number)
    context = {
        "loss": loss,
        "matches": matches_for(loss) if loss.closed_at is None else [],
        "history": timeline((LOSS, loss.pk)),
        "keeps": keeps_counter(request.user, request.site) and loss.closed_at is None,
        "colleagues": colleagues(request.site, request.user, site_now(request.site)),
    }
    return render(request, "parcels/loss.html", context)


@require_POST
@require_page(keeps_counter)
def loss_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Hand the found thing back, or close the search."""
    loss, at, given = _find(request, number), site_now(request.site), request.POST
    try:
        if verb == "hand":
            rows = Item.objects.select_related("site").filter(site=request.site, kind=ItemKind.LOST_PROPERTY)
            item = get_object_or_404(rows, number=given.get("item", ""))
            witness = colleague(request.site, request.user, given.get("witness", ""), at)
            handover = Handover(
                to_name=given.get("signature", "")[:120],
                checked=given.get("checked", "").strip()[:80],
                signature=given.get("signature", "")[:120],
                witness_id=witness.pk if witness is not None else None,
            )
            hand_back(loss=loss, item=item, handover=handover, actor=request.user, at=at)
        elif verb == "close":
            close_loss(loss=loss, reason=given.get("reason", "").strip()[:300], actor=request.user, at=at)
        else:
            raise Http404
    except REFUSALS as refused:
        messages.error(request, said_of(refused))
    return redirect("parcels:loss", site_code, number)


def _find(request: HttpRequest, number: str) -> LossReport:
    return get_object_or_404(
        LossReport.objects.select_related("site", "person", "unit", "found"), site=request.site, number=number
    )
