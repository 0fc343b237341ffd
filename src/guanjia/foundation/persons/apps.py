from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "guanjia.foundation.persons"
    label = "persons"

    def ready(self) -> None:
        from guanjia.foundation.persons.boxing import register  # noqa: PLC0415 - models must be loaded

        register()
