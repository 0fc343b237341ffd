from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "guanjia.conference"
    label = "conference"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.conference import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
