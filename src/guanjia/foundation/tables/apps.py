from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "guanjia.foundation.tables"
    label = "tables"
