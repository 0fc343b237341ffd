from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "guanjia.frontdesk.watch"
    label = "watch"
