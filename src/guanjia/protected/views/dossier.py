"""The dossier of an internal meeting: what must be true, what is missing, and by whom."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.public import Event
from guanjia.duties.public import duties_of
from guanjia.foundation.documents.public import DocumentRefused, render_pdf
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now, to_utc
from guanjia.kernel import typed
from guanjia.people.public import require_page
from guanjia.protected.actions import staff as people
from guanjia.protected.actions.dossiers import (
    count_devices,
    devices_in,
    hold_practice,
    latest_plans,
    open_dossier,
    set_rank,
    solve_findings,
    switch_plan,
    write_plan,
)
from guanjia.protected.forms import AssignForm, PlanForm, PracticeForm
from guanjia.protected.models import Dossier
from guanjia.protected.permissions import clears_staff, guards_zones, plans_protection, sees_dossier
from guanjia.protected.queries.clearance import missing_on_list, named, rostered_outside
from guanjia.protected.queries.papers import pass_data, sheet_data
from guanjia.protected.rules.meeting import DOSSIER, REHEARSALS, PlanKind, Rank, Zone, missing_plans
from guanjia.protected.rules.refusals import ProtectedRefused

REFUSALS = (ProtectedRefused, SecretRefused, DocumentRefused)


def event_of(request: HttpRequest, ref: str) -> Event:
    """The internal event of this reference at the reader's site, else 404: an ordinary or a classified one has no page here."""
    event = get_object_or_404(Event.objects.select_related("site", "coordinator"), site=request.site, ref=ref)
    if event.secrecy != "internal":
        raise Http404
    return event


def dossier_of(request: HttpRequest, ref: str) -> Dossier:
    """The dossier of that event, else 404."""
    return get_object_or_404(_dossiers(), event=event_of(request, ref))


def _dossiers() -> QuerySet[Dossier]:
    return Dossier.objects.select_related("site", "event__site", "event__coordinator", "plan")


def _context(request: HttpRequest, row: Dossier, **more: Any) -> dict[str, Any]:
    at, event = site_now(request.site), row.event
    plans, outside = latest_plans(row), rostered_outside(row)
    clears = clears_staff(request.user, request.site)
    return {
        "dossier": row,
        "event": event,
        "grade": row.grade,
        "ranks": list(Rank),
        "clears": clears,
        "missing": missing_on_list(row, at, in_full=clears),
        "duties": [line for line in duties_of(DOSSIER, row.pk) if line.duty.state != "withdrawn"],
        "staff": named(row),
        "outside": outside,
        "unsettled": ",".join(str(each.user.pk) for each in outside if not each.kept_out),
        "passes": row.passes.filter(void_at=None).count(),
        "plans_list": plans,
        "plans_missing": missing_plans([plan.sort for plan in plans]),
        "practices": row.practices.select_related("led_by"),
        "held": row.practices.exclude(solved_at=None).count(),
        "needed": REHEARSALS[row.grade],
        "devices": devices_in(event),
        "zones": list(Zone),
        "assign_form": AssignForm(site=request.site, at=at),
        "plan_form": PlanForm(),
        "practice_form": PracticeForm(),
        "plans": plans_protection(request.user, request.site),
        "guards": guards_zones(request.user, request.site),
        "history": timeline((DOSSIER, row.pk)),
    } | more


