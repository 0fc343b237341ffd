from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "guanjia.surveys"
    label = "surveys"
