from django.apps import AppConfig


class GreenConfig(AppConfig):
    name = "guanjia.green"
    label = "green"
