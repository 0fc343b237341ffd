from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "guanjia.custody"
    label = "custody"
