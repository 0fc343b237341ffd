"""Appointments, peaks, and setting the counters up."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.duties.public import Duty, lines_of
from guanjia.foundation.persons.public import BadValue, find_same, make_person
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.queues.actions.appointing import make_appointment, move_appointment
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.actions.peaks import PEAK, add_peak, call_off_peak, plan_peaks
from guanjia.frontdesk.queues.actions.taking import arrive
from guanjia.frontdesk.queues.forms import BusinessForm, CounterForm, PeakForm
from guanjia.frontdesk.queues.models import Appointment, Business, Counter, PeakPlan
from guanjia.frontdesk.queues.permissions import serves, sets_up
from guanjia.frontdesk.queues.queries.slots import AHEAD, free_times
from guanjia.frontdesk.queues.rules.slots import AppointmentState
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, require_page


@require_page(serves)
def appointments(request: HttpRequest, site_code: str) -> HttpResponse:
    """Appointments of a day, and the free times of one business on it."""
    site, at = request.site, site_now(request.site)
    today = local(site, at).date()
    day = typed.day(request.GET.get("on")) or today
    business = Business.objects.filter(site=site, code=request.GET.get("business", "")).first()
    if request.method == "POST":
        return _book(request, site_code)
    rows = Appointment.objects.filter(site=site).select_related("business", "person", "ticket")
    context = {
        "rows": [
            row
            for row in rows.filter(starts_at__gte=at - timedelta(days=1))
            if local(site, row.starts_at).date() == day
        ],
        "day": day,
        "days": [today + timedelta(days=number) for number in range(AHEAD)],
        "businesses": Business.objects.filter(site=site, is_open=True),
        "business": business,
        "times": [(each, f"{local(site, each):%H:%M}") for each in free_times(business, day, at)] if business else [],
        "works": not is_auditor(request.user, site),
    }
    return render(request, "queues/appointments.html", context)


def _book(request: HttpRequest, site_code: str) -> HttpResponse:
    site, at = request.site, site_now(request.site)
    business = get_object_or_404(Business, site=site, code=request.POST.get("business", ""))
    starts_at = typed.moment(request.POST.get("starts_at"))
    name, phone = request.POST.get("name", "").strip(), request.POST.get("phone", "").strip()
    try:
        if starts_at is None or starts_at.tzinfo is None:
            raise QueueRefused(_("Choose a time."))
        known = [each.person for each in find_same(site, name, phone=phone)] if name and phone else []
        person = known[0] if known else None
        if person is None and name:
            private = {"phone": phone} if phone else {}
            person = make_person(site=site, name=name, actor=request.user, at=at, private=private)
        make_appointment(
            business=business, starts_at=starts_at, at=at, actor=request.user, person_id=person.pk if person else None
        )
    except QueueRefused as refused:
        messages.error(request, str(refused))
    except BadValue as bad:
        messages.error(request, _(bad.reason))
    else:
        messages.success(request, _("The appointment is made."))
    return redirect("queues:appointments", site_code)


@require_POST
@require_page(serves)
def appointment_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Arrived, called off or missed."""
    row, at = (
        get_object_or_404(Appointment.objects.select_related("business__site", "site"), site=request.site, pk=pk),
        site_now(request.site),
    )
    if verb not in set(AppointmentState):
        raise Http404
    try:
        if verb == AppointmentState.ARRIVED:
            ticket = arrive(appointment=row, at=at, actor=request.user)
            messages.success(request, _("Number %(label)s is taken.") % {"label": ticket.label})
        else:
            move_appointment(appointment=row, to=AppointmentState(verb), at=at, actor=request.user)
    except MoveRefused:
        messages.error(request, _("The appointment has moved on meanwhile; look again."))
    except QueueRefused as refused:
        messages.error(request, str(refused))
    return redirect("queues:appointments", site_code)


@require_page(serves)
def peaks_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The peaks ahead with their preparation; plan the week, or add a big event."""
    site, at = request.site, site_now(request.site)
    form = PeakForm(request.POST if request.method == "POST" and "words" in request.POST else None)
    if request.method == "POST" and "words" not in request.POST:
        made = plan_peaks(site=site, first=local(site, at).date(), at=at, actor=request.user)
        messages.success(request, _("%(count)d peaks are foreseen anew.") % {"count": len(made)})
        return redirect("queues:peaks", site_code)
    if request.method == "POST" and form.is_valid():
        try:
            add_peak(site=site, **form.cleaned_data, actor=request.user, at=at)
        except QueueRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("queues:peaks", site_code)
    rows = list(PeakPlan.objects.filter(site=site, ends_at__gte=at - timedelta(days=3))[:100])
    duties: dict[int, list[Any]] = {}
    for line in lines_of(list(Duty.objects.filter(subject_kind=PEAK, subject_id__in=[row.pk for row in rows]))):
        duties.setdefault(line.duty.subject_id, []).append(line)
    context = {
        "rows": [(row, duties.get(row.pk, [])) for row in rows],
        "form": form,
        "works": not is_auditor(request.user, site),
    }
    return render(request, "queues/peaks.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(serves)
def peak_off(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The peak will not come."""
    call_off_peak(
        peak=get_object_or_404(PeakPlan, site=request.site, pk=pk), actor=request.user, at=site_now(request.site)
    )
    return redirect("queues:peaks", site_code)


@require_page(serves, write=sets_up)
def setup(request: HttpRequest, site_code: str) -> HttpResponse:
    """The kinds of business and the counters."""
    site, what = request.site, request.POST.get("what", "")
    business = BusinessForm(request.POST if what == "business" else None, site=site, prefix="b", initial={"minutes": 8})
    counter = CounterForm(request.POST if what == "counter" else None, site=site, prefix="c")
    for form in (business, counter):
        if form.is_bound and form.is_valid():
            row = form.save(commit=False)
            row.site = site
            row.save()
            form.save_m2m()
            return redirect("queues:setup", site_code)
    context = {
        "businesses": Business.objects.filter(site=site),
        "counters": Counter.objects.filter(site=site).prefetch_related("kinds"),
        "business": business,
        "counter": counter,
        "works": sets_up(request.user, site),
    }
    return render(request, "queues/setup.html", context, status=422 if business.errors or counter.errors else 200)
