from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "guanjia.foundation.subjects"
    label = "subjects"
