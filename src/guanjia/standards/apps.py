from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "guanjia.standards"
    label = "standards"
