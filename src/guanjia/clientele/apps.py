from django.apps import AppConfig


class ClienteleConfig(AppConfig):
    name = "guanjia.clientele"
    label = "clientele"
