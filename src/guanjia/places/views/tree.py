"""Buildings, floors, spaces and movable equipment of a site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import site_now
from guanjia.places.actions.master import save_place
from guanjia.places.forms.room import BuildingForm, EquipmentForm, FloorForm, SpaceForm
from guanjia.places.models import Building, Equipment, Floor, Space
from guanjia.places.permissions import KEEPER, keeper_page, staff_page
from guanjia.places.views.rooms import can_write, equipment_label
from guanjia.ui.errors import invalid

NOUNS: dict[str, tuple[Any, Any, Any, str]] = {
    "building": (Building, BuildingForm, _("Building"), "site"),
    "floor": (Floor, FloorForm, _("Floor"), "building__site"),
    "space": (Space, SpaceForm, _("Space"), "site"),
    "equipment": (Equipment, EquipmentForm, _("Equipment"), "site"),
}


@staff_page
def tree(request: HttpRequest, site_code: str) -> HttpResponse:
    """The tree of the site and what can be carried about in it."""
    site = request.site
    movable = Equipment.objects.filter(site=site, room=None)
    context = {
        "buildings": Building.objects.filter(site=site).prefetch_related("floors__spaces"),
        "loose": Space.objects.filter(site=site, floor=None),
        "movable": [(one, equipment_label(one)) for one in movable],
        "can_keep": can_write(request, KEEPER),
    }
    return render(request, "places/tree.html", context)


@keeper_page
def save(request: HttpRequest, site_code: str, noun: str, row_id: int | None = None) -> HttpResponse:
    """Add or change a building, a floor, a space or a piece of equipment."""
    model, form_class, label, path_to_site = NOUNS[noun]
    row = get_object_or_404(model, pk=row_id, **{path_to_site: request.site}) if row_id is not None else None
    initial = {"room": request.GET.get("room")} if noun == "equipment" and row is None else None
    form = form_class(request.POST or None, instance=row, site=request.site, initial=initial)
    context = {"form": form, "label": label, "row": row}
    if request.method != "POST":
        return render(request, "places/place_form.html", context)
    if not form.is_valid():
        return invalid(request, "places/place_form.html", context)
    save_place(row=form.instance, site=request.site, at=site_now(request.site), actor=request.user)
    if noun == "equipment" and form.instance.room_id:
        return redirect("places:room", site_code, form.instance.room_id)
    return redirect("places:tree", site_code)
