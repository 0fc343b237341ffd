from django.apps import AppConfig


class RoomcontrolConfig(AppConfig):
    name = "guanjia.roomcontrol"
    label = "roomcontrol"
