"""The living agenda."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "guanjia.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.agenda.actions.telling import TEMPLATES, tell_overrun  # noqa: PLC0415 - models are ready only now
        from guanjia.agenda.queries.deeds import WORDS  # noqa: PLC0415
        from guanjia.agenda.queries.deviations import dossier_sections  # noqa: PLC0415
        from guanjia.agenda.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.agenda.rules.states import AgendaState, ItemState  # noqa: PLC0415
        from guanjia.agenda.subjects import AGENDA, ITEM, KINDS  # noqa: PLC0415
        from guanjia.conference.public import register_dossier_section  # noqa: PLC0415
        from guanjia.duties.public import register_performer  # noqa: PLC0415
        from guanjia.foundation.messages.public import register_template  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        for template in TEMPLATES:
            register_template(template)
        register_performer("agenda.tell_overrun", tell_overrun)
        register_dossier_section("agenda", dossier_sections)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        deeds.register(AGENDA, WORDS, AgendaState)
        deeds.register(ITEM, WORDS, ItemState)
        _declare_settings()
        _declare_links()


def _declare_settings() -> None:
    from guanjia.agenda.queries.deviations import TOLERANCE  # noqa: PLC0415
    from guanjia.agenda.queries.reading import BREAK_FLOOR  # noqa: PLC0415 - models are ready only now
    from guanjia.agenda.queries.signals import FIRST, LAST  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    minutes = N_("minutes")
    declare(Setting(BREAK_FLOOR, "int", 15, N_("A tea break is never shorter than"), 5, 30, unit=minutes))
    declare(Setting(FIRST, "int", 5, N_("First signal before the end of an item"), 2, 30, unit=minutes))
    declare(Setting(LAST, "int", 1, N_("Last signal before the end of an item"), 1, 5, unit=minutes))
    declare(Setting(TOLERANCE, "int", 1, N_("Deviation of a precise agenda that needs no reason"), 0, 10, unit=minutes))


def _declare_links() -> None:
    from django.urls import reverse  # noqa: PLC0415 - models are ready only now

    from guanjia.agenda.permissions import sees_agendas  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

    def of_event(site: object, event: object) -> str:
        if event.secrecy == "controlled":  # type: ignore[attr-defined]
            return ""
        return reverse("agenda:event", args=[site.code, event.ref])  # type: ignore[attr-defined]

    def of_block(site: object, block: object) -> str:
        if block.event.secrecy == "controlled":  # type: ignore[attr-defined]
            return ""
        return reverse("agenda:agenda", args=[site.code, block.pk])  # type: ignore[attr-defined]

    register_link(PageLink("conference.event", "agenda", _("Agenda"), of_event, sees_agendas, 5))
    register_link(PageLink("conference.block", "agenda", _("Agenda"), of_block, sees_agendas, 5))
