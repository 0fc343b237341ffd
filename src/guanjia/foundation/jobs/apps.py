from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "guanjia.foundation.jobs"
    label = "jobs"
