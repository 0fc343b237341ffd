from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "guanjia.foundation.search"
    label = "search"
