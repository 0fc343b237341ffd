from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_


class QueuesConfig(AppConfig):
    name = "guanjia.frontdesk.queues"
    label = "queues"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.rehearsal.public import (  # noqa: PLC0415 - models are ready only now
            ESTATE,
            Troupe,
            add_invariant,
            add_troupe,
        )
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.frontdesk.queues import rehearsal, subjects  # noqa: PLC0415
        from guanjia.frontdesk.queues.permissions import sees_screen, serves  # noqa: PLC0415
        from guanjia.frontdesk.queues.rules.tickets import FAIRNESS_CAP, TicketState  # noqa: PLC0415
        from guanjia.people.public import is_auditor  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        add_troupe(Troupe("queues", rehearsal.cast, rehearsal.report, ESTATE))
        add_invariant(rehearsal.SERVED_ONCE)
        for kind in subjects.KINDS:
            register(kind)
        words = {"take": N_("Number taken"), "call_again": N_("Called again"), "prioritise": N_("Goes first")}
        deeds.register(subjects.TICKET, words, TicketState)
        declare(Setting("queues.fairness_cap", "int", FAIRNESS_CAP, N_("Priority numbers that may pass one"), 1, 20))
        declare(Setting("queues.most_a_day", "int", 300, N_("Numbers of a business a day"), 10, 900))
        declare(Setting("queues.hours", "hours", "09:00-11:30 13:30-17:00", N_("Hours of the counters")))
        declare(Setting("queues.fee_day", "int", 0, N_("Day of the month by which fees are due"), 0, 31))
        watches = serves | is_auditor
        enter(MenuItem("frontdesk", _("Queue"), "queues:counters", "ticket", watches, 20))
        enter(MenuItem("frontdesk", _("Call screen"), "queues:screen", "device-tv", sees_screen, 21, more=True))
        enter(MenuItem("frontdesk", _("Appointments"), "queues:appointments", "calendar-time", watches, 22, more=True))
        enter(MenuItem("frontdesk", _("Peaks"), "queues:peaks", "chart-bar", watches, 23, more=True))
