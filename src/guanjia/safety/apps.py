from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "guanjia.safety"
    label = "safety"
