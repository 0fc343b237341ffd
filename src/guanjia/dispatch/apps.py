"""Who does which order when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DispatchConfig(AppConfig):
    name = "guanjia.dispatch"
    label = "dispatch"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.dispatch import rehearsal  # noqa: PLC0415 - models are ready only now
        from guanjia.dispatch.actions.teams import TEAM  # noqa: PLC0415
        from guanjia.dispatch.permissions import gives_out, keeps_teams  # noqa: PLC0415 - models are ready only now
        from guanjia.dispatch.rules.states import Mode  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        modes = tuple((mode.value, mode.label) for mode in Mode)
        declare(
            Setting("dispatch.mode", "choice", Mode.PROPOSE.value, N_("How work orders are given out"), choices=modes)
        )
        register(MenuItem("service", _("Dispatch board"), "dispatch:board", "route", gives_out, 8))
        register(MenuItem("service", _("Skills and areas"), "dispatch:abilities", "users-group", keeps_teams, 38))
        words = {
            "abilities": N_("Skills set"), "area": N_("Area kept"), "area_dropped": N_("Area dropped"),
            "ways": N_("Ways set"),
        }  # fmt: skip
        deeds.register(TEAM, words)
        rehearsal.register()
