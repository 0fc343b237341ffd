from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "guanjia.agenda"
    label = "agenda"
