from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "guanjia.foundation.secrecy"
    label = "secrecy"
