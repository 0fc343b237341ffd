"""A time at the front desk, made from home: what for, which day, which hour; called off as easily (W15)."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.queues.public import (
    Appointment,
    AppointmentState,
    Business,
    QueueRefused,
    free_times,
    make_appointment,
    move_appointment,
)
from guanjia.kernel.states import MoveRefused
from guanjia.portal.rules.appointing import DAYS_AHEAD, may_book
from guanjia.portal.views.resident import resident_page


@resident_page
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """My times, and the free ones of one business on one day."""
    if request.method == "POST":
        return _book(request, site_code)
    return render(request, "portal/home/desk_times.html", _context(request))


@resident_page
@require_POST
def call_off(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """I do not come: the time is free for somebody else."""
    row = get_object_or_404(_booked(request), pk=pk)
    try:
        move_appointment(appointment=row, to=AppointmentState.CANCELLED, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.error(request, _("It has moved on meanwhile. Look again."))
    return redirect("portal:desk_times", site_code)


def _book(request: HttpRequest, site_code: str) -> HttpResponse:
    site, at, post = request.site, site_now(request.site), request.POST
    business = get_object_or_404(Business, site=site, is_open=True, code=post.get("business", ""))
    try:
        starts_at = parse_datetime(post.get("starts_at", ""))
    except ValueError:
        starts_at = None
    refusal = may_book(_booked(request).count())
    if starts_at is None or starts_at.tzinfo is None:
        refusal = _("Choose a time.")
    elif starts_at > at + timedelta(days=DAYS_AHEAD):
        refusal = _("So far ahead no time is given.")
    if not refusal and starts_at is not None:
        try:
            person = request.residence.person
            make_appointment(business=business, starts_at=starts_at, at=at, actor=request.user, person_id=person.pk)
        except QueueRefused as refused:
            refusal = str(refused)
    if refusal:
        return render(request, "portal/home/desk_times.html", _context(request) | {"refusal": _(refusal)}, status=422)
    messages.success(request, _("Your time is kept. Bring: %(papers)s") % {"papers": business.papers or "–"})
    return redirect("portal:desk_times", site_code)


def _booked(request: HttpRequest) -> Any:
    """What I agreed on and is still to come; nobody else's is found."""
    rows = Appointment.objects.filter(site=request.site, person=request.residence.person, state=AppointmentState.BOOKED)
    return rows.filter(starts_at__gt=site_now(request.site)).select_related("site", "business")


def _context(request: HttpRequest) -> dict[str, Any]:
    site, at = request.site, site_now(request.site)
    today, asked = local(site, at).date(), request.POST if request.method == "POST" else request.GET
    days = [today + timedelta(days=number) for number in range(DAYS_AHEAD)]
    try:
        on = parse_date(asked.get("on", "")) or today
    except ValueError:
        on = today
    on = on if on in days else today
    every = Business.objects.filter(site=site, is_open=True)
    business = every.filter(code=asked.get("business", "")).first()
    times = free_times(business, on, at) if business else []
    return {
        "residence": request.residence,
        "phone": site.settings.get("phone", ""),
        "booked": _booked(request),
        "businesses": every,
        "business": business,
        "days": days,
        "on": on,
        "times": [(each, f"{local(site, each):%H:%M}") for each in times],
    }
