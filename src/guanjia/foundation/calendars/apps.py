from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "guanjia.foundation.calendars"
    label = "calendars"
