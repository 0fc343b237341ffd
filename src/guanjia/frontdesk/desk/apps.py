from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_


class DeskConfig(AppConfig):
    name = "guanjia.frontdesk.desk"
    label = "desk"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.duties.public import register_performer  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.frontdesk.desk import subjects  # noqa: PLC0415
        from guanjia.frontdesk.desk.actions.erasing import erase_traces  # noqa: PLC0415
        from guanjia.frontdesk.desk.actions.ringing import RING_SECONDS  # noqa: PLC0415
        from guanjia.frontdesk.desk.actions.sweeping import KEEP_DAYS, clear_old  # noqa: PLC0415
        from guanjia.frontdesk.desk.permissions import sees_cases  # noqa: PLC0415
        from guanjia.frontdesk.desk.rules import phrases  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        register_holder(subjects.CASE, lambda user, site, _pk: sees_cases(user, site))
        register_eraser("desk.calls", N_("Calls, messages and cases at the desk"), erase_traces)
        declare(Setting(RING_SECONDS, "int", 5, N_("Seconds between two rings"), 2, 15, unit=N_("seconds")))
        declare(Setting("desk.opening", "text", "", N_("What the desk says first"), 0, phrases.MOST))
        declare(Setting("desk.idle_minutes", "int", 2, N_("A desk machine locks after"), 1, 30, unit=N_("minutes")))
        declare(Setting(KEEP_DAYS, "int", 180, N_("Calls and messages are kept"), 30, 1095, unit=N_("days")))
        register_performer("desk.clear", clear_old)
        declare(Setting("desk.lift_firm", "text", "", N_("Lift rescue firm and its number"), 0, 120))
        declare(Setting("desk.locksmith", "text", "", N_("Registered locksmith and number"), 0, 120))
        declare(Setting("desk.telephone_turn", "int", 1, N_("Key of the telephone system, turn"), 1, 9999))
        _play()
        _words()
        _card()
        _menu()


def _play() -> None:
    from guanjia.foundation.rehearsal.public import ESTATE, Troupe, add_invariant, add_troupe  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.desk import rehearsal  # noqa: PLC0415

    add_troupe(Troupe("desk", rehearsal.cast, rehearsal.report, ESTATE))
    add_invariant(rehearsal.CALLED_BACK)
    add_invariant(rehearsal.ASKED)


def _words() -> None:
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.desk import subjects  # noqa: PLC0415
    from guanjia.frontdesk.desk.actions.sweeping import DESK  # noqa: PLC0415
    from guanjia.frontdesk.desk.rules.calls import CallState  # noqa: PLC0415
    from guanjia.frontdesk.desk.rules.notes import NoteState  # noqa: PLC0415
    from guanjia.frontdesk.desk.rules.quick import STEPS, CaseKind, CaseState  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    more = {
        "ring": N_("Rang"),
        "take_back": N_("Taken back, nobody took it"),
        "bounce": N_("Taken back again, superior told"),
        "put_through": N_("Put through"),
        "flag_urgent": N_("Urgent word heard, guards told"),
        "correct": N_("Corrected"),
        "name_caller": N_("Another person of this number was on the line"),
    }
    deeds.register(subjects.CALL, more, CallState)
    deeds.register(subjects.NOTE, {"leave": N_("Message left")}, NoteState)
    steps = {step.code: step.label for some in STEPS.values() for step in some}
    deeds.register(DESK, {"clear": N_("Cleared, their days were over")})
    deeds.register(subjects.CASE, {"open": N_("Opened"), **steps}, CaseState)
    for template in (
        Template("desk.missed", N_("Missed call {number}"), N_("Rang at {time}. Please ring back.")),
        Template("desk.urgent", N_("Urgent call {number}: {word}"), N_("{place}")),
        Template("desk.transfer", N_("A call for you: {number}"), N_("{purpose} {phone}")),
        Template("desk.bounced", N_("Caller of {number} was sent back {count} times"), N_("Please take over.")),
        Template("desk.note", N_("Message for you: {number}")),
        Template(
            "desk.car_in_the_way",
            N_("Your car is in the way. Please move it."),
            N_("Place: {place}. Time: {time}. The front desk asks on behalf of a neighbour. {number}"),
        ),
    ):
        register_template(template)
    for kind in CaseKind:
        register_template(Template(f"desk.quick.{kind.value}", kind.label, N_("{number} {place} {time}")))


def _card() -> None:
    from guanjia.frontdesk.desk.permissions import stands_at_desk, starts_quick  # noqa: PLC0415 - models are ready only now
    from guanjia.frontdesk.desk.queries.hanging import open_matters  # noqa: PLC0415
    from guanjia.frontdesk.desk.queries.lists import call_rows, case_rows, note_rows  # noqa: PLC0415
    from guanjia.frontdesk.desk.rules.quick import CaseKind  # noqa: PLC0415
    from guanjia.frontdesk.desk.views.addresses import note_url, proxy_url, quick_url  # noqa: PLC0415
    from guanjia.ui.card import DeskAct, Panel, register_act, register_panel  # noqa: PLC0415
    from guanjia.ui.hanging import Hanging, register_hanging  # noqa: PLC0415

    register_hanging(Hanging("desk", _("Calls, cases, messages"), open_matters, 10))
    register_panel(Panel("desk.cases", _("First row"), case_rows, 10))
    register_panel(Panel("desk.calls", _("Phone calls"), call_rows, 80))
    register_panel(Panel("desk.notes", _("Messages passed on"), note_rows, 85))
    icons = {
        "move_car": "car",
        "locked_out": "key",
        "find_person": "user-search",
        "medical": "heartbeat",
        "lift_trap": "elevator",
    }
    for number, kind in enumerate(CaseKind, 1):
        act: Any = DeskAct(
            f"desk.{kind.value}",
            _(kind.label),
            quick_url(kind),
            icons[kind.value],
            f"Alt+{number}",
            number,
            True,
            starts_quick,
        )
        register_act(act)
    register_act(
        DeskAct("desk.note", _("Pass a message on"), note_url, "message-forward", "F8", 80, False, stands_at_desk)
    )
    register_act(DeskAct("desk.proxy", _("Do it for them"), proxy_url, "users", "F10", 90, False, stands_at_desk))


def _menu() -> None:
    from guanjia.frontdesk.desk.permissions import sees_cases, sees_machines, stands_at_desk  # noqa: PLC0415 - models are ready only now
    from guanjia.people.public import is_auditor  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

    at_desk = stands_at_desk | is_auditor
    register(MenuItem("frontdesk", _("Front desk"), "desk:desk", "device-desktop", at_desk, 1, bar=True))
    register(MenuItem("frontdesk", _("Call log"), "desk:calls", "phone", at_desk, 5))
    register(MenuItem("frontdesk", _("First row cases"), "desk:cases", "urgent", sees_cases, 6, more=True))
    register(MenuItem("frontdesk", _("Messages passed on"), "desk:notes", "message-forward", sees_cases, 7, more=True))
    register(MenuItem("frontdesk", _("Defibrillators"), "desk:aeds", "heart-bolt", sees_cases, 89, more=True))
    register(
        MenuItem("frontdesk", _("Desk machines"), "desk:machines", "device-desktop-cog", sees_machines, 90, more=True)
    )
