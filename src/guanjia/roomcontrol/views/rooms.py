"""The room at one key: scenes, devices, holds, air, sentences."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.calling import call_technician
from guanjia.roomcontrol.actions.climate import complain, regulate, tell_weather
from guanjia.roomcontrol.actions.commands import confirm, say
from guanjia.roomcontrol.actions.overrides import hold, release
from guanjia.roomcontrol.actions.scenes import done_by_hand, start_scene, topic
from guanjia.roomcontrol.forms import HoldForm, SayForm, WeatherForm
from guanjia.roomcontrol.models import Override, SceneRun, SpokenCommand
from guanjia.roomcontrol.permissions import keeps_scenes, sees_rooms, sets_rooms
from guanjia.roomcontrol.queries.rooms import page_of, rooms_of
from guanjia.roomcontrol.rules.grammar import Refusal
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import SceneCode, Trigger
from guanjia.telemetry.public import DeviceKind


@require_page(sees_rooms)
def room_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """The rooms that have devices."""
    context = {"rooms": rooms_of(request.site), "topic": topic(request.site.pk)}
    return render(request, "roomcontrol/rooms.html", context)


@require_page(sees_rooms)
def room_page(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """One room."""
    return _page(request, _find(request, room_id))


def _page(request: HttpRequest, room: Room, status: int = 200, **forms: Any) -> HttpResponse:
    shown = page_of(room, site_now(request.site))
    kinds = [line.device.kind for line in shown["devices"]]  # type: ignore[attr-defined]
    context = shown | {
        "room": room,
        "sets": sets_rooms(request.user, request.site),
        "keeps": keeps_scenes(request.user, request.site),
        "topic": topic(request.site.pk),
        "say_form": forms.get("say_form") or SayForm(),
        "hold_form": forms.get("hold_form") or HoldForm(kinds=kinds),
        "weather_form": forms.get("weather_form") or WeatherForm(),
        "asked": forms.get("asked"),
        "kinds": {kind.value: kind.label for kind in DeviceKind},
    }
    return render(request, "roomcontrol/room.html", context, status=status)


def _find(request: HttpRequest, room_id: int) -> Room:
    return get_object_or_404(Room.objects.select_related("site"), pk=room_id, site=request.site)


@require_POST
@require_page(sets_rooms)
def scene(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """One tap: a scene."""
    room, code = _find(request, room_id), request.POST.get("scene", "")
    if code not in set(SceneCode):
        raise Http404
    try:
        start_scene(
            room=room, code=SceneCode(code), name=request.POST.get("name", "")[:40], trigger=Trigger.HAND, actor=request.user,
            at=site_now(request.site),
        )  # fmt: skip
    except RoomRefused as refused:
        messages.error(request, refused.message)
    return redirect("roomcontrol:room", site_code, room.pk)


@require_POST
@require_page(sets_rooms)
def settled(request: HttpRequest, site_code: str, run_id: int) -> HttpResponse:
    """Somebody has set by hand what did not answer."""
    run = get_object_or_404(SceneRun.objects.select_related("site"), pk=run_id, site=request.site)
    try:
        done_by_hand(run=run, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.error(request, _("This scene is over already."))
    return redirect("roomcontrol:room", site_code, run.room_id)


@require_POST
@require_page(sets_rooms)
def technician(request: HttpRequest, site_code: str, run_id: int) -> HttpResponse:
    """What did not answer becomes a work order."""
    run = get_object_or_404(SceneRun.objects.select_related("site", "room"), pk=run_id, site=request.site)
    try:
        order = call_technician(run=run, actor=request.user, at=site_now(request.site))
    except RoomRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Work order %(number)s is open.") % {"number": order.number})
    return redirect("roomcontrol:room", site_code, run.room_id)


@require_POST
@require_page(sets_rooms)
def hold_device(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """Set a kind of device by hand for a while."""
    room = _find(request, room_id)
    at = site_now(request.site)
    kinds = [line.device.kind for line in page_of(room, at)["devices"]]  # type: ignore[attr-defined]
    form = HoldForm(request.POST, kinds=kinds)
    if form.is_valid():
        given = form.cleaned_data
        try:
            hold(
                room=room, kind=given["kind"], values=form.values(), until=at + timedelta(hours=given["hours"]), reason=given["reason"],
                actor=request.user, at=at,
            )  # fmt: skip
            return redirect("roomcontrol:room", site_code, room.pk)
        except RoomRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except SecretRefused as secret:
            form.add_error("reason", str(secret))
    return _page(request, room, 422, hold_form=form)


@require_POST
@require_page(sets_rooms)
def release_device(request: HttpRequest, site_code: str, override_id: int) -> HttpResponse:
    """The rules hold again."""
    override = get_object_or_404(
        Override.objects.select_related("site", "room__site"), pk=override_id, site=request.site
    )
    at = site_now(request.site)
    release(override=override, why="hand", actor=request.user, at=at)
    if override.kind in {"climate", "fresh_air"}:
        regulate(room=override.room, at=at, actor=request.user, anew=True)
    return redirect("roomcontrol:room", site_code, override.room_id)


@require_POST
@require_page(sets_rooms)
def comfort(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """Too cold, or too warm: changed at once, and somebody asks again."""
    room = _find(request, room_id)
    try:
        made = complain(
            room=room, cold=request.POST.get("feels") == "cold", actor=request.user, at=site_now(request.site)
        )
    except RoomRefused as refused:
        messages.error(request, refused.message)
    else:
        text = _("From %(was)s to %(now)s °C. Ask again in ten minutes.") % {"was": made.was_c, "now": made.now_c}
        if made.was_c == made.now_c:
            text = _("It stays at %(now)s °C, which is the legal limit. Ask again in ten minutes.") % {
                "now": made.now_c
            }
        messages.success(request, text)
    return redirect("roomcontrol:room", site_code, room.pk)


@require_POST
@require_page(sets_rooms)
def command(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """A sentence: shown as it was understood, to be confirmed by one tap; or why it was not."""
    room, form = _find(request, room_id), SayForm(request.POST)
    if form.is_valid():
        try:
            asked = say(room=room, text=form.cleaned_data["text"], actor=request.user, at=site_now(request.site))
        except SecretRefused as secret:
            form.add_error("text", str(secret))
        else:
            if not asked.refused:
                return _page(request, room, asked=asked)
            form.add_error("text", _(Refusal(asked.refused).label))
    return _page(request, room, 422, say_form=form)


@require_POST
@require_page(sets_rooms)
def confirmed(request: HttpRequest, site_code: str, command_id: int) -> HttpResponse:
    """Yes, that was meant."""
    rows = SpokenCommand.objects.select_related("room__site", "site")
    asked = get_object_or_404(rows, pk=command_id, site=request.site, by=request.user)
    try:
        confirm(command=asked, actor=request.user, at=site_now(request.site))
    except RoomRefused as refused:
        messages.error(request, refused.message)
    return redirect("roomcontrol:room", site_code, asked.room_id)


@require_POST
@require_page(sets_rooms)
def weather(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """How warm it is outside; holds for three hours."""
    room, form = _find(request, room_id), WeatherForm(request.POST)
    if not form.is_valid():
        return _page(request, room, 422, weather_form=form)
    at = site_now(request.site)
    tell_weather(site=request.site, celsius=form.cleaned_data["celsius"], actor=request.user, at=at)
    try:
        regulate(room=room, at=at, actor=request.user)
    except RoomRefused as refused:
        messages.error(request, refused.message)
    return redirect("roomcontrol:room", site_code, room.pk)
