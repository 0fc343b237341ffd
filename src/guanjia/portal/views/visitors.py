"""A resident announces visitors, shares the pass, says yes or no to who waits, sees who is inside."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.public import (
    Coming,
    Refusal,
    Visit,
    VisitKind,
    VisitRefused,
    VisitState,
    host_says_yes,
    invite_visitor,
    pass_text,
    refuse,
    visits_of_host,
    withdraw_invitation,
)
from guanjia.kernel.states import MoveRefused
from guanjia.portal.forms.visitor import InviteForm
from guanjia.portal.views.resident import resident_page

MOST = 50
LIST, NEW = "portal/home/visitors.html", "portal/home/visitor_new.html"
COMING = frozenset({VisitState.BOOKED, VisitState.ARRIVED, VisitState.VERIFIED, VisitState.CONFIRMED})


@resident_page
@require_safe
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom I announced and who waits for my word, with who is inside now."""
    rows = list(visits_of_host(request.site, request.residence.person.pk)[:MOST])
    return render(request, LIST, _base(request) | {"rows": rows})


@resident_page
def invite(request: HttpRequest, site_code: str) -> HttpResponse:
    """Announce a visitor; the pass is there at once."""
    residence, site, at = request.residence, request.site, site_now(request.site)
    form = InviteForm(residence, at, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, NEW, _base(request) | {"form": form}, status=422 if request.method == "POST" else 200)
    given = form.cleaned_data
    unit = residence.home(given["unit"])
    if unit is None:
        raise Http404
    coming = Coming(
        name=given["name"], phone=given["phone"], kind=VisitKind(given["kind"]), plate=given["plate"],
        party=given["party"], unit_id=unit.pk, host_id=residence.person.pk, expected_at=given["expected_at"],
    )  # fmt: skip
    try:
        visit = invite_visitor(
            site=site, host_person=residence.person, unit=unit, coming=coming, actor=request.user, at=at
        )
    except (VisitRefused, SecretRefused) as refused:
        form.add_error(None, str(refused))
    except BadValue as bad:
        form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
    else:
        return redirect("portal:visitor", site_code, visit.pk)
    return render(request, NEW, _base(request) | {"form": form}, status=422)


@resident_page
@require_safe
def one(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One of my visitors: the pass to share while it opens, and the answer that is asked of me."""
    visit = _found(request, pk)
    coming = visit.stage in COMING
    context = {
        "visit": visit,
        "coming": coming,
        "asked": coming and visit.confirmed_at is None,
        "qr": qr_image(pass_text(visit)) if coming and visit.confirmed_at else "",
        "link": f"{settings.ORIGIN}{reverse('visitor_pass', args=[visit.token])}",
    }
    return render(request, "portal/home/visitor.html", _base(request) | context)


@resident_page
@require_POST
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Yes, no, or not any more. A host who moved out in the meantime is refused by the visit itself."""
    visit, at, actor = _found(request, pk), site_now(request.site), request.user
    try:
        if verb == "yes":
            host_says_yes(visit=visit, host_id=request.residence.person.pk, how="portal", actor=actor, at=at)
        elif verb == "no":
            refuse(visit=visit, why=Refusal.HOST_DENIES, actor=actor, at=at)
        elif verb == "withdraw":
            withdraw_invitation(visit=visit, actor=actor, at=at)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("It has moved on meanwhile. Look again."))
    except VisitRefused as refused:
        messages.error(request, str(refused))
    return redirect("portal:visitor", site_code, pk)


def _found(request: HttpRequest, pk: int) -> Visit:
    """A visit of which I am the host, to a home that is mine today; anything else is not found."""
    residence = request.residence
    found = visits_of_host(request.site, residence.person.pk).filter(pk=pk, unit__in=residence.unit_ids).first()
    if found is None:
        raise Http404
    return found


def _base(request: HttpRequest) -> dict[str, Any]:
    return {"residence": request.residence, "phone": request.site.settings.get("phone", "")}
