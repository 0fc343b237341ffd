"""A meeting called by telephone, entered while the caller speaks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.forms import CallForm
from guanjia.conference.permissions import can_plan
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Regime, Secrecy
from guanjia.foundation.secrecy.public import SecretRefused, refuse_marked
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page
from guanjia.places.public import Room, SlotTaken


@require_page(can_plan)
def call(request: HttpRequest, site_code: str) -> HttpResponse:
    """The form; a good one makes the event and shows it, a bad one keeps what was typed."""
    now = site_now(request.site)
    today = local(request.site, now)
    given = {name: request.GET[name] for name in ("room", "on", "start", "end") if name in request.GET}
    if "T" in request.GET.get("starts_at", ""):  # a click on free time in the grid
        given["on"], given["start"] = request.GET["starts_at"].split("T", 1)
    initial = {"on": today.date().isoformat()} | given
    form = CallForm(request.POST or None, site=request.site, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            refuse_marked({name: data[name] for name in ("title", "wants", "contact_phone")}, site=request.site)
            if data["ends_at"] <= now:
                raise Refused("on", _("This meeting would be over already."))
            event = call_meeting(
                site=request.site,
                title=data["title"],
                room_id=data["room"].pk,
                starts_at=data["starts_at"],
                ends_at=data["ends_at"],
                headcount=data["headcount"],
                regime=Regime(data["regime"]),
                secrecy=Secrecy(data["secrecy"]),
                contact_phone=data["contact_phone"],
                wants=data["wants"],
                meeting_class=int(data["meeting_class"]) if data["meeting_class"] else None,
                actor=request.user,
                at=now,
            )
        except SlotTaken as taken:
            form.add_error("room", str(taken))
        except SecretRefused as secret:
            form = CallForm(site=request.site, initial=initial)  # FIELD 1: nothing of it is kept, not even on the page
            messages.error(request, str(secret))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("%(ref)s is in its room.") % {"ref": event.ref})
            seats = most_seats(data["room"])
            if seats is not None and data["headcount"] > seats:
                words = _("%(room)s seats %(seats)s at most; %(heads)s are expected.")
                messages.warning(request, words % {"room": data["room"], "seats": seats, "heads": data["headcount"]})
            return redirect("conference:event", site_code, event.ref)
    return render(request, "conference/call.html", {"form": form}, status=422 if form.errors else 200)


def most_seats(room: Room) -> int | None:
    """How many the room takes in its widest style; None when nobody has said."""
    return max((style.capacity for style in room.styles.all()), default=None)
