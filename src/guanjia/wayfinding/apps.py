from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WayfindingConfig(AppConfig):
    name = "guanjia.wayfinding"
    label = "wayfinding"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.urls import reverse  # noqa: PLC0415 - models are ready only now

        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415
        from guanjia.wayfinding.permissions import sees_ways  # noqa: PLC0415
        from guanjia.wayfinding.queries.asking import entrance_way  # noqa: PLC0415
        from guanjia.wayfinding.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.wayfinding.subjects import CLOSING, KINDS  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        deeds.register("wayfinding.spot", {"spot": N_("Place drawn"), "remove": N_("Taken out")})
        deeds.register(
            "wayfinding.link",
            {
                "link": N_("Places joined"),
                "facility": N_("Tied to the map without barriers"),
                "remove": N_("Taken out"),
            },
        )
        deeds.register(CLOSING, {"close": N_("Way closed"), "open": N_("Way opened again")})
        enter(MenuItem("conference", _("Wayfinding"), "wayfinding:ways", "route", sees_ways, 60, more=True))

        def from_entrance(site: Any, block: Any) -> str:
            return "" if block.event.secrecy == "controlled" else entrance_way(block.room)

        def of_room(site: Any, room: Any) -> str:
            return reverse("wayfinding:ways", args=[site.code])

        register_link(PageLink("conference.block", "way", _("Way to the hall"), from_entrance, sees_ways, 60))
        register_link(PageLink("places.room", "way", _("Wayfinding"), of_room, sees_ways, 60))
        add_troupe(TROUPE)
        for invariant in INVARIANTS:
            add_invariant(invariant)
