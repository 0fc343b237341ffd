from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "guanjia.complaints"
    label = "complaints"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.complaints import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.complaints.actions.erasing import erase_person_rows  # noqa: PLC0415
        from guanjia.complaints.queries.evidence import may_see_evidence  # noqa: PLC0415
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        register_holder(subjects.COMPLAINT, may_see_evidence)
        register_eraser("complaints", "Complaints", erase_person_rows)
        from guanjia.complaints.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415

        add_troupe(TROUPE)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        _words()
        _messages()
        _settings()
        _doors()


def _words() -> None:
    from guanjia.complaints import subjects  # noqa: PLC0415 - models are ready only now
    from guanjia.complaints.rules.deeds import COMPLAINT_WORDS, OUTSIDE_WORDS  # noqa: PLC0415
    from guanjia.complaints.rules.outside import OutsideState  # noqa: PLC0415
    from guanjia.complaints.rules.states import ComplaintState  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    deeds.register(subjects.COMPLAINT, COMPLAINT_WORDS, ComplaintState)
    deeds.register(subjects.OUTSIDE, OUTSIDE_WORDS, OutsideState)


def _messages() -> None:
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415 - models are ready only now
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    for template in (
        Template(
            "complaints.received", N_("Complaint {number}"), N_("A complaint has come in and waits to be judged.")
        ),
        Template("complaints.major", N_("Major complaint {number}"), N_("Please take note at once.")),
        Template(
            "complaints.crisis", N_("Crisis {number}"), N_("The crisis plan runs. Only the spokesperson speaks for us.")
        ),
        Template(
            "complaints.passed", N_("For your department: {number}"), N_("Accept it, or say why it is not yours.")
        ),
        Template("complaints.disowned", N_("{number} came back"), N_("The department says that it is not theirs.")),
        Template(
            "complaints.raised", N_("{number}: not satisfied"), N_("The complainant is not satisfied; you decide.")
        ),
        Template(
            "complaints.referred",
            N_("{number} was referred to you"),
            N_("The new appointment was refused; read the summary."),
        ),
        Template(
            "complaints.opinion", N_("Public opinion: {count} unfavourable items in a day"), N_("Look at them now.")
        ),
    ):
        register_template(template)


def _settings() -> None:
    from guanjia.complaints.rules.money import DESK_YUAN, MANAGER_YUAN  # noqa: PLC0415 - models are ready only now
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    yuan = {"kind": "int", "minimum": 0, "maximum": 1_000_000, "unit": N_("yuan"), "changed_by": ("head_office",)}
    declare(
        Setting(key="complaints.desk_yuan", default=DESK_YUAN, label=N_("Compensation the desk may promise"), **yuan)
    )
    declare(
        Setting(
            key="complaints.manager_yuan", default=MANAGER_YUAN, label=N_("Compensation a manager may promise"), **yuan
        )
    )
    declare(Setting("complaints.city", "text", "CN", N_("City whose clocks count for outside orders"), maximum=12))


def _doors() -> None:
    """Menu, caller card, search of the house."""
    from guanjia.complaints.permissions import takes, works  # noqa: PLC0415 - models are ready only now
    from guanjia.complaints.queries.hanging import open_complaints  # noqa: PLC0415
    from guanjia.complaints.queries.lists import card_rows, findable  # noqa: PLC0415
    from guanjia.complaints.subjects import COMPLAINT  # noqa: PLC0415
    from guanjia.foundation.search.public import Provider, register_provider  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
    from guanjia.people.public import Roles, is_any_of  # noqa: PLC0415
    from guanjia.ui.card import DeskAct, Panel, register_act, register_panel  # noqa: PLC0415
    from guanjia.ui.hanging import Hanging, register_hanging  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

    register_provider(Provider(COMPLAINT, N_("Complaints"), findable, order=35))
    register_hanging(Hanging("complaints", _("Complaints"), open_complaints, 30))
    register_panel(Panel("complaints", _("Complaints"), card_rows, 30, works))
    register_act(
        DeskAct("complaint", _("Take a complaint"), _form_url, "message-exclamation", "F7", 70, permission=takes)
    )
    watches = takes | is_any_of(Roles.DUTY_MANAGER)
    register(MenuItem("service", _("Complaints"), "complaints:complaints", "message-exclamation", works, 30))
    register(MenuItem("service", _("Orders from outside"), "complaints:outside", "building-bank", takes, 32))
    register(MenuItem("service", _("Public opinion"), "complaints:opinion", "speakerphone", watches, 34, more=True))


def _form_url(site: Any, whom: Any) -> str:
    given = [f"unit={pk}" for pk in whom.unit_ids[:1]] + [f"person={pk}" for pk in whom.person_ids[:1]]
    return f"{reverse('complaints:new', args=[site.code])}?{'&'.join(given)}".rstrip("?")
