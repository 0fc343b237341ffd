from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferenceConfig(AppConfig):
    name = "guanjia.conference"
    label = "conference"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.conference import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.conference.permissions import can_plan, can_see_conferences  # noqa: PLC0415
        from guanjia.conference.rehearsal.clockwork import CLOCK  # noqa: PLC0415
        from guanjia.conference.rehearsal.invariants import INVARIANTS  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_clockwork, add_invariant  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.ui import menu  # noqa: PLC0415

        item = menu.MenuItem
        menu.register(
            item("conference", _("Conferences"), "conference:events", "presentation", can_see_conferences, 10)
        )
        menu.register(item("conference", _("Room grid"), "conference:grid", "calendar-time", can_see_conferences, 20))
        menu.register(item("conference", _("Board"), "conference:board", "device-tv", can_see_conferences, 30))
        menu.register(item("conference", _("Meeting by telephone"), "conference:call", "phone", can_plan, 40))
        from guanjia.conference.permissions import hears_block, hears_event  # noqa: PLC0415
        from guanjia.foundation.live.public import register_topic_rule  # noqa: PLC0415

        register_topic_rule("block", hears_block)
        register_topic_rule("event", hears_event)
        for kind in subjects.KINDS:
            register(kind)
        from guanjia.conference.rehearsal.visitors import ONCE  # noqa: PLC0415

        for invariant in (*INVARIANTS, ONCE):
            add_invariant(invariant)
        add_clockwork(CLOCK)
