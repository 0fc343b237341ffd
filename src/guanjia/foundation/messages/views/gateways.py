"""The gateways that carry messages, and the codes by which staff bind their 企业微信 or 钉钉 account."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.messages.actions import save_gateway
from guanjia.foundation.messages.forms import GATEWAY_FIELDS, GatewayForm
from guanjia.foundation.messages.gateways import line
from guanjia.foundation.messages.handles import make_bind_code
from guanjia.foundation.messages.models import Gateway, Handle
from guanjia.foundation.sites.public import Site, may, page, site_now
from guanjia.kernel import typed
from guanjia.ui.errors import invalid


@page("system")
@require_safe
def gateways(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every kind of gateway with its state, and whose accounts are bound."""
    return render(request, "messages/gateways.html", _context(request))


@page("system")
@require_POST
def give_code(request: HttpRequest, site_code: str) -> HttpResponse:
    """A code for somebody of the staff, shown once to be read out or handed over."""
    site: Site = request.site
    user = get_object_or_404(_members(site), pk=typed.number(request.POST.get("user")))
    code = make_bind_code(site=site, user=user, actor=request.user, at=site_now(site))
    return render(request, "messages/gateways.html", _context(request) | {"code": code, "code_for": user})


@page("system")
def gateway(request: HttpRequest, site_code: str, kind: str) -> HttpResponse:
    """Change the settings of a gateway."""
    site: Site = request.site
    if kind not in GATEWAY_FIELDS:
        raise Http404
    found = Gateway.objects.filter(site=site, kind=kind).first()
    can_write = may("system", request.user, site, write=True)
    values: dict[str, Any] = line(found).values if found and can_write else {}
    typed = request.POST if request.method == "POST" else None
    form = GatewayForm(kind, site, values, typed, initial={"active": found.active if found else True})
    context = {"form": form, "kind": Gateway.Kind(kind), "can_write": can_write}
    if request.method != "POST":
        return render(request, "messages/gateway.html", context)
    if not form.is_valid():
        return invalid(request, "messages/gateway.html", context)
    active = form.cleaned_data["active"]
    save_gateway(site=site, kind=kind, values=form.settings(), active=active, actor=request.user, at=site_now(site))
    return redirect("messages:gateways", site_code)


def _members(site: Site) -> Any:
    """The accounts with a role at the site."""
    users = get_user_model().objects.filter(is_active=True, memberships__company=site.company_id)
    here = users.filter(memberships__site=site) | users.filter(memberships__site=None)
    return here.exclude(memberships__role__in=("resident", "client")).distinct().order_by("display_name")


def _context(request: HttpRequest) -> dict[str, Any]:
    site: Site = request.site
    known = {row.kind: row for row in Gateway.objects.filter(site=site)}
    return {
        "rows": [(kind, label, known.get(kind)) for kind, label in Gateway.Kind.choices],
        "handles": Handle.objects.filter(site=site).select_related("user").order_by("user__display_name")[:200],
        "members": _members(site)[:300],
        "can_write": may("system", request.user, site, write=True),
        "note": _("The code works once, for half an hour."),
    }
