from django.apps import AppConfig


class ProtectedConfig(AppConfig):
    name = "guanjia.protected"
    label = "protected"
