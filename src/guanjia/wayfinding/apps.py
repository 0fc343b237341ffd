from django.apps import AppConfig


class WayfindingConfig(AppConfig):
    name = "guanjia.wayfinding"
    label = "wayfinding"
