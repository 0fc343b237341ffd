from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchConfig(AppConfig):
    name = "guanjia.frontdesk.watch"
    label = "watch"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.rehearsal.public import ESTATE, Troupe, add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.frontdesk.watch import rehearsal, subjects  # noqa: PLC0415
        from guanjia.frontdesk.watch.rules.handover import HandoverState  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.people.public import is_staff  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        deeds.register("watch.handover", {"begin": N_("Handover begun"), "hand_over": N_("Signed over")}, HandoverState)
        deeds.register("watch.post", {"hand_over": N_("Signed over")})
        deeds.register("watch.checkpoint", {"weather": N_("Bad weather"), "set": N_("Set up")})
        deeds.register("watch.log", {"log.write": N_("Entered in the log")})
        register_template(
            Template("watch.offered", N_("{post}: shift to be taken over"), N_("{number} waits for your signature."))
        )
        register_template(Template("watch.questioned", N_("{number}: the coming shift asks"), N_("{question}")))
        enter(MenuItem("frontdesk", _("Shift and handover"), "watch:shift", "arrows-exchange", is_staff, 60))
        enter(MenuItem("frontdesk", _("Duty log"), "watch:log", "notebook", is_staff, 61, more=True))
        enter(MenuItem("frontdesk", _("Patrol points"), "watch:points", "map-pin", is_staff, 62, more=True))
        add_troupe(Troupe("watch", rehearsal.cast, rehearsal.report, play=ESTATE))
        for invariant in rehearsal.INVARIANTS:
            add_invariant(invariant)
