from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "guanjia.foundation.events"
    label = "eventlog"
