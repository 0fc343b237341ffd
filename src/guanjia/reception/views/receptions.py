"""Visiting parties: the day's list, a new one, one of them at the desk and on the escort's phone."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.people.public import require_page
from guanjia.reception.actions import receiving
from guanjia.reception.actions.receiving import Announcement, topic
from guanjia.reception.actions.wishes import is_stale, may_read
from guanjia.reception.forms.receptions import (
    AnnounceForm,
    CarForm,
    CrewForm,
    GuestForm,
    HostForm,
    LineForm,
    LoungeForm,
    OfferForm,
    PartyForm,
    TimesForm,
)
from guanjia.reception.models import Reception
from guanjia.reception.permissions import plans_receptions, sees_receptions
from guanjia.reception.queries.profiles import returning
from guanjia.reception.rules.kinds import RECEPTION
from guanjia.reception.rules.receptions import (
    BEFORE_ARRIVAL,
    FROM_DEPARTURE,
    STEP_POST,
    Kind,
    Level,
    ReceptionState,
)
from guanjia.reception.views.common import crew_of, tried


@require_page(sees_receptions)
def receptions(request: HttpRequest, site_code: str) -> HttpResponse:
    """The receptions of a day: time, number, rank, entrance, state. No names of guests and no wishes."""
    today = local(request.site, site_now(request.site)).date()
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = today
    begin = to_utc(request.site, datetime.combine(day, time(0)))
    rows = Reception.objects.filter(site=request.site, arrives_at__gte=begin, arrives_at__lt=begin + timedelta(days=1))
    later = Reception.objects.filter(site=request.site, arrives_at__gte=begin + timedelta(days=1))
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": rows.select_related("host", "lounge", "event").order_by("arrives_at", "pk"),
        "later": later.exclude(state__in=["cancelled", "closed"]).select_related("host").order_by("arrives_at")[:20],
        "plans": plans_receptions(request.user, request.site),
        "topic": topic(request.site.pk),
    }
    return render(request, "reception/receptions.html", context)


@require_page(plans_receptions)
def new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Announce a party; without its letter an official one is refused with the article, and the form keeps what was typed."""
    at = site_now(request.site)
    begin = at.replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    form = AnnounceForm(
        request.POST or None, site=request.site,
        initial={"arrives_at": begin, "leaves_at": begin + timedelta(hours=4), "heads": 5, "event": request.GET.get("event")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made: list[Reception] = []
        data = form.cleaned_data | {"kind": Kind(form.cleaned_data["kind"]), "level": Level(form.cleaned_data["level"])}
        said = Announcement(**data)
        if tried(
            request,
            lambda: made.append(receiving.announce(site=request.site, said=said, actor=request.user, at=at)),
            "",
            form,
        ):
            return redirect("reception:reception", site_code, made[0].number)
    return render(request, "reception/new.html", {"form": form}, status=422 if form.errors else 200)


def find(request: HttpRequest, number: str) -> Reception:
    """The reception of this number at the reader's site, else 404."""
    rows = Reception.objects.select_related("site", "event", "host", "lounge", "letter_file")
    return get_object_or_404(rows, site=request.site, number=number)


@require_page(sees_receptions)
def reception(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One reception. Who plans it or has a part in it sees the guests' names; everybody else times and steps."""
    return render(request, "reception/reception.html", page_of(request, find(request, number)))


def page_of(request: HttpRequest, row: Reception, **more: Any) -> dict[str, Any]:
    """What the page shows to this reader; `more` replaces forms that were refused."""
    at, plans = site_now(request.site), bool(plans_receptions(request.user, request.site))
    crew = list(row.crew.select_related("user").order_by("pk"))
    inside = plans or any(each.user_id == request.user.pk for each in crew)
    guests = list(row.guests.select_related("profile__person")) if inside else []
    lines = row.logistics.filter(dropped_at=None).select_related("guest__profile__person", "by") if inside else []
    known = returning(guests) if plans else set()
    context = {
        "row": row,
        "letter_url": url(row.letter_file) if plans and row.letter_file else "",
        "plans": plans,
        "inside": inside,
        "guests": [(guest, is_stale(guest.profile, at), guest.pk in known) for guest in guests],
        "crew": crew,
        "lines": lines,
        "steps": steps_of(row),
        "engagements": row.engagements.filter(released_at=None).select_related("car"),
        "serves": may_read(request.user, row),
        "duties": duties_of(RECEPTION, row.pk),
        "history": timeline((RECEPTION, row.pk), limit=15),
        "before": row.stage in BEFORE_ARRIVAL,
        "next": NEXT.get(row.stage),
        "topic": topic(request.site.pk),
    }
    if plans:
        context |= _forms(request, row, at)
    return context | more


NEXT = {
    ReceptionState.ANNOUNCED: "confirm",
    ReceptionState.HOSTED: "in_place",
    ReceptionState.IN_PLACE: "arrive",
    ReceptionState.ARRIVED: "seat",
    ReceptionState.SEATED: "leave",
    ReceptionState.LEFT: "close",
}


def _forms(request: HttpRequest, row: Reception, at: datetime) -> dict[str, Any]:
    people, site = crew_of(request, at), request.site
    times = {"arrives_at": row.arrives_at, "leaves_at": row.leaves_at}
    offered = {name: getattr(row, name) for name in ("companions", "meals", "lodging", "greeters", "short_reason")}
    return {
        "offer_form": OfferForm(initial=offered, auto_id="offer_%s"),
        "party_form": PartyForm(initial={"level": row.level, "heads": row.heads}, auto_id="party_%s"),
        "host_form": HostForm(site=site, people=people, auto_id="host_%s"),
        "times_form": TimesForm(site=site, initial=times, auto_id="times_%s"),
        "guest_form": GuestForm(site=site, auto_id="guest_%s"),
        "crew_form": CrewForm(site=site, people=people, auto_id="crew_%s"),
        "lounge_form": LoungeForm(site=site, initial={"room": row.lounge_id}, auto_id="lounge_%s"),
        "car_form": CarForm(
            site=site, initial={"starts_at": row.arrives_at, "ends_at": row.leaves_at}, auto_id="car_%s"
        ),
        "line_form": LineForm(
            site=site, people=people, reception=row, initial={"when": row.arrives_at}, auto_id="line_%s"
        ),
    }


def steps_of(row: Reception) -> list[tuple[Any, datetime, str]]:
    """(step, when, post code) of the plan in the order of time."""
    found = [
        (each, (row.leaves_at if each.what in FROM_DEPARTURE else row.arrives_at) + timedelta(minutes=each.minutes),
         STEP_POST[each.what])
        for each in row.steps.all()
    ]  # fmt: skip
    return sorted(found, key=lambda step: step[1])
