from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "guanjia.foundation.rehearsal"
    label = "rehearsal"
