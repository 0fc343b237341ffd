from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "guanjia.conference"
    label = "conference"
