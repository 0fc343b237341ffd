from django.apps import AppConfig


class HomesConfig(AppConfig):
    name = "guanjia.frontdesk.homes"
    label = "homes"
