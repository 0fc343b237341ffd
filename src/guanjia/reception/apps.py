from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "guanjia.reception"
    label = "reception"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.rehearsal.public import Invariant, add_invariant  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.reception.queries.deposits import unbalanced_deposits  # noqa: PLC0415
        from guanjia.reception.subjects import KINDS  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        add_invariant(Invariant("deposits in = out", unbalanced_deposits))
        _declare_hall()


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
