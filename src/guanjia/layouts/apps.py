from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LayoutsConfig(AppConfig):
    name = "guanjia.layouts"
    label = "layouts"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415 - models are ready only now
        from guanjia.layouts.permissions import can_see_layouts  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        words = {
            "draw": N_("Layout drawn"),
            "change": N_("Layout changed by hand"),
            "choose": N_("Layout chosen"),
            "comment": N_("Comment on the layout"),
            "settle": N_("Comment seen to"),
            "drop": N_("Layout dropped"),
        }
        deeds.register("layouts.layout", words)
        register(MenuItem("conference", _("Layouts"), "layouts:rooms", "layout-grid", can_see_layouts, 25))
