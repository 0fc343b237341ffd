from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "guanjia.portal"
    label = "portal"
