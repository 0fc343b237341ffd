from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "guanjia.conference"
    label = "conference"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.conference import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.conference.rehearsal.clockwork import CLOCK  # noqa: PLC0415
        from guanjia.conference.rehearsal.invariants import INVARIANTS  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_clockwork, add_invariant  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_clockwork(CLOCK)
