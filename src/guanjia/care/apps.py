from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "guanjia.care"
    label = "care"
