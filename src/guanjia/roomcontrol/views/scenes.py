"""What scenes mean in a room: seen, changed, made, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.keeping import drop_scene, keep_scene
from guanjia.roomcontrol.forms import SceneForm
from guanjia.roomcontrol.models import Scene
from guanjia.roomcontrol.permissions import keeps_scenes
from guanjia.roomcontrol.queries.scenes import kinds_in, scene_lines
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import SceneCode


@require_page(keeps_scenes)
def scene_list(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """The scenes of a room; `?scene=start` or `?scene=own&name=...` opens one in the form, POST keeps it."""
    room = get_object_or_404(Room.objects.select_related("site"), pk=room_id, site=request.site)
    kinds = kinds_in(room)
    if request.method != "POST":
        return _page(request, room, SceneForm(kinds=kinds, initial=_initial(request, room)))
    form = SceneForm(request.POST, kinds=kinds)
    if form.is_valid():
        given = form.cleaned_data
        try:
            keep_scene(
                site=request.site, room=None if given["everywhere"] else room, code=SceneCode(given["code"]), name=given["name"],
                steps=form.steps(), actor=request.user, at=site_now(request.site),
            )  # fmt: skip
        except RoomRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except SecretRefused as secret:
            form.add_error("name", str(secret))
        else:
            messages.success(request, _("The scene is kept."))
            return redirect("roomcontrol:scenes", site_code, room.pk)
    return _page(request, room, form, 422)


def _page(request: HttpRequest, room: Room, form: SceneForm, status: int = 200) -> HttpResponse:
    context = {"room": room, "lines": scene_lines(room), "form": form}
    return render(request, "roomcontrol/scenes.html", context, status=status)


def _initial(request: HttpRequest, room: Room) -> dict[str, Any]:
    code, name = request.GET.get("scene", ""), request.GET.get("name", "")
    line = next((each for each in scene_lines(room) if (each.code.value, each.name) == (code, name)), None)
    if line is None:
        return {"code": SceneCode.OWN.value}
    everywhere = line.row is not None and line.row.room_id is None
    return {"code": code, "name": name, "everywhere": everywhere} | SceneForm.initial_of(line.steps)


@require_POST
@require_page(keeps_scenes)
def dropped(request: HttpRequest, site_code: str, scene_id: int) -> HttpResponse:
    """A scene is taken out: a standard one means again what every house does."""
    scene = get_object_or_404(Scene.objects.select_related("site"), pk=scene_id, site=request.site)
    back = typed.number(request.POST.get("room")) or scene.room_id
    drop_scene(scene=scene, actor=request.user, at=site_now(request.site))
    room = Room.objects.filter(site=request.site, pk=back).first()
    return redirect("roomcontrol:scenes", site_code, room.pk) if room else redirect("roomcontrol:rooms", site_code)
