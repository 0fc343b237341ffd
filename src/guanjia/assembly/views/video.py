"""The video room's page and its lines; captions from a speech engine."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from guanjia.assembly.actions.captions import assembly_of_key, give_caption_key, hear
from guanjia.assembly.actions.servers import clerks_way_in, way_in
from guanjia.assembly.actions.video import MOST_PEOPLE, fetch, leave_video, refuse_video, send
from guanjia.assembly.permissions import keeps_assembly
from guanjia.assembly.queries.relays import ice_servers
from guanjia.assembly.queries.rooms import Reader
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.views.common import assembly_of, number_in, tried
from guanjia.assembly.views.room import room_page
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page, require_page


@room_page
def video(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    """See and hear each other, six at most; only for who is in the meeting now, and gone when it ends."""
    try:
        if reader.tablet is not None:
            raise AssemblyRefused("", _("This meeting has no video room."))
        refuse_video(reader.attendee, at)
    except AssemblyRefused as refused:
        messages.error(request, str(refused))
        return redirect("assembly_room", token)
    context = {
        "site": reader.assembly.site,
        "assembly": reader.assembly,
        "title": reader.assembly.event.title,
        "guest": reader.attendee.guest,
        "token": token,
        "most": MOST_PEOPLE,
        "ice": json.dumps(ice_servers(reader.attendee, at)),
        "me": reader.attendee.pk,
    }
    return render(request, "assembly/video.html", context)


@require_GET
@room_page
def lines(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    """Who is in the room, and what was sent to this page."""
    try:
        mail = fetch(attendee=reader.attendee, at=at)
    except AssemblyRefused as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    peers = [{"id": pk, "name": name} for pk, name in mail.peers]
    return JsonResponse({"peers": peers, "lines": mail.lines})


@require_POST
@room_page
def line(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    """A line from this page to another, or (without `to`) that this page leaves."""
    if not request.POST.get("to"):
        leave_video(attendee=reader.attendee)
        return HttpResponse(status=204)
    kind, body = request.POST.get("kind", ""), request.POST.get("body", "")
    try:
        send(attendee=reader.attendee, to=number_in(request, "to"), kind=kind, body=body, at=at)
    except AssemblyRefused as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    return HttpResponse(status=204)


@require_GET
@room_page
def enter(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    """The door to the operator's own video service: whoever takes part from afar is passed on, anybody else reads why not."""
    if reader.tablet is not None:
        messages.error(request, _("Take part from afar first: the video meeting is for people outside the hall."))
        return redirect("assembly_room", token)
    try:
        return _passed_on(way_in(reader.attendee, at))
    except AssemblyRefused as refused:
        messages.error(request, str(refused))
        return redirect("assembly_room", token)


@require_GET
@require_page(keeps_assembly)
def hall(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The same for the camera of the hall, opened by the clerk."""
    found = assembly_of(request, pk)
    try:
        return _passed_on(clerks_way_in(found, actor=request.user, at=site_now(request.site)))
    except AssemblyRefused as refused:
        messages.error(request, str(refused))
        return redirect("assembly:console", site_code, pk)


def _passed_on(address: str) -> HttpResponse:
    """The service is not told from where, and nothing keeps the way."""
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@require_POST
@public_page
def caption(request: HttpRequest, token: str) -> HttpResponse:
    """A line of the operator's speech engine: {"key", "words", "language"}. 201 new, 200 known, 404 no such key, 422 refused."""
    found = assembly_of_key(token)
    if found is None:
        return JsonResponse({"refused": "unknown key"}, status=404)
    try:
        told = json.loads(request.body[:5000])
        key, words, language = str(told["key"]), str(told["words"]), str(told.get("language", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"refused": 'send {"key": "...", "words": "..."}'}, status=422)
    try:
        fresh = hear(assembly=found, key=key, words=words, language=language, at=site_now(found.site))
    except AssemblyRefused as refused:
        return JsonResponse({"refused": str(refused)}, status=422)
    return JsonResponse({}, status=201 if fresh else 200)


@require_POST
@require_page(keeps_assembly)
def caption_key(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A key for the speech engine, shown once."""
    found = assembly_of(request, pk)
    made: list[str] = []
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if tried(request, lambda: made.append(give_caption_key(assembly=found, **who))):
        address = request.build_absolute_uri(f"/p/captions/{made[0]}/")
        messages.success(
            request, _("Let the speech engine post its lines to: %(address)s (shown only now)") % {"address": address}
        )
    return redirect("assembly:settings", site_code, pk)
