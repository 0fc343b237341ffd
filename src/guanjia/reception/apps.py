from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "guanjia.reception"
    label = "reception"
