from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_

OUTAGES = (
    ("announced", N_("{unit}: {kind} off from {starts} until about {ends}"), N_("{words} Notice {number}.")),
    ("changed", N_("{unit}: {kind} is expected back at {ends}"), N_("{words} Notice {number}.")),
    ("ended", N_("{unit}: {kind} is back"), N_("Thank you for your patience. Notice {number}.")),
    ("withdrawn", N_("{unit}: {kind} stays on, the outage of {starts} is called off"), N_("Notice {number}.")),
)


def told() -> list[tuple[str, dict[str, str], Any]]:
    """What the history of each kind of subject says."""
    from guanjia.frontdesk.homes import subjects  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.homes.actions.arrears import ARREARS  # noqa: PLC0415 - as above
    from guanjia.frontdesk.homes.rules.outage import OutageState  # noqa: PLC0415 - as above
    from guanjia.frontdesk.homes.rules.passage import PassageState  # noqa: PLC0415 - as above
    from guanjia.frontdesk.homes.rules.renovation import RenovationState, ViolationState  # noqa: PLC0415 - as above
    from guanjia.people.public import UNIT  # noqa: PLC0415 - as above

    return [
        (UNIT, {"make_unit": N_("Entered in the register"), "change_unit": N_("Measures changed")}, None),
        (subjects.PASSAGE, {"open": N_("Taken on by the desk")}, PassageState),
        (
            subjects.RENOVATION,
            {
                "tell": N_("Notice taken down"),
                "resume": N_("Work goes on"),
                "send_back": N_("Not in order, back to work"),
                "give_pass": N_("Worker's pass given"),
                "take_pass_away": N_("Worker's pass taken away"),
                "committee": N_("Word of the owners' committee noted"),
                "deposit_taken": N_("Deposit taken"),
                "deposit_back": N_("Deposit given back"),
                "write_letter": N_("Letter written"),
                "serve_letter": N_("Letter served"),
            },
            RenovationState,
        ),
        (subjects.VIOLATION, {}, ViolationState),
        (ARREARS, {"take": N_("Statement taken over")}, None),
        (subjects.OUTAGE, {"extend": N_("Takes until another time")}, OutageState),
    ]


class HomesConfig(AppConfig):
    name = "guanjia.frontdesk.homes"
    label = "homes"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.duties.public import register_performer  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.persons.public import register_person_page  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import ESTATE, Troupe, add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register as know  # noqa: PLC0415
        from guanjia.frontdesk.homes import subjects  # noqa: PLC0415
        from guanjia.frontdesk.homes.actions.lapsing import lapse  # noqa: PLC0415
        from guanjia.frontdesk.homes.permissions import reads_arrears, sees_homes  # noqa: PLC0415
        from guanjia.frontdesk.homes.queries import arrears, hours, panels  # noqa: PLC0415
        from guanjia.frontdesk.homes.rehearsal import living  # noqa: PLC0415
        from guanjia.frontdesk.homes.views.person import page_of  # noqa: PLC0415
        from guanjia.ui import card, deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        for kind, words, states in told():
            deeds.register(kind, words, states)
        for about, title, body in OUTAGES:
            register_template(Template(f"homes.outage_{about}", title, body))
        for kind_of in subjects.KINDS:
            know(kind_of)
        for setting in (*hours.SETTINGS, arrears.AT_DESK):
            declare(setting)
        for panel in panels.PANELS:
            card.register_panel(panel)
        for act in panels.ACTS:
            card.register_act(act)
        register_performer("homes.lapse", lapse)
        add_troupe(Troupe("living", living.cast, living.report, ESTATE))
        for invariant in living.INVARIANTS:
            add_invariant(invariant)
        register_person_page("occupier", page_of)
        register(MenuItem("homes", _("Register of homes"), "homes:units", "home", sees_homes, 10))
        register(MenuItem("homes", _("Buildings"), "homes:buildings", "building-community", sees_homes, 20))
        register(MenuItem("homes", _("Moving and transfers"), "homes:passages", "truck", sees_homes, 30))
        register(MenuItem("homes", _("Renovations"), "homes:renovations", "hammer", sees_homes, 40))
        register(MenuItem("homes", _("Arrears"), "homes:arrears", "receipt", reads_arrears, 60))
        register(MenuItem("homes", _("Outages"), "homes:outages", "plug-off", sees_homes, 50))
