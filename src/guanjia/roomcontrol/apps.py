from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomcontrolConfig(AppConfig):
    name = "guanjia.roomcontrol"
    label = "roomcontrol"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.urls import reverse  # noqa: PLC0415 - models are ready only now

        from guanjia.foundation.rehearsal.public import add_clockwork, add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.roomcontrol import tasks  # noqa: F401, PLC0415 - registers its beats
        from guanjia.roomcontrol.actions.climate import COMFORT, station_said  # noqa: PLC0415
        from guanjia.roomcontrol.actions.keeping import SCENE  # noqa: PLC0415
        from guanjia.roomcontrol.actions.overrides import OVERRIDE  # noqa: PLC0415
        from guanjia.roomcontrol.actions.scenes import RUN, heard  # noqa: PLC0415
        from guanjia.roomcontrol.permissions import sees_rooms  # noqa: PLC0415
        from guanjia.roomcontrol.rehearsal import CLOCK, INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.roomcontrol.rules.scenes import RunState  # noqa: PLC0415
        from guanjia.roomcontrol.subjects import KINDS  # noqa: PLC0415
        from guanjia.telemetry.public import register_listener  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        register_listener("roomcontrol", heard)
        register_listener("roomcontrol.weather", station_said)
        add_troupe(TROUPE)
        add_clockwork(CLOCK)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        for kind in KINDS:
            register(kind)
        declare(
            Setting("roomcontrol.exempt", "bool", False, N_("Exempt from the temperature limits of public buildings"))
        )
        declare(
            Setting(
                "roomcontrol.speech", "bool", False,
                N_("Commands may be spoken: the browser listens, and may send the sound to its maker; never in internal meetings"),
            )
        )  # fmt: skip
        deeds.register(SCENE, {"keep": N_("Scene kept"), "drop": N_("Scene taken out")})
        deeds.register(RUN, {"set": N_("Devices told")}, RunState)
        deeds.register(OVERRIDE, {"hold": N_("Held by hand"), "release": N_("Hold ended")})
        deeds.register(COMFORT, {"complain": N_("Too cold or too warm")})
        enter(MenuItem("conference", _("Room devices"), "roomcontrol:rooms", "temperature", sees_rooms, 62, more=True))

        def of_block(site: Any, block: Any) -> str:
            return reverse("roomcontrol:room", args=[site.code, block.room_id])

        def of_room(site: Any, room: Any) -> str:
            return reverse("roomcontrol:room", args=[site.code, room.pk])

        register_link(PageLink("conference.block", "roomcontrol", _("Room devices"), of_block, sees_rooms, 62))
        register_link(PageLink("places.room", "roomcontrol", _("Room devices"), of_room, sees_rooms, 62))
