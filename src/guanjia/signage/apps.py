from django.apps import AppConfig


class SignageConfig(AppConfig):
    name = "guanjia.signage"
    label = "signage"
