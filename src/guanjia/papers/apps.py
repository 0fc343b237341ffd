from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "guanjia.papers"
    label = "papers"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.duties.public import Task, register_performer  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import ESTATE, Troupe, add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.papers import rehearsal, subjects  # noqa: PLC0415
        from guanjia.papers.actions import pack, pack_parts, sheets  # noqa: PLC0415
        from guanjia.papers.queries.lists import may_see_record  # noqa: PLC0415
        from guanjia.people.public import is_staff  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        def clear(task: Task) -> None:
            sheets.clear_sheets(site=task.site, at=task.at)

        for kind in subjects.KINDS:
            register(kind)
        register_performer("papers.clear", clear)
        register_holder("papers.record", may_see_record)
        _words()
        declare(Setting(pack_parts.CARDS, "text", "", N_("Valve and lift cards for the outage pack, one a line")))
        for order, (code, label, build) in enumerate(
            (
                ("cards", _("Valves, switches, lifts"), pack_parts.cards),
                ("telephones", _("Telephone tree"), pack_parts.telephones),
                ("duties", _("Open duties by post"), pack_parts.open_duties),
                ("inside", _("People inside"), pack_parts.inside_now),
            )
        ):
            pack.register_section(pack.Section(f"papers.{code}", label, build, order * 10))
        add_troupe(Troupe("papers", rehearsal.cast, rehearsal.report, play=ESTATE))
        for invariant in rehearsal.INVARIANTS:
            add_invariant(invariant)
        enter(MenuItem("frontdesk", _("Forms"), "papers:forms", "forms", is_staff, 70, more=True))
        enter(MenuItem("frontdesk", _("Documents"), "papers:records", "archive", is_staff, 71, more=True))
        enter(MenuItem("frontdesk", _("Outage pack"), "papers:pack", "plug-connected-x", is_staff, 72, more=True))


def _words() -> None:
    """What histories say, and what goes out."""
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415 - models are ready only now
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
    from guanjia.papers.rules.records import RecordState  # noqa: PLC0415
    from guanjia.papers.rules.sheets import SheetState  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    lost = N_("The original cannot be found. Whoever had it last stands in its register.")
    register_template(Template("papers.lost", N_("Lost: {number} {title}"), lost))
    words = {
        "reserve": N_("Number reserved"),
        "make": N_("Begun"),
        "print": N_("Was printed"),
        "clear": N_("Cleared, its time was over"),
    }
    deeds.register("papers.sheet", words, SheetState)
    words = {
        "register": N_("Registered"),
        "hand_on": N_("Handed on"),
        "take_back": N_("Back with the keeper"),
        "lose": N_("The original is lost"),
        "archive": N_("Put into the archive"),
        "hold": N_("Legal hold"),
        "lift": N_("Legal hold lifted"),
        "destroy": N_("Destroyed"),
    }
    deeds.register("papers.record", words, RecordState)