@require_page(sees_dossier, write=plans_protection)
def dossier(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """What must be true before this meeting begins, and what is missing, named. POST opens the dossier."""
    event = event_of(request, ref)
    if request.method == "POST":
        open_dossier(event=event, actor=request.user, at=site_now(request.site))
        return redirect("protected:dossier", site_code, ref)
    row = _dossiers().filter(event=event).first()
    if row is None:
        may = plans_protection(request.user, request.site)
        return render(request, "protected/none.html", {"event": event, "plans": may})
    return render(request, "protected/dossier.html", _context(request, row))


@require_POST
@require_page(plans_protection)
def act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """What planners do with a dossier; a refused form is shown again with what was typed."""
    row, at = dossier_of(request, ref), site_now(request.site)
    who: dict[str, Any] = {"actor": request.user, "at": at}
    if verb in {"assign", "plan", "rehearse"}:
        return _form(request, row, verb, who)
    deeds: dict[str, Callable[[], Any]] = {
        "rank": lambda: set_rank(dossier=row, rank=_rank(request), **who),
        "keep_out": lambda: people.keep_out(
            dossier=row, users=typed.numbers(request.POST.get("people", "").split(",")), **who
        ),
        "confirm": lambda: people.confirm_staff(dossier=row, **who),
        "brief": lambda: people.brief_staff(assignment=_one(request, row.staff), **who),
        "review": lambda: people.review_staff(
            assignment=_one(request, row.staff), reviewer=request.POST.get("reviewer", ""), **who
        ),
        "drop": lambda: people.drop_staff(assignment=_one(request, row.staff), **who),
        "switch": lambda: _switch(request, row, who),
        "solve": lambda: solve_findings(practice=_one(request, row.practices), **who),
    }
    if verb not in deeds:
        raise Http404
    _tried(request, deeds[verb])
    return redirect("protected:dossier", site_code, ref)


def _form(request: HttpRequest, row: Dossier, verb: str, who: dict[str, Any]) -> HttpResponse:
    forms: dict[str, tuple[str, Any]] = {
        "assign": ("assign_form", AssignForm(request.POST, site=request.site, at=who["at"])),
        "plan": ("plan_form", PlanForm(request.POST)),
        "rehearse": ("practice_form", PracticeForm(request.POST)),
    }
    name, form = forms[verb]
    if form.is_valid():
        try:
            _written(verb, row, form, who)
            return redirect("protected:dossier", row.site.code, row.event.ref)
        except ProtectedRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            messages.error(request, str(secret))
            return redirect("protected:dossier", row.site.code, row.event.ref)
    return render(request, "protected/dossier.html", _context(request, row, **{name: form}), status=422)


def _written(verb: str, row: Dossier, form: django_forms.Form, who: dict[str, Any]) -> None:
    given = form.cleaned_data
    if verb == "assign":
        people.assign_staff(dossier=row, user=given["user"], task=given["task"], zone=Zone(given["zone"]), **who)
    elif verb == "plan":
        write_plan(dossier=row, kind=PlanKind(given["kind"]), title=given["title"], text=given["text"], **who)
    else:
        held_at = to_utc(row.site, given["held_at"].replace(tzinfo=None))
        hold_practice(dossier=row, people=given["people"], findings=given["findings"], held_at=held_at, **who)


def _rank(request: HttpRequest) -> Rank:
    text = request.POST.get("rank", "")
    if text not in set(Rank):
        raise ProtectedRefused("rank", _("Choose a rank."))
    return Rank(text)


def _one(request: HttpRequest, rows: Any) -> Any:
    text = request.POST.get("row", "")
    return get_object_or_404(rows.all(), pk=typed.number(text))


def _switch(request: HttpRequest, row: Dossier, who: dict[str, Any]) -> None:
    told = switch_plan(dossier=row, plan=_one(request, row.plans), **who)
    messages.success(request, _("In force now; %(told)s people were told.") % {"told": told})


def _tried(request: HttpRequest, deed: Callable[[], Any]) -> bool:
    try:
        deed()
    except REFUSALS as refused:
        messages.error(request, str(refused))
        return False
    return True


@require_page(sees_dossier, write=guards_zones)
def zone(request: HttpRequest, site_code: str, ref: str, zone: str) -> HttpResponse:
    """The edge of a zone: scan a pass, hear who may enter."""
    row = dossier_of(request, ref)
    if zone not in set(Zone):
        raise Http404
    ring, found = Zone(zone), None
    if request.method == "POST":
        number, at = request.POST.get("number", "")[:40], site_now(request.site)
        try:
            found = people.check_pass(event=row.event, zone=ring, number=number, actor=request.user, at=at)
        except ProtectedRefused as refused:
            messages.error(request, str(refused))
    context = {"dossier": row, "event": row.event, "zone": ring, "found": found, "zones": list(Zone)}
    return render(request, "protected/zone.html", context)


@require_POST
@require_page(guards_zones)
def devices(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Whoever keeps the counter says how many devices lie there."""
    row = dossier_of(request, ref)
    text = request.POST.get("counted", "")
    counted = int(text) if text.isdecimal() and len(text) < 6 else -1
    if _tried(
        request, lambda: count_devices(dossier=row, counted=counted, actor=request.user, at=site_now(request.site))
    ):
        messages.success(request, _("Devices and tags agree."))
    return redirect("protected:dossier", site_code, ref)


@require_page(plans_protection)
def passes(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Passes for everybody on the list: POST makes those that are missing, GET prints all that are valid."""
    row = dossier_of(request, ref)
    if request.method == "POST":
        people.make_passes(dossier=row, actor=request.user, at=site_now(request.site))
        return redirect("protected:passes", site_code, ref)
    valid = list(row.passes.filter(void_at=None).select_related("assignment__user"))
    return _pdf("documents/label.typ", pass_data(valid), f"{ref}-passes")


@require_GET
@require_page(sees_dossier)
def sheet(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The paper way: the door list and an empty register of devices."""
    row = dossier_of(request, ref)
    return _pdf("documents/form.typ", sheet_data(row, site_now(request.site)), f"{ref}-door")


def _pdf(template: str, data: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(render_pdf(template, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
