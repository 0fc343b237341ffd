from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "guanjia.foundation.rehearsal"
    label = "rehearsal"

    def ready(self) -> None:
        from guanjia.foundation.rehearsal.invariants import DELIVERED, WHOLE  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.rehearsal.registry import add_invariant  # noqa: PLC0415 - models are ready only now

        add_invariant(DELIVERED)
        add_invariant(WHOLE)
