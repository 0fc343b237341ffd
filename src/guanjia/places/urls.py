"""Addresses of places."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, register_converter

from guanjia.foundation.tables.public import Importer, import_urls
from guanjia.places.permissions import keeper_page
from guanjia.places.tables import room_importer
from guanjia.places.views import closures, rooms, search, tree


class NounConverter:
    """Master data of places."""

    regex = "building|floor|space|equipment"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def importer(request: HttpRequest, **kwargs: Any) -> Importer:
    """The importer of rooms at this site."""
    return room_importer(request.site)


register_converter(NounConverter, "places_noun")
AT = "s/<slug:site_code>/places/"

app_name = "places"
urlpatterns = [
    path(f"{AT}rooms/", rooms.room_list, name="rooms"),
    path(f"{AT}rooms/free/", search.search, name="free"),
    path(f"{AT}rooms/codes/", rooms.codes, name="codes"),
    path(f"{AT}rooms/add/", rooms.room_save, name="room_add"),
    *import_urls(f"{AT}rooms/import/", "rooms_import", importer, keeper_page),
    path(f"{AT}rooms/<int:room_id>/", rooms.room, name="room"),
    path(f"{AT}rooms/<int:room_id>/change/", rooms.room_save, name="room_change"),
    path(f"{AT}rooms/<int:room_id>/close/", closures.close, name="close"),
    path(f"{AT}closures/<int:closure_id>/lift/", closures.lift, name="lift"),
    path(f"{AT}equipment/<int:equipment_id>/remove/", rooms.equipment_remove, name="equipment_remove"),
    path(f"{AT}tree/", tree.tree, name="tree"),
    path(f"{AT}tree/<places_noun:noun>/add/", tree.save, name="place_add"),
    path(f"{AT}tree/<places_noun:noun>/<int:row_id>/", tree.save, name="place_change"),
]
