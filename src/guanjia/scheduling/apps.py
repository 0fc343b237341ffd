from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "guanjia.scheduling"
    label = "scheduling"
