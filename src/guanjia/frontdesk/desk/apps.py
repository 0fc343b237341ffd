from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "guanjia.frontdesk.desk"
    label = "desk"
