"""Addresses of layouts."""

from django.urls import path, register_converter

from guanjia.layouts.views import building, events, layouts, rooms


class VerbConverter:
    """What may be done with a layout in one press."""

    regex = "choose|drop"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VerbConverter, "layouts_verb")

app_name = "layouts"
urlpatterns = [
    path("", rooms.room_list, name="rooms"),
    path("rooms/<int:room_id>/", rooms.room_page, name="room"),
    path("rooms/<int:room_id>/draw/", rooms.draw, name="draw"),
    path("rooms/<int:room_id>/outline/", rooms.outline_page, name="outline"),
    path("rooms/<int:room_id>/model/", building.model_page, name="model"),
    path("rooms/<int:room_id>/count/", rooms.count, name="count"),
    path("rooms/<int:room_id>/capacity/<slug:style>/", rooms.capacity, name="capacity"),
    path("events/<int:event_id>/", events.event_page, name="event"),
    path("meetings/<int:block_id>/", events.block_page, name="block"),
    path("beside/", events.beside, name="beside"),
    path("<int:layout_id>/", layouts.layout_page, name="layout"),
    path("<int:layout_id>/save/", layouts.save, name="save"),
    path("<int:layout_id>/plan.pdf", layouts.paper, name="paper"),
    path("<int:layout_id>/walk/", layouts.walk, name="walk"),
    path("<int:layout_id>/comment/", layouts.comment, name="comment"),
    path("<int:layout_id>/comments/<int:comment_id>/settle/", layouts.settle, name="settle"),
    path("<int:layout_id>/<layouts_verb:verb>/", layouts.act, name="act"),
]
