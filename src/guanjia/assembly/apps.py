from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "guanjia.assembly"
    label = "assembly"
