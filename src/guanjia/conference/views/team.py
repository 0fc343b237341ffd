"""The team of an event, work contact sheets, purchases on the client's behalf."""

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.intake_purchases import ask_about, buy, confirm_purchase, order_purchase
from guanjia.conference.actions.team import ask_support, meet_support, name_member
from guanjia.conference.forms.sheet import MemberForm, PurchaseForm, SupportForm
from guanjia.conference.models import Block, Event, Purchase, SupportNeed, TeamMember
from guanjia.conference.permissions import can_acknowledge, can_plan, can_run, can_see_conferences
from guanjia.conference.queries.money import yuan
from guanjia.conference.rules.cleaners import cleaners_needed
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.sheet import CONTACTS, CORE, SUPPORT, Department, Role, support_heads
from guanjia.conference.rules.states import BlockState
from guanjia.conference.views.guests import event_of
from guanjia.conference.views.intake import client_address, keep_link, shown_link
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import User, require_page, users_with_role


@require_page(can_see_conferences, write=can_plan)
def team(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Core group, support group with the heads it needs, contacts; contact sheets and purchases below."""
    event = event_of(request, ref)
    members = {row.role: row for row in TeamMember.objects.filter(event=event).select_related("user", "deputy")}
    heads = _heads(event)
    groups = [
        (_("Core group"), [(role, members.get(role.value), None) for role in CORE]),
        (_("Contacts of both sides"), [(role, members.get(role.value), None) for role in CONTACTS]),
        (_("Support group"), [(role, members.get(role.value), heads[role]) for role in SUPPORT]),
    ]
    labels = {each.value: each.label for each in Department}
    purchases = Purchase.objects.filter(event=event)
    context = {
        "event": event,
        "groups": groups,
        "needs": [(need, labels[need.department]) for need in SupportNeed.objects.filter(event=event)],
        "purchases": [(row, yuan(row.cost_fen)) for row in purchases.select_related("bought_by")],
        "member_form": MemberForm(staff=_staff(request), auto_id="member_%s"),
        "support_form": SupportForm(site=request.site, auto_id="support_%s"),
        "purchase_form": PurchaseForm(site=request.site, auto_id="purchase_%s"),
        "link": shown_link(request),
        "can_plan": can_plan(request.user, request.site),
        "can_run": can_run(request.user, request.site),
        "can_meet": can_acknowledge(request.user, request.site),
    }
    return render(request, "conference/sheet/team.html", context)


@require_POST
@require_page(can_plan)
def write(request: HttpRequest, site_code: str, ref: str, what: str) -> HttpResponse:
    """Name a member, write a contact sheet, order a purchase."""
    event = event_of(request, ref)
    if what not in WRITES:
        raise Http404
    try:
        WRITES[what](request, event)
    except (Refused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("conference:team", site_code, ref)


@require_POST
@require_page(can_acknowledge)
def meet(request: HttpRequest, site_code: str, need_id: int) -> HttpResponse:
    """A department has met a contact sheet."""
    need = get_object_or_404(SupportNeed.objects.select_related("event"), pk=need_id, site=request.site)
    meet_support(need_id=need.pk, actor=request.user, at=site_now(request.site))
    return redirect("conference:team", site_code, need.event.ref)


@require_POST
@require_page(can_run)
def purchase(request: HttpRequest, site_code: str, purchase_id: int, verb: str) -> HttpResponse:
    """It was bought; the client accepted it or was told."""
    row = get_object_or_404(Purchase.objects.select_related("event"), pk=purchase_id, site=request.site)
    now = site_now(request.site)
    try:
        if verb == "buy":
            buy(purchase_id=row.pk, actor=request.user, at=now)
        elif verb == "link":
            keep_link(request, client_address(request, ask_about(purchase_id=row.pk, actor=request.user, at=now)))
        elif verb == "confirm":
            confirm_purchase(purchase_id=row.pk, name=request.POST.get("name", ""), actor=request.user, at=now)
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("conference:team", site_code, row.event.ref)


def _name(request: HttpRequest, event: Event) -> None:
    form = MemberForm(request.POST, staff=_staff(request))
    _valid(form)
    data = form.cleaned_data
    role = next(each for each in Role if each.value == data["role"])
    now = site_now(event.site)
    name_member(event=event, role=role, user=data["user"], deputy=data["deputy"], actor=request.user, at=now)


def _ask(request: HttpRequest, event: Event) -> None:
    form = SupportForm(request.POST, site=event.site)
    _valid(form)
    data = form.cleaned_data
    department = next(each for each in Department if each.value == data["department"])
    ask_support(
        event=event,
        department=department,
        need=data["need"],
        due_at=data["moment"],
        actor=request.user,
        at=site_now(event.site),
    )


def _order(request: HttpRequest, event: Event) -> None:
    form = PurchaseForm(request.POST, site=event.site)
    _valid(form)
    data = form.cleaned_data
    order_purchase(
        event=event,
        item=data["item"],
        quantity=data["quantity"],
        serve_at=data["moment"],
        cost_fen=int(data["cost"] * 100),
        actor=request.user,
        at=site_now(event.site),
    )


WRITES: dict[str, Callable[[HttpRequest, Event], None]] = {"member": _name, "support": _ask, "purchase": _order}


def _valid(form: MemberForm | SupportForm | PurchaseForm) -> None:
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise Refused(name, f"{label}: {errors[0]}")


def _staff(request: HttpRequest) -> list[User]:
    return users_with_role(request.site, at=site_now(request.site))


def _heads(event: Event) -> dict[Role, int]:
    rows = Block.objects.filter(event=event).exclude(state=BlockState.CANCELLED)
    areas = rows.annotate(area=Sum("room__spaces__area_m2")).values_list("area", flat=True)
    cleaners = sum(cleaners_needed(Decimal(str(area or 0)), large=event.large) for area in areas)
    rooms = rows.values("room").distinct().count()
    return support_heads(
        headcount=event.expected_count, rooms=max(rooms, 1), cleaners=max(cleaners, 1), large=event.large
    )
