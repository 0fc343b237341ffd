"""Papers of meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "guanjia.materials"
    label = "materials"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.urls import reverse  # noqa: PLC0415 - models are ready only now

        from guanjia.conference.public import register_gate  # noqa: PLC0415
        from guanjia.duties.public import register_performer  # noqa: PLC0415
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.materials.actions.destroying import DESTRUCTION  # noqa: PLC0415
        from guanjia.materials.actions.reading import perform_clear  # noqa: PLC0415
        from guanjia.materials.actions.recalling import MISSING  # noqa: PLC0415
        from guanjia.materials.permissions import may_see_paper, may_see_report, sees_papers  # noqa: PLC0415
        from guanjia.materials.queries.deeds import EVENT_WORDS, LIST_WORDS, PAPER_WORDS  # noqa: PLC0415
        from guanjia.materials.queries.gates import papers_of_block, papers_of_event  # noqa: PLC0415
        from guanjia.materials.queries.heads import SPARE  # noqa: PLC0415
        from guanjia.materials.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.materials.rules.copies import SPARE_PERCENT  # noqa: PLC0415
        from guanjia.materials.rules.states import LIST, PAPER, ListState, PaperState  # noqa: PLC0415
        from guanjia.materials.subjects import KINDS  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

        declare(Setting(SPARE, "int", SPARE_PERCENT, N_("Spare copies of papers, percent of heads"), 0, 50))
        for kind in KINDS:
            register(kind)
        deeds.register(LIST, LIST_WORDS, ListState)
        deeds.register(PAPER, PAPER_WORDS, PaperState)
        deeds.register("conference.event", EVENT_WORDS)
        register_gate("conference.event", "materials", papers_of_event)
        register_gate("conference.block", "materials", papers_of_block)
        register_performer("materials.clear", perform_clear)
        register_holder(PAPER, may_see_paper)
        register_holder(DESTRUCTION, may_see_report)
        register_template(
            Template(MISSING, N_("Numbered copy missing: {number}"), N_("{room}: hold the exit and search at once."))
        )
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        label = _("Papers")

        def of_event(site: object, event: object) -> str:
            if event.secrecy == "controlled":  # type: ignore[attr-defined]
                return ""
            return reverse("materials:papers", args=[site.code, event.ref])  # type: ignore[attr-defined]

        def of_block(site: object, block: object) -> str:
            return of_event(site, block.event)  # type: ignore[attr-defined]

        register_link(PageLink("conference.event", "materials", label, of_event, sees_papers, 30))
        register_link(PageLink("conference.block", "materials", label, of_block, sees_papers, 30))
