from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "guanjia.foundation.sites"
    label = "sites"
