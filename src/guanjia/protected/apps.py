"""Internal meetings that need more."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtectedConfig(AppConfig):
    name = "guanjia.protected"
    label = "protected"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.urls import reverse  # noqa: PLC0415 - models are ready only now

        from guanjia.conference.public import register_gate  # noqa: PLC0415
        from guanjia.duties.public import register_fitness  # noqa: PLC0415
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.protected.actions.dossiers import SWITCHED  # noqa: PLC0415
        from guanjia.protected.actions.staff import KEPT_OUT  # noqa: PLC0415
        from guanjia.protected.permissions import clears_staff, sees_dossier  # noqa: PLC0415
        from guanjia.protected.queries.deeds import WORDS  # noqa: PLC0415
        from guanjia.protected.queries.fitness import not_cleared  # noqa: PLC0415
        from guanjia.protected.queries.gates import dossier_of_block  # noqa: PLC0415
        from guanjia.protected.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.protected.rules.meeting import DOSSIER  # noqa: PLC0415
        from guanjia.protected.subjects import KINDS  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as register_item  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        deeds.register(DOSSIER, WORDS)
        register_gate("conference.block", "protected", dossier_of_block)
        register_fitness("protected", not_cleared)
        register_template(
            Template(KEPT_OUT, N_("{ref}: you do not enter"), N_("Somebody on its list does your part there."))
        )
        register_template(
            Template(SWITCHED, N_("{ref}: another plan is in force"), N_("Now: {plan}. Read it at once."))
        )
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        label = _("Protection")

        def of_event(site: object, event: object) -> str:
            if event.secrecy != "internal":  # type: ignore[attr-defined]
                return ""
            return reverse("protected:dossier", args=[site.code, event.ref])  # type: ignore[attr-defined]

        def of_block(site: object, block: object) -> str:
            return of_event(site, block.event)  # type: ignore[attr-defined]

        register_link(PageLink("conference.event", "protected", label, of_event, sees_dossier, 40))
        register_link(PageLink("conference.block", "protected", label, of_block, sees_dossier, 40))
        register_item(
            MenuItem("people", _("Clearance of the crew"), "protected:clearances", "shield-check", clears_staff, 80)
        )
