from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "guanjia.workbench"
    label = "workbench"
