from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "guanjia.reception"
    label = "reception"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.reception.queries.site_settings import declare_settings  # noqa: PLC0415
        from guanjia.reception.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.reception.subjects import KINDS  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        declare_settings()
        _declare_hall()
        _declare_receptions()


def _declare_hall() -> None:
    """Security and deposits: histories, the message to the commander, what keeps an event open, links."""
    from django.urls import reverse  # noqa: PLC0415 - models are ready only now

    from guanjia.conference.public import OpenEnd, register_open_end  # noqa: PLC0415
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
    from guanjia.reception.permissions import keeps_deposits, runs_security  # noqa: PLC0415
    from guanjia.reception.queries.deeds import COUNTER_WORDS, SECURITY_WORDS  # noqa: PLC0415
    from guanjia.reception.queries.deposits import open_count  # noqa: PLC0415
    from guanjia.reception.rules.security import PlanState  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

    deeds.register("reception.counter", COUNTER_WORDS)
    deeds.register("reception.security", SECURITY_WORDS, PlanState)
    register_template(Template("reception.insists", N_("Entry check of {event}: please come"), N_("{note}")))
    register_open_end(OpenEnd("reception.deposits", N_("Deposits that nobody collected"), open_count))

    def page(name: str):  # type: ignore[no-untyped-def]
        def url(site: object, event: object) -> str:
            if event.secrecy == "controlled":  # type: ignore[attr-defined]
                return ""
            return reverse(f"reception:{name}", args=[site.code, event.ref])  # type: ignore[attr-defined]

        return url

    for name, label, permission, order in (
        ("security", _("Hall security"), runs_security, 40),
        ("deposits", _("Deposit counter"), keeps_deposits, 41),
    ):
        register_link(PageLink("conference.event", name, label, page(name), permission, order))


def _declare_receptions() -> None:
    """Receptions, the leaders' office, languages: histories, messages, the eraser, the forgetting, menu and links."""
    from guanjia.conference.public import register_company  # noqa: PLC0415 - models are ready only now
    from guanjia.duties.public import Task, register_performer  # noqa: PLC0415
    from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
    from guanjia.reception.actions.lasting import SHORT, cannot_stay  # noqa: PLC0415
    from guanjia.reception.actions.letters import LETTER_FILE  # noqa: PLC0415
    from guanjia.reception.actions.office import forget_callers  # noqa: PLC0415
    from guanjia.reception.actions.wishes import forget_guest  # noqa: PLC0415
    from guanjia.reception.models import Group  # noqa: PLC0415
    from guanjia.reception.permissions import may_see_letter  # noqa: PLC0415
    from guanjia.reception.queries import deeds as words  # noqa: PLC0415
    from guanjia.reception.queries.profiles import card_marks  # noqa: PLC0415
    from guanjia.reception.rules.office import PaperState  # noqa: PLC0415
    from guanjia.reception.rules.receptions import ReceptionState  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415
    from guanjia.ui.card import Panel, register_panel  # noqa: PLC0415

    deeds.register("reception.reception", words.RECEPTION_WORDS, ReceptionState)
    deeds.register("reception.profile", words.PROFILE_WORDS)
    register_panel(Panel("reception.marks", _("Guest of rank"), card_marks, 4, marks=True))
    deeds.register("reception.paper", words.PAPER_WORDS, PaperState)
    deeds.register("reception.need", words.NEED_WORDS)
    deeds.register("reception.video", words.VIDEO_WORDS)
    deeds.register("conference.event", {"glossary": N_("Glossary kept")})
    for code, title, text in (
        (
            SHORT,
            N_("{ref}: an interpreter cannot stay"),
            N_("{language}: until {until} only. Find somebody for the rest."),
        ),
        ("reception.early", N_("Reception {number}: they left early"), N_("Left {at}; cars and lounge are free.")),
        ("reception.off", N_("Reception {number} is called off"), N_("Lounge and cars are free.")),
        ("reception.moved", N_("Reception {number}: another time"), N_("They arrive {at}.")),
        ("reception.arranged", N_("Reception {number}: something for you"), N_("{kind}, {at}")),
        ("reception.rearranged", N_("Reception {number}: changed"), N_("{kind}, {at}")),
        ("reception.dropped", N_("Reception {number}: not needed any more"), N_("{kind}, {at}")),
    ):
        register_template(Template(code, title, text))

    def forget(task: Task) -> None:
        group = Group.objects.select_related("site").filter(pk=task.subject_id).first()
        if group is not None:
            forget_callers(site=group.site, at=task.at)

    register_company("reception", cannot_stay)
    register_holder(LETTER_FILE, may_see_letter)
    register_performer("reception.forget_callers", forget)
    register_eraser("reception.guests", N_("Guests of rank"), forget_guest)
    _menu()
    _links()


def _links() -> None:
    from django.urls import reverse  # noqa: PLC0415 - models are ready only now

    from guanjia.people.public import is_staff  # noqa: PLC0415
    from guanjia.reception.permissions import plans_receptions, sees_receptions  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

    register_link(
        PageLink(
            "conference.event", "languages", _("Interpreting"),
            lambda site, event: (
                "" if event.secrecy == "controlled" else reverse("reception:languages", args=[site.code, event.ref])
            ),
            sees_receptions, 42,
        )
    )  # fmt: skip
    register_link(
        PageLink(
            "conference.event", "reception", _("Receive guests"),
            lambda site, event: (
                "" if event.secrecy == "controlled" else f"{reverse('reception:new', args=[site.code])}?event={event.pk}"
            ),
            plans_receptions, 43,
        )
    )  # fmt: skip
    register_link(
        PageLink(
            "conference.block", "video", _("Venues elsewhere"),
            lambda site, block: (
                "" if block.event.secrecy == "controlled" else reverse("reception:video", args=[site.code, block.pk])
            ),
            sees_receptions, 44,
        )
    )  # fmt: skip

    for place, situation in (
        ("conference.checkin", "checkin"),
        ("conference.block", "seating"),
        ("conference.guest", "greeting"),
    ):
        register_link(PageLink(place, "phrases", _("Phrases"), _phrases(situation), is_staff, 90))


def _phrases(situation: str) -> Any:
    """The phrases of a situation, at the point of use."""
    from django.urls import reverse  # noqa: PLC0415 - models are ready only now

    return lambda site, row: f"{reverse('reception:phrases', args=[site.code])}?situation={situation}"


def _menu() -> None:
    from guanjia.people.public import is_staff  # noqa: PLC0415 - models are ready only now
    from guanjia.reception.permissions import plans_receptions, sees_receptions, serves_leaders  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

    register(MenuItem("conference", _("Receptions"), "reception:receptions", "users", sees_receptions, 35))
    register(
        MenuItem("conference", _("Leaders' office"), "reception:office", "building", serves_leaders, 36, more=True)
    )
    register(MenuItem("conference", _("Phrases"), "reception:phrases", "message", is_staff, 37, more=True))
    register(
        MenuItem(
            "conference",
            _("Interpreters"),
            "reception:interpreters",
            "message-forward",
            plans_receptions,
            38,
            more=True,
        )
    )
