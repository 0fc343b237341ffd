"""Addresses of roomcontrol, under /s/<site_code>/roomcontrol/."""

from django.urls import path

from guanjia.roomcontrol.views import rooms, scenes

app_name = "roomcontrol"
urlpatterns = [
    path("", rooms.room_list, name="rooms"),
    path("<int:room_id>/", rooms.room_page, name="room"),
    path("<int:room_id>/scene/", rooms.scene, name="scene"),
    path("<int:room_id>/hold/", rooms.hold_device, name="hold"),
    path("<int:room_id>/comfort/", rooms.comfort, name="comfort"),
    path("<int:room_id>/say/", rooms.command, name="say"),
    path("<int:room_id>/weather/", rooms.weather, name="weather"),
    path("<int:room_id>/scenes/", scenes.scene_list, name="scenes"),
    path("scenes/<int:scene_id>/drop/", scenes.dropped, name="drop-scene"),
    path("runs/<int:run_id>/technician/", rooms.technician, name="technician"),
    path("runs/<int:run_id>/settled/", rooms.settled, name="settled"),
    path("holds/<int:override_id>/release/", rooms.release_device, name="release"),
    path("commands/<int:command_id>/confirm/", rooms.confirmed, name="confirm"),
]
