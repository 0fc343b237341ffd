from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    name = "guanjia.frontdesk.visitors"
    label = "visitors"
