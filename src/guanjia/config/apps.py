from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "guanjia.config"
    label = "config"
