from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "guanjia.foundation.live"
    label = "live"
