"""Papers of meetings."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "guanjia.materials"
    label = "materials"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.conference.public import register_gate, register_printings  # noqa: PLC0415 - models are ready only now
        from guanjia.duties.public import register_performer  # noqa: PLC0415
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_clockwork, add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.materials.actions.destroying import DESTRUCTION  # noqa: PLC0415
        from guanjia.materials.actions.reading import perform_clear  # noqa: PLC0415
        from guanjia.materials.actions.recalling import MISSING  # noqa: PLC0415
        from guanjia.materials.permissions import may_see_paper, may_see_report  # noqa: PLC0415
        from guanjia.materials.queries.deeds import EVENT_WORDS, LIST_WORDS, PAPER_WORDS  # noqa: PLC0415
        from guanjia.materials.queries.gates import papers_of_block, papers_of_event  # noqa: PLC0415
        from guanjia.materials.queries.heads import SPARE  # noqa: PLC0415
        from guanjia.materials.queries.printings import printings  # noqa: PLC0415
        from guanjia.materials.rehearsal import INVARIANTS, LISTS, TROUPE  # noqa: PLC0415
        from guanjia.materials.rules.copies import SPARE_PERCENT  # noqa: PLC0415
        from guanjia.materials.rules.states import LIST, PAPER, ListState, PaperState  # noqa: PLC0415
        from guanjia.materials.subjects import KINDS  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        declare(Setting(SPARE, "int", SPARE_PERCENT, N_("Spare copies of papers, percent of heads"), 0, 50))
        for kind in KINDS:
            register(kind)
        deeds.register(LIST, LIST_WORDS, ListState)
        deeds.register(PAPER, PAPER_WORDS, PaperState)
        deeds.register("conference.event", EVENT_WORDS)
        register_printings("materials", printings)
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
        add_clockwork(LISTS)
        _links()


def _links() -> None:
    """Buttons on the pages of an event, of a meeting in a room, of the check-in and of a guest found there."""
    from django.urls import reverse  # noqa: PLC0415 - models are ready only now

    from guanjia.materials.permissions import hands_papers, sees_papers  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

    def address(name: str, site: Any, event: Any) -> str:
        return "" if event.secrecy == "controlled" else reverse(f"materials:{name}", args=[site.code, event.ref])

    def of_guest(site: Any, guest: Any) -> str:
        there = address("desk", site, guest.event)
        return f"{there}?guest={guest.pk}" if there else ""

    papers, desk = _("Papers"), _("Hand out")
    from guanjia.materials.views.desk import papers_at_checkin  # noqa: PLC0415
    from guanjia.ui.inserts import Insert, register_insert  # noqa: PLC0415

    part = "materials/parts/checkin.html"
    register_insert(Insert("conference.admitted", "materials", part, papers_at_checkin, hands_papers, 30))
    for link in (
        PageLink(
            "conference.event", "materials", papers, lambda site, row: address("papers", site, row), sees_papers, 30
        ),
        PageLink(
            "conference.block",
            "materials",
            papers,
            lambda site, row: address("papers", site, row.event),
            sees_papers,
            30,
        ),
        PageLink(
            "conference.checkin", "materials", desk, lambda site, row: address("desk", site, row), hands_papers, 30
        ),
        PageLink("conference.guest", "materials", desk, of_guest, hands_papers, 30),
    ):
        register_link(link)
