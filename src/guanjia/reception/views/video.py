"""A meeting that venues elsewhere join: lines, roll call."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from guanjia.conference.public import Block
from guanjia.duties.public import duties_of
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import Roles, is_any_of, require_page
from guanjia.reception.actions.video import call_venue, plan_video
from guanjia.reception.forms.languages import VideoForm
from guanjia.reception.models import SubVenue, VideoMeeting
from guanjia.reception.permissions import plans_receptions, sees_receptions
from guanjia.reception.rules.kinds import VIDEO
from guanjia.reception.views.common import tried

runs_lines = sees_receptions | is_any_of(Roles.TECHNICIAN)


def _block(request: HttpRequest, pk: int) -> Block:
    rows = Block.objects.select_related("event__site", "room", "site")
    block = get_object_or_404(rows, pk=pk, site=request.site)
    if block.event.secrecy == "controlled":
        raise Http404
    return block


@require_page(runs_lines)
def video(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Lines, venues and the roll call of a meeting in a room."""
    block = _block(request, pk)
    found = VideoMeeting.objects.filter(block=block).first()
    plans = plans_receptions(request.user, request.site)
    initial: dict[str, Any] = {}
    if found is not None:
        initial = {name: getattr(found, name) for name in ("main_line", "spare_line", "bridge")}
        initial["venues"] = "\n".join(found.venues.values_list("name", flat=True))
    form = VideoForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if not plans:
            raise Http404
        if form.is_valid():
            data = form.cleaned_data | {"venues": form.cleaned_data["venues"].splitlines()}
            at = site_now(request.site)
            if tried(request, lambda: plan_video(block=block, actor=request.user, at=at, **data), "", form):
                return redirect("reception:video", site_code, pk)
    context = {
        "meeting": block,
        "video": found,
        "venues": found.venues.all() if found else [],
        "form": form,
        "plans": plans,
        "duties": duties_of(VIDEO, found.pk) if found else [],
    }
    return render(request, "reception/video.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(runs_lines)
def call(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One venue answered, or did not; its microphones are shut, or not."""
    rows = SubVenue.objects.select_related("video__block__event", "video__site")
    venue = get_object_or_404(rows, pk=pk, video__site=request.site)
    answered, muted = request.POST.get("answered") == "1", request.POST.get("muted") == "1"
    at = site_now(request.site)
    tried(request, lambda: call_venue(venue=venue, answered=answered, muted=muted, actor=request.user, at=at))
    return redirect("reception:video", site_code, venue.video.block_id)
