"""Doing things for residents at the counter, with a receipt in large type."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.persons.public import seen_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.actions.proxies import count_print, do_for
from guanjia.frontdesk.desk.forms import ProxyForm
from guanjia.frontdesk.desk.models import ProxyService
from guanjia.frontdesk.desk.permissions import stands_at_desk
from guanjia.frontdesk.desk.queries.card import find_card, today
from guanjia.frontdesk.desk.queries.machines import machine_of
from guanjia.frontdesk.desk.views.whom import whom_of
from guanjia.people.public import require_page

SIZES = {"a4": {"width_mm": 210, "size_pt": 20}, "58": {"width_mm": 58, "size_pt": 11}}
"""Large type on A4, and as large as a 58 mm roll allows."""


@require_page(stands_at_desk)
def new_proxy(request: HttpRequest, site_code: str) -> HttpResponse:
    """Do something for a resident: the paper is looked at and noted, never copied."""
    site, at, whom = request.site, site_now(request.site), whom_of(request)
    form = ProxyForm(request.POST or None)
    card = find_card(site, person_id=whom.person_id or 0, unit_id=whom.unit_id or 0, on=today(site, at))
    person_id = whom.person_id or (card.lead.person.pk if card is not None and card.lead else 0)
    if request.method == "POST" and form.is_valid():
        try:
            person = seen_by(site).filter(pk=person_id).first()
            row = do_for(
                site=site,
                person=person,
                **form.cleaned_data,
                unit_id=whom.unit_id,
                actor=request.user,
                at=at,
                machine=machine_of(request),
            )
        except (DeskRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(number)s is noted.") % {"number": row.number})
            return redirect("desk:proxy", site_code, row.number)
    context = {"form": form, "card": card, "whom": whom}
    return render(request, "desk/new_proxy.html", context, status=422 if form.errors else 200)


@require_page(stands_at_desk)
def proxy_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """What was done, and the buttons that print its receipt."""
    return render(request, "desk/proxy.html", {"row": _find(request, number)})


@require_POST
@require_page(stands_at_desk)
def receipt(request: HttpRequest, site_code: str, number: str, size: str) -> HttpResponse:
    """The receipt for the resident: A4 in large type, or 58 mm. Reprints are numbered."""
    if size not in SIZES:
        raise Http404
    row, at = _find(request, number), site_now(request.site)
    count = count_print(row=row, actor=request.user, at=at)
    data = {
        "site": request.site.name,
        "title": _("Receipt of the front desk"),
        "number": row.number,
        "lines": [
            [_("Name"), row.person.name],
            [_("Unit"), row.unit.code if row.unit else "–"],
            [_("Done for you"), row.what],
            [_("Its number"), row.our_number or "–"],
            [_("Time"), f"{local(request.site, row.at):%Y-%m-%d %H:%M}"],
            [_("At the desk"), str(row.by or "–")],
        ],
        "copy": _("Reprint no. %(count)d") % {"count": count - 1} if count > 1 else "",
        **SIZES[size],
    }
    answer = HttpResponse(render_pdf("documents/receipt.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return answer


def _find(request: HttpRequest, number: str) -> ProxyService:
    rows = ProxyService.objects.select_related("site", "person", "unit", "by")
    return get_object_or_404(rows, site=request.site, number=number)
