from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SubjectsConfig(AppConfig):
    name = "guanjia.foundation.subjects"
    label = "subjects"

    def ready(self) -> None:
        autodiscover_modules("subjects")
