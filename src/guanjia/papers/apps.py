from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "guanjia.papers"
    label = "papers"
