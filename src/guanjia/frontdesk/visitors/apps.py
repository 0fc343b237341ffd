from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_


class VisitorsConfig(AppConfig):
    name = "guanjia.frontdesk.visitors"
    label = "visitors"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.frontdesk.visitors import subjects  # noqa: PLC0415
        from guanjia.frontdesk.visitors.actions.sweeping import erase_visits_of  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        register_eraser("visitors.visits", N_("Visits"), erase_visits_of)
        _declare_work()
        _declare_words()
        _declare_card()
        _declare_menu()
        _declare_rehearsal()


def _declare_rehearsal() -> None:
    """The actors of the door and what must hold at the end."""
    from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
    from guanjia.frontdesk.visitors.rehearsal.actors import TROUPE  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.visitors.rehearsal.invariants import INVARIANTS  # noqa: PLC0415

    add_troupe(TROUPE)
    for invariant in INVARIANTS:
        add_invariant(invariant)


def _declare_work() -> None:
    """System actions, settings and messages."""
    from guanjia.duties.public import Task, register_performer  # noqa: PLC0415 - models are ready only now
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.frontdesk.visitors.actions.admitting import WORK_ENDS  # noqa: PLC0415
    from guanjia.frontdesk.visitors.actions.isolating import end_isolation  # noqa: PLC0415
    from guanjia.frontdesk.visitors.actions.keys import KEY_NO  # noqa: PLC0415
    from guanjia.frontdesk.visitors.actions.receiving import WAITING_AREA  # noqa: PLC0415
    from guanjia.frontdesk.visitors.actions.screening import HEALTH_DAYS, erase_health  # noqa: PLC0415
    from guanjia.frontdesk.visitors.actions.sweeping import (  # noqa: PLC0415
        KEEP_DAYS,
        erase_old,
        expire,
        mark_overstayed,
    )

    def erase(task: Task) -> None:
        erase_old(task)
        erase_health(task)

    register_performer("visitors.overstay", mark_overstayed)
    register_performer("visitors.expire", expire)
    register_performer("visitors.erase", erase)
    register_performer("visitors.end_isolation", end_isolation)
    declare(Setting(WAITING_AREA, "text", "", N_("Where visitors wait"), 0, 60))
    declare(Setting(KEEP_DAYS, "int", 90, N_("Visitor data is kept"), 1, 365, unit=N_("days")))
    declare(Setting(HEALTH_DAYS, "int", 14, N_("Temperatures are kept"), 1, 30, unit=N_("days")))
    declare(
        Setting(
            KEY_NO, "int", 1, N_("Number of the key that signs passes; another one closes all that are out"), 1, 9999
        )
    )
    times = tuple((f"{hour:02}:00", f"{hour:02}:00") for hour in range(17, 23))
    declare(Setting(WORK_ENDS, "choice", "20:00", N_("Workers leave by"), choices=times))
    for code, title, body in (
        ("visitors.overstay", N_("Visitor overdue: {number}"), N_("{unit} The pass has ended. Please look.")),
        ("visitors.gate_alarm", N_("Look at a scan: {gate}"), N_("A pass was used twice, withdrawn or not ours.")),
        ("visitors.fever", N_("Please come to the entry: {place}"), N_("The plan of the epidemic desk has begun.")),
        (
            "visitors.host_asked",
            N_("{name} is here for you"),
            N_("{unit}, {count} persons. Please say yes or no here:"),
        ),
        (
            "visitors.worker_pass",
            N_("Your pass {number}"),
            N_("It opens the gates until {until}, within the hours of work:"),
        ),
        ("visitors.activity", N_("Online: {title}"), N_("{when}, {how}")),
        ("visitors.supply_low", N_("Stock low: {name}"), N_("{count} left.")),
    ):
        register_template(Template(code, title, body))


def _declare_words() -> None:
    """The words of histories."""
    from guanjia.frontdesk.visitors.rules.states import VisitState  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.visitors.subjects import VISIT  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    words = {
        "invite": N_("Announced"),
        "register": N_("Registered"),
        "look_at_paper": N_("Identity paper looked at"),
        "host_yes": N_("The host said yes"),
        "extend": N_("May stay longer"),
        "return": N_("Came back"),
        "renew_pass": N_("Pass given out anew"),
        "move_expected": N_("Comes at another time"),
        "escort": N_("Escort named"),
        "depart": N_("Has left"),
        "guide": N_("Shown the way"),
        "badge": N_("Badge given"),
        "renovation_over": N_("The renovation is over: the pass ends"),
        "stale_host": N_("Somebody who has moved out tried to answer"),
    }
    deeds.register(VISIT, words, VisitState)


def _declare_card() -> None:
    """The caller card's panel and act."""
    from guanjia.frontdesk.visitors.permissions import runs_door, sees_visits  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.visitors.queries.card import panel_rows, register_url  # noqa: PLC0415
    from guanjia.frontdesk.visitors.queries.handing import hanging_visits, pack_table  # noqa: PLC0415
    from guanjia.papers.public import Section, register_section  # noqa: PLC0415
    from guanjia.ui.card import DeskAct, Panel, register_act, register_panel  # noqa: PLC0415
    from guanjia.ui.hanging import Hanging, register_hanging  # noqa: PLC0415

    register_hanging(Hanging("visitors", _("Visitors"), hanging_visits, 30))
    register_section(Section("visitors.inside", _("Visitors inside"), pack_table, 40))
    register_panel(Panel("visitors", _("Visitors"), panel_rows, 40, sees_visits))
    register_act(DeskAct("visitor", _("Visitor"), register_url, "user-plus", "F3", 30, permission=runs_door))


def _declare_menu() -> None:
    """The entries of the menu."""
    from guanjia.frontdesk.visitors.permissions import measures, runs_door, sees_visits  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415 - models are ready only now

    register(MenuItem("frontdesk", _("Visitors"), "visitors:visits", "users", sees_visits, 30))
    register(MenuItem("frontdesk", _("Gates"), "visitors:gates", "qrcode", runs_door, 32))
    register(MenuItem("frontdesk", _("Roll call"), "visitors:muster_call", "users", runs_door, 33, more=True))
    register(MenuItem("frontdesk", _("Barrier-free"), "visitors:access", "wheelchair", runs_door, 34, more=True))
    register(MenuItem("frontdesk", _("Epidemic desk"), "visitors:epidemic", "virus", measures, 36, more=True))
