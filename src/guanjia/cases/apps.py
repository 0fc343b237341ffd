from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "guanjia.cases"
    label = "cases"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.cases.permissions import can_see, hears_cases  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.live.public import register_topic_rule  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        register_topic_rule("cases", hears_cases)
        deeds.register("cases.play", {"case.ask": N_("Case asked for"), "case.played": N_("Case played")})
        register(MenuItem("conference", _("Worked cases"), "cases:list", "player-play", can_see, 90))
