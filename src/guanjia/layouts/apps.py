from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LayoutsConfig(AppConfig):
    name = "guanjia.layouts"
    label = "layouts"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.conference.public import register_drawn_halls  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.layouts.permissions import can_see_layouts  # noqa: PLC0415
        from guanjia.layouts.queries.halls import drawn_halls  # noqa: PLC0415
        from guanjia.layouts.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
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
        register_drawn_halls("layouts", drawn_halls)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        register(MenuItem("conference", _("Layouts"), "layouts:rooms", "layout-grid", can_see_layouts, 25))
        from django.urls import reverse  # noqa: PLC0415

        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

        def of_event(site: Any, event: Any) -> str:
            return "" if event.secrecy == "controlled" else reverse("layouts:event", args=[site.code, event.pk])

        def of_block(site: Any, block: Any) -> str:
            own = of_event(site, block.event)
            return reverse("layouts:block", args=[site.code, block.pk]) if own else ""

        def of_room(site: Any, room: Any) -> str:
            return reverse("layouts:room", args=[site.code, room.pk])

        links = (("conference.event", _("Layouts"), of_event), ("places.room", _("Layouts"), of_room))
        for page, label, address in (*links, ("conference.block", _("Layout"), of_block)):
            register_link(PageLink(page, "layouts", label, address, can_see_layouts, 10))
