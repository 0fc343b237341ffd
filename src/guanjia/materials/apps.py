from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "guanjia.materials"
    label = "materials"
