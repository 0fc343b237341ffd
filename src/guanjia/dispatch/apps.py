from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "guanjia.dispatch"
    label = "dispatch"
