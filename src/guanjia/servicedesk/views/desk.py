"""Work orders at a desk: the list, one of them, opening, giving out and moving."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import FileRefused, url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Roles, User, is_auditor, require_page, users_with_role
from guanjia.servicedesk.actions.moving import OrderRefused, accept_order, complete_order, dispatch_order, move_order
from guanjia.servicedesk.actions.opening import ORDER, Report, open_order
from guanjia.servicedesk.forms import OpenForm
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.permissions import gives_orders, opens_orders, sees_orders
from guanjia.servicedesk.queries.certificates import holders
from guanjia.servicedesk.queries.orders import NEXT, order_list, photos_of
from guanjia.servicedesk.rules.certificates import certificate_for
from guanjia.servicedesk.rules.orders import OrderKind, OrderState, Urgency, verb_of
from guanjia.servicedesk.views.finding import find_order, keep_photos
from guanjia.servicedesk.views.phone import work_context

WORKERS = (Roles.TECHNICIAN, Roles.CLEANER, Roles.GUARD, Roles.ATTENDANT, Roles.TEAM_LEADER, Roles.SITE_MANAGER)


@require_GET
@require_page(sees_orders)
def order_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Work orders of the site, open ones unless asked for others."""
    show, words, kind = (request.GET.get(name, "") for name in ("show", "q", "kind"))
    rows = order_list(request.site, show=show or "open", words=words.strip(), kind=kind)
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "states": list(OrderState),
        "kinds": list(OrderKind),
        "show": show or "open",
        "q": words,
        "kind": kind,
        "opens": opens_orders(request.user, request.site),
    }
    return render(request, "servicedesk/orders.html", context)


@require_page(opens_orders)
def open_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Open a work order by hand; what was typed stays when something is refused."""
    form = OpenForm(request.POST or None, request.FILES or None, site=request.site)
    if request.method == "POST" and form.is_valid():
        at, given = site_now(request.site), form.cleaned_data
        try:
            report = Report(
                title=given["title"],
                kind=OrderKind(given["kind"]),
                urgency=Urgency(given["urgency"]),
                description=given["description"],
                place_id=given["place"].pk if given["place"] else None,
                file_ids=keep_photos(request, at, given["place"].code if given["place"] else ""),
            )
            order = open_order(site=request.site, report=report, actor=request.user, at=at)
        except (FileRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("servicedesk:order", site_code, order.number)
    status = 422 if form.errors else 200
    return render(request, "servicedesk/open.html", {"form": form}, status=status)


@require_GET
@require_page(sees_orders)
def order_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One work order: what, where, its clocks, its photos, what happened."""
    order = find_order(request, number)
    writes = opens_orders(request.user, request.site) and not is_auditor(request.user, request.site)
    context = {
        "order": order,
        "photos": [(url(file), url(file, thumb=True)) for file in photos_of(order)],
        "duties": duties_of(ORDER, order.pk),
        "history": timeline((ORDER, order.pk)),
        "buttons": [(to, verb_of(order.stage, to)) for to in NEXT[order.stage]] if writes else [],
        "staff": _staff(order) if writes and gives_orders(request.user, request.site) else [],
    }
    return render(request, "servicedesk/order.html", context | work_context(order, request))


def _staff(order: WorkOrder) -> list[tuple[User, bool]]:
    """Whom it can be given to, and whether they may: who lacks its certificate is shown, not offered (EQUI-010)."""
    if order.stage not in {OrderState.NEW, OrderState.DISPATCHED, OrderState.ACCEPTED}:
        return []
    at, kind = site_now(order.site), certificate_for(order.skill)
    users = list(users_with_role(order.site, *WORKERS, at=at))
    held = holders(order.site, users, at) if kind else {}
    return [(user, not kind or kind in held.get(user.pk, set())) for user in users]


@require_POST
@require_page(gives_orders)
def give(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Dispatch to one of the people of the site."""
    order, at = find_order(request, number), site_now(request.site)
    people = {str(user.pk): user for user in users_with_role(request.site, *WORKERS, at=at)}
    user = people.get(request.POST.get("user", ""))
    if user is None:
        messages.error(request, _("Choose somebody of this site."))
    else:
        try:
            dispatch_order(order=order, to_user=user, actor=request.user, at=at)
        except MoveRefused:
            messages.error(request, _("The order has moved on meanwhile; look again."))
        except OrderRefused as refused:
            messages.error(request, str(refused))
    return redirect("servicedesk:order", site_code, number)


@require_POST
@require_page(opens_orders)
def act(request: HttpRequest, site_code: str, number: str, to: str) -> HttpResponse:
    """Move the order; a refusal is told in words."""
    order, at = find_order(request, number), site_now(request.site)
    if to not in set(OrderState):
        raise Http404
    words = request.POST.get("words", "").strip()[:500]
    try:
        if to == OrderState.ACCEPTED:
            accept_order(order=order, actor=request.user, at=at)
        elif to == OrderState.COMPLETED:
            complete_order(order=order, result=words, actor=request.user, at=at)
        else:
            move_order(order=order, to=OrderState(to), actor=request.user, at=at, reason=words)
    except MoveRefused:
        messages.error(request, _("The order has moved on meanwhile; look again."))
    except (OrderRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    back = "servicedesk:my_order" if request.POST.get("phone") else "servicedesk:order"
    return redirect(back, site_code, number)
