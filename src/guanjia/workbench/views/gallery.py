"""Every component on one page, to be looked at when a style changes."""

import json
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.kernel.states import State
from guanjia.people.public import require_page
from guanjia.ui.errors import conflict, refused
from guanjia.ui.parts import Link, Pill
from guanjia.workbench.permissions import can_see_gallery

FRAMES = ("phone", "public", "board", "print", "checkin", "grid", "conflict", "refused")


class Sample(State):
    """One state for each colour of a badge."""

    NEW = "new", "New", "azure"
    CONFIRMED = "confirmed", "Confirmed", "blue"
    LIVE = "live", "In progress", "green"
    WAITING = "waiting", "Waiting for acceptance", "yellow"
    AT_RISK = "at_risk", "At risk", "orange"
    LATE = "late", "Late", "red"
    REOPENED = "reopened", "Reopened", "purple"
    CLOSED = "closed", "Closed", "teal"
    WITHDRAWN = "withdrawn", "Withdrawn", "secondary"


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=8, help_text=gettext_lazy("At most 8 characters."))
    people = forms.IntegerField(label=gettext_lazy("Headcount"), min_value=1, max_value=500)
    room = forms.ChoiceField(label=gettext_lazy("Room"), choices=[("", "–"), ("301", "301"), ("302", "302")])
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        choices=[("a", gettext_lazy("Government")), ("b", gettext_lazy("Commercial"))],
        required=False,
    )
    tea = forms.BooleanField(label=gettext_lazy("Tea break"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def rows(at: datetime) -> list[dict[str, Any]]:
    """Rows of a list: short and long names, every state, limits ahead and behind."""
    titles = [
        _("Level-1 check"),
        _("Refill of the tea"),
        _("Fire checklist of the zone"),
        _("Projector shows no picture"),
        _("A very long title that somebody typed without ever thinking of those who will have to read it in a table"),
    ]
    minutes = [8, -25, 72, 15, -1500, 3000, 0, 125, 45]
    return [
        {
            "ref": f"HY-20261121-{n:04}",
            "title": titles[n % len(titles)],
            "place": f"{300 + n}",
            "who": ["王建国", "李芳", "Chen Xiao"][n % 3],
            "state": state,
            "due": at + timedelta(minutes=minutes[n % len(minutes)], seconds=30),
            "count": 12 * n,
        }
        for n, state in enumerate(Sample)
    ]


@require_page(can_see_gallery)
def gallery(request: HttpRequest, site_code: str) -> HttpResponse:
    """The components of staff pages."""
    at = site_now(request.site)
    broken = SampleForm({"title": _("A title that is much too long"), "people": "0", "room": "303"})
    page = Paginator(range(1234), 50).page(3)
    context = {
        "rows": rows(at),
        "states": list(Sample),
        "pills": [Pill(_("Mine"), "?", active=True, count=6), Pill(_("Due today"), "?today"), Pill(_("Late"), "?late")],
        "page": page,
        "form": SampleForm(),
        "broken": broken,
        "action": Link(_("Add a meeting"), "?"),
        "at": at,
        "frames": FRAMES,
    }
    return render(request, "workbench/gallery.html", context)


@require_page(can_see_gallery)
def frame(request: HttpRequest, site_code: str, name: str) -> HttpResponse:
    """One of the other frames with something in it; 404 for a name that is none."""
    at = site_now(request.site)
    if name == "conflict":
        request.POST = request.POST.copy()
        typed = {"title": _("Annual meeting"), "people": "120", "room": "301"}
        request.POST.update(typed)
        stored = {"title": _("Annual general meeting"), "people": 80, "room": "301"}
        return conflict(request, SampleForm(typed), stored, rev=7, other="李芳", cancel="../")
    if name == "refused":
        return refused(request, _("The meeting ends before it starts."), back="../", rules=[_("End after start.")])
    if name not in FRAMES:
        raise Http404
    if name == "checkin" and request.method == "POST":
        return JsonResponse(answer_to(request.body))
    context = {"rows": rows(at), "form": SampleForm(), "at": at, "grid": grid(request.site, at)}
    return render(request, f"workbench/gallery/{name}.html", context)


def answer_to(body: bytes) -> dict[str, Any]:
    """What the door says to a sample code: codes that begin with OK are admitted."""
    code = str(json.loads(body or b"{}").get("code", ""))
    if code.startswith("OK"):
        return {
            "outcome": "admitted",
            "name": "李芳",
            "seat": "3-12",
            "organisation": _("Interview"),
            "hall_count": 1209,
        }
    return {"outcome": "refused", "reason": "forged", "message": _("This code is not ours."), "name": ""}


def grid(site: Site, at: datetime) -> dict[str, Any]:
    """Rooms and bookings of the site's present day, as wall times."""
    day = local(site, at).strftime("%Y-%m-%d")
    states = ["confirmed", "tentative", "live", "late", "closed"]
    rooms = []
    for number in range(8):
        booked = [
            {
                "id": number * 10 + part,
                "begin": f"{day}T{8 + (number + part * 4) % 11:02}:{'30' if number % 2 else '00'}",
                "minutes": [90, 120, 180][(number + part) % 3],
                "state": states[(number + part) % len(states)],
                "title": [_("Annual meeting"), _("Interview"), _("Signing of the contract")][(number + part) % 3],
            }
            for part in range(2)
        ]
        rooms.append({"id": number, "name": f"{300 + number}", "capacity": 20 * (number + 1), "booked": booked})
    now = local(site, at).strftime("%Y-%m-%dT%H:%M")
    return {"start": f"{day}T07:00", "end": f"{day}T22:00", "now": now, "rooms": rooms}
