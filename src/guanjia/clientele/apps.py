"""Client memory and word of mouth."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClienteleConfig(AppConfig):
    name = "guanjia.clientele"
    label = "clientele"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.clientele.actions.clients import CLIENT  # noqa: PLC0415 - models are ready only now
        from guanjia.clientele.actions.packages import PACKAGE  # noqa: PLC0415
        from guanjia.clientele.queries import deeds as words  # noqa: PLC0415
        from guanjia.clientele.rules.states import ProposalState, ReviewState  # noqa: PLC0415
        from guanjia.clientele.subjects import KINDS, PROPOSAL, REVIEW  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        deeds.register(REVIEW, words.REVIEW_WORDS, ReviewState)
        deeds.register(PROPOSAL, words.PROPOSAL_WORDS, ProposalState)
        deeds.register(PACKAGE, words.PACKAGE_WORDS)
        deeds.register(CLIENT, words.CLIENT_WORDS)
        deeds.register("conference.event", words.EVENT_WORDS)
        _declare()
        _links()
        _rehearse()


def _declare() -> None:
    """Settings, messages, system actions, erasing."""
    from guanjia.clientele.actions.clients import erase_contact  # noqa: PLC0415 - models are ready only now
    from guanjia.clientele.actions.points import MONTHS, expire_points  # noqa: PLC0415
    from guanjia.clientele.actions.proposals import ANSWERED  # noqa: PLC0415
    from guanjia.clientele.actions.reviews import DAYS, INVITE  # noqa: PLC0415
    from guanjia.duties.public import Task, register_performer  # noqa: PLC0415
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    declare(Setting(MONTHS, "int", 24, N_("Points are good for"), 1, 120, unit=N_("months")))
    declare(Setting(DAYS, "int", 30, N_("A client may review for"), 1, 180, unit=N_("days")))
    register_template(
        Template(
            INVITE,
            N_("{number} {title}: how was it?"),
            N_(
                "Good day! Your meeting is over. Please tell others in one minute how it was; we show it as you write it."
            ),
            personal=False,
        )
    )
    register_template(
        Template(ANSWERED, N_("Proposal {number} has an answer"), N_("Your proposal {number} was judged."))
    )

    def expire(task: Task) -> None:
        expire_points(site=task.site, at=task.at)

    register_performer("clientele.expire_points", expire)
    register_eraser("clientele.contacts", N_("Contacts of clients and their habits"), erase_contact)


def _links() -> None:
    """The menu, and the way in from an enquiry and an event."""
    from django.urls import reverse  # noqa: PLC0415

    from guanjia.clientele.permissions import proposes, sees_clients, sees_reviews, sells  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

    def packages(site: Any, event: Any) -> str:
        fits = event.secrecy == "ordinary" and hasattr(event, "intake")
        return reverse("clientele:offer", args=[site.code, event.ref]) if fits else ""

    def client(site: Any, event: Any) -> str:
        known = event.secrecy == "ordinary" and event.organisation_id is not None
        return reverse("clientele:client", args=[site.code, event.organisation_id]) if known else ""

    register_link(PageLink("conference.intake", "clientele.packages", _("Packages and last time"), packages, sells, 10))
    register_link(PageLink("conference.event", "clientele.client", _("Client profile"), client, sees_clients, 50))
    register(MenuItem("conference", _("Clients"), "clientele:clients", "address-book", sees_clients, 61, more=True))
    register(MenuItem("conference", _("Reviews"), "clientele:reviews", "star", sees_reviews, 62, more=True))
    register(MenuItem("conference", _("Ideas proposed"), "clientele:proposals", "bulb", proposes, 63, more=True))


def _rehearse() -> None:
    """Actors and invariants."""
    from guanjia.clientele.rehearsal import INVARIANTS, TROUPE, WORD_OF_MOUTH  # noqa: PLC0415 - models are ready only now
    from guanjia.foundation.rehearsal.public import add_case, add_invariant, add_troupe  # noqa: PLC0415

    for invariant in INVARIANTS:
        add_invariant(invariant)
    add_troupe(TROUPE)
    add_case(WORD_OF_MOUTH)
