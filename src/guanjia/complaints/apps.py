from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "guanjia.complaints"
    label = "complaints"
