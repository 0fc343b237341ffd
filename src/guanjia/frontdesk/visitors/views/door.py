"""Pages without an account: register oneself at the gate, one's own pass, the host's yes or no."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import setting, site_now
from guanjia.frontdesk.visitors.actions.booking import register_visitor
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.sweeping import KEEP_DAYS
from guanjia.frontdesk.visitors.forms import SelfForm
from guanjia.frontdesk.visitors.models import Gate, Visit
from guanjia.frontdesk.visitors.rules.kinds import lacking
from guanjia.frontdesk.visitors.rules.states import OPEN_VISIT, SAID, VisitState, Way
from guanjia.people.public import public_page

MOST_OPEN = 30
WINDOW = timedelta(minutes=10)


@never_cache
@public_page
def door_page(request: HttpRequest, door_code: str) -> HttpResponse:
    """The form behind the QR code at a gate. Too many at once, an unknown address, a courier without a target: said kindly."""
    gate = get_object_or_404(Gate.objects.select_related("site"), door_code=door_code, closed_at=None)
    site, at = gate.site, site_now(gate.site)
    form = SelfForm(request.POST or None, site=site)
    context: dict[str, Any] = {"gate": gate, "site": site, "form": form, "days": setting(site, KEEP_DAYS)}
    if request.method == "POST" and form.is_valid():
        recent = Visit.objects.filter(Q(state=VisitState.BOOKED), site=site, way=Way.SELF, made_at__gt=at - WINDOW)
        if recent.count() >= MOST_OPEN:
            form.add_error(None, _("Many people are registering just now. Please go to the desk."))
            return render(request, "visitors/door.html", context, status=429)
        try:
            visit = register_visitor(site=site, coming=form.coming(), actor=None, at=at, way=Way.SELF)
        except VisitRefused as refused:
            form.add_error(None, str(refused))
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        except SecretRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("visitor_pass", visit.token)
    return render(request, "visitors/door.html", context, status=422 if form.errors else 200)


@never_cache
@public_page
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """The visitor's own page: where the request stands, then the pass. Once it is over nothing of it is shown."""
    visit = Visit.objects.select_related("site", "person", "unit").filter(token=token, erased_at=None).first()
    if visit is None:
        raise Http404
    missing = lacking(visit.known)
    waits = bool({"host", "target"} & set(missing))
    context = {
        "visit": visit,
        "site": visit.site,
        "open": visit.stage in OPEN_VISIT,
        "waits": waits,
        "qr": qr_image(pass_text(visit)) if visit.stage in OPEN_VISIT and not waits else "",
        "look": "identity" in missing,
        "refusal_say": str(SAID[visit.refusal]) if visit.refusal else "",
    }
    return render(request, "visitors/own.html", context)
