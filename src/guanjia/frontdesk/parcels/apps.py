from collections.abc import Callable
from typing import Any

from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    name = "guanjia.frontdesk.parcels"
    label = "parcels"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415 - models are ready only now
        from guanjia.frontdesk.parcels import subjects  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        words = {
            "wrong_code": N_("Wrong pick-up code"),
            "lock": N_("Locked after five wrong codes"),
            "unlock": N_("Unlocked, new code"),
            "assign": N_("Recipient found"),
            "share": N_("Code passed on by the recipient"),
            "renew_code": N_("New code asked for by the recipient"),
            "unknown": N_("Recipient unknown"),
            "locker_full": N_("The locker was full"),
            "locker_offline": N_("The locker did not answer"),
            "into_locker": N_("Into a locker"),
            "out_of_locker": N_("Out of the locker, back on its shelf"),
        }
        deeds.register("custody.item", words)
        for kind in subjects.KINDS:
            register(kind)
        _declare_settings()
        _declare_clockwork()
        _declare_messages()
        _fill_the_desk()
        _join_rehearsals()


def _fill_the_desk() -> None:
    from django.urls import reverse  # noqa: PLC0415
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

    from guanjia.frontdesk.parcels.permissions import keeps_counter, sees_parcels  # noqa: PLC0415
    from guanjia.frontdesk.parcels.queries.card import parcel_rows, thing_rows  # noqa: PLC0415
    from guanjia.frontdesk.parcels.queries.pack import keys, keys_on_board, shelves  # noqa: PLC0415
    from guanjia.papers.public import Section, register_section  # noqa: PLC0415
    from guanjia.ui.card import DeskAct, Panel, Whom, register_act, register_panel  # noqa: PLC0415
    from guanjia.ui.hanging import Counted, register_counted  # noqa: PLC0415

    register_section(Section("parcels.shelves", _("Parcel shelves"), shelves, 50))
    register_section(Section("parcels.keys", _("Keys out"), keys, 55))
    register_counted(Counted("keys", _("Keys on the board"), keys_on_board))
    from guanjia.ui.menu import MenuItem  # noqa: PLC0415
    from guanjia.ui.menu import register as enter  # noqa: PLC0415

    def to(name: str) -> Callable[[Any, Whom], str]:
        def url(site: Any, whom: Whom) -> str:
            unit = whom.unit_ids[0] if whom.unit_ids else ""
            person = whom.person_ids[0] if whom.person_ids else ""
            return f"{reverse(name, args=[site.code])}?unit={unit}&person={person}"

        return url

    register_panel(Panel("parcels", _("Waiting parcels"), parcel_rows, 20, sees_parcels))
    register_panel(Panel("custody", _("Stored, found and lent"), thing_rows, 60, sees_parcels))
    acts = (
        ("parcel_in", _("Parcel in"), "parcels:receive", "package", "F4", 40),
        ("parcel_out", _("Parcel out"), "parcels:parcels", "package-export", "F6", 60),
        ("store", _("Into storage"), "parcels:store", "box", "", 110),
        ("loss", _("Something was lost"), "parcels:report_loss", "search", "", 120),
        ("loan", _("Lend a key or tool"), "parcels:board", "key", "", 130),
        ("gate_pass", _("Gate pass for goods"), "parcels:ask_pass", "file-check", "", 140),
    )
    for code, label, name, icon, key, order in acts:
        register_act(DeskAct(code, label, to(name), icon, key, order, permission=keeps_counter))
    enter(MenuItem("frontdesk", _("Parcels and loans"), "parcels:parcels", "package", sees_parcels, 40))


def _declare_settings() -> None:
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.frontdesk.parcels.rules.liability import LIMIT  # noqa: PLC0415
    from guanjia.frontdesk.parcels.rules.shelves import ShelfRule  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    rules = tuple((rule.value, rule.label) for rule in ShelfRule)
    declare(Setting("parcels.shelf_rule", "choice", "building", N_("How parcel shelves are divided"), choices=rules))
    declare(Setting("parcels.camera_zone", "text", "1", N_("Camera zone over the storage shelves"), 0, 60))
    declare(Setting("parcels.unwatched_shelves", "text", "", N_("Shelves that no camera sees, with commas"), 0, 120))
    declare(
        Setting(
            "parcels.liability_yuan", "int", int(LIMIT), N_("Most paid for a lost thing"), 0, 100_000, unit=N_("yuan")
        )
    )
    declare(
        Setting("parcels.records_days", "int", 92, N_("Handing-over records are kept for"), 92, 3650, unit=N_("days"))
    )


def _declare_clockwork() -> None:
    from guanjia.duties.public import register_performer  # noqa: PLC0415
    from guanjia.frontdesk.parcels.actions.clearing import erase_old_records  # noqa: PLC0415
    from guanjia.frontdesk.parcels.actions.passes import expire_pass  # noqa: PLC0415
    from guanjia.frontdesk.parcels.actions.telling import remind  # noqa: PLC0415

    register_performer("parcels.remind", remind)
    register_performer("parcels.erase_old", erase_old_records)
    register_performer("parcels.expire_pass", expire_pass)


def _declare_messages() -> None:
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    register_template(
        Template(
            "parcels.arrived",
            N_("Your parcel is here: pick-up code {code}"),
            N_(
                "The parcel ending in {number} waits at the front desk, shelf {shelf}. Say the code {code} to collect it."
            ),
            personal=False,
        )
    )
    register_template(
        Template(
            "parcels.reminder",
            N_("Your parcel has waited for {days} days"),
            N_(
                "The parcel ending in {number} waits on shelf {shelf}. Code {code}. After seven days it may be sent back."
            ),
            personal=False,
        )
    )
    register_template(
        Template(
            "parcels.stored",
            N_("What you left with us is to be collected by {until}"),
            N_("{thing}, tag {number}. After that day the supervisor decides about it."),
            personal=False,
        )
    )
    guessed = (N_("Codes are guessed at {number}"), N_("Five wrong ones in a quarter of an hour. Please look."))
    register_template(Template("parcels.locker_guessed", *guessed))
    register_template(Template("parcels.locked", N_("{number} is locked after five wrong codes"), N_("{time}")))
    register_template(
        Template(
            "parcels.desk_locked", N_("{number} typed five wrong pick-up codes"), N_("Closed for them until later.")
        )
    )


def _join_rehearsals() -> None:
    from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
    from guanjia.frontdesk.parcels.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415

    add_troupe(TROUPE)
    for invariant in INVARIANTS:
        add_invariant(invariant)
