"""A period placed at once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulingConfig(AppConfig):
    name = "guanjia.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.scheduling.permissions import sees_periods  # noqa: PLC0415
        from guanjia.scheduling.queries.deeds import WORDS  # noqa: PLC0415
        from guanjia.scheduling.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.scheduling.rules.states import PeriodState  # noqa: PLC0415
        from guanjia.scheduling.subjects import KINDS, PERIOD  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as to_menu  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        deeds.register(PERIOD, WORDS, PeriodState)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        to_menu(MenuItem("conference", _("Periods"), "scheduling:periods", "calendar-cog", sees_periods, 28))
