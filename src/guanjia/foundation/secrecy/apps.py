from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "guanjia.foundation.secrecy"
    label = "secrecy"

    def ready(self) -> None:
        """What was refused for its mark does not even stand in the form again (FIELD 1)."""
        from guanjia.foundation.secrecy.rules.marks import secret_mark  # noqa: PLC0415 - models are ready only now
        from guanjia.ui.formparts import veil  # noqa: PLC0415

        veil(lambda text: secret_mark(text) is not None)
