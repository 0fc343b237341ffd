from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignageConfig(AppConfig):
    name = "guanjia.signage"
    label = "signage"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.urls import reverse  # noqa: PLC0415 - models are ready only now

        from guanjia.foundation.live.public import register_echo, register_topic_rule  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.signage import tasks  # noqa: F401, PLC0415 - registers its beat
        from guanjia.signage.actions.screens import echo, hears_signs  # noqa: PLC0415
        from guanjia.signage.actions.takeovers import TAKEOVER  # noqa: PLC0415
        from guanjia.signage.permissions import sees_screens  # noqa: PLC0415
        from guanjia.signage.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.signage.subjects import KINDS, SCREEN  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        register_echo("signage", echo)
        register_topic_rule("signs", hears_signs)
        for kind in KINDS:
            register(kind)
        words = {
            "hang": N_("Screen hung up"),
            "change": N_("Screen changed"),
            "readdress": N_("New address"),
            "retire": N_("Screen taken down"),
            "silent": N_("Screen silent"),
            "seen": N_("Screen back"),
        }
        deeds.register(SCREEN, words)
        deeds.register(
            TAKEOVER,
            {"black": N_("Screens black"), "emergency": N_("Emergency text"), "back": N_("Screens given back")},
        )
        enter(MenuItem("conference", _("Screens"), "signage:screens", "device-tv", sees_screens, 61, more=True))

        def of_block(site: Any, block: Any) -> str:
            return reverse("signage:screens", args=[site.code]) + f"#room:{block.room_id}"

        def of_room(site: Any, room: Any) -> str:
            return reverse("signage:screens", args=[site.code]) + f"#room:{room.pk}"

        register_link(PageLink("conference.block", "screens", _("Screens"), of_block, sees_screens, 61))
        register_link(PageLink("places.room", "screens", _("Screens"), of_room, sees_screens, 61))
        add_troupe(TROUPE)
        for invariant in INVARIANTS:
            add_invariant(invariant)
