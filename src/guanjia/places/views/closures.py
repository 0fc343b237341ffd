"""Closing a room and opening it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.places.actions.closures import close_room, conflicts_of, lift_closure
from guanjia.places.forms.booking import ClosureForm
from guanjia.places.models import Closure, Room
from guanjia.places.permissions import closer_page
from guanjia.ui.errors import invalid


@closer_page
def close(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """Close the room for a time. Bookings under it are shown first and stay until somebody moves them."""
    room = get_object_or_404(Room.objects.select_related("site"), pk=room_id, site=request.site)
    form = ClosureForm(request.POST or None, site=request.site)
    context = {"form": form, "room": room}
    if request.method != "POST":
        return render(request, "places/closure_form.html", context)
    if not form.is_valid():
        return invalid(request, "places/closure_form.html", context)
    clean = form.cleaned_data
    conflicts = conflicts_of(room, clean["starts_at"], clean["ends_at"])
    if conflicts and "anyway" not in request.POST:
        return invalid(request, "places/closure_form.html", context | {"conflicts": conflicts})
    _closure, under = close_room(room=room, at=site_now(request.site), actor=request.user, **clean)
    words = {"room": room.name, "n": len({taken.holder for taken in under})}
    if under:
        messages.warning(request, _("%(room)s is closed. %(n)s bookings lie under the closure: move them.") % words)
    else:
        messages.success(request, _("%(room)s is closed.") % words)
    return redirect("places:room", site_code, room.pk)


@closer_page
@require_POST
def lift(request: HttpRequest, site_code: str, closure_id: int) -> HttpResponse:
    """Open the room again before the end of the closure."""
    closure = get_object_or_404(Closure.objects.select_related("room", "site"), pk=closure_id, site=request.site)
    lift_closure(closure=closure, at=site_now(request.site), actor=request.user)
    if closure.room_id is None:
        return redirect("places:rooms", site_code)
    return redirect("places:room", site_code, closure.room_id)
