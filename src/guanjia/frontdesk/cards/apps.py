from typing import Any

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "guanjia.frontdesk.cards"
    label = "cards"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.duties.public import register_performer  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.frontdesk.cards import subjects  # noqa: PLC0415
        from guanjia.frontdesk.cards.actions.asking import lapse_ask  # noqa: PLC0415
        from guanjia.frontdesk.cards.actions.ending import expire_card  # noqa: PLC0415
        from guanjia.frontdesk.cards.queries.cards import grants_for  # noqa: PLC0415
        from guanjia.frontdesk.cards.rules.cards import CardState  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.telemetry.public import register_grants  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        words = {
            "apply": N_("Applied for"),
            "ask": N_("Asked for on the portal"),
            "take_back": N_("Taken back by the applicant"),
            "lapse": N_("Nobody came with a paper"),
            "replace": N_("Replaces a lost or damaged card"),
            "extend": N_("Prolonged with the lease"),
            "shorten": N_("Ends when the home is left"),
            "used_when_dead": N_("Held to a reader after it was reported"),
        }
        deeds.register(subjects.CARD, words, CardState)
        for kind in subjects.KINDS:
            register(kind)
        register_performer("cards.expire", expire_card)
        register_performer("cards.lapse", lapse_ask)
        register_grants("cards", grants_for)
        register_template(
            Template(
                "cards.dead_card_used",
                N_("Lost card {number} at {place}"),
                N_("{time}: it was held to the reader and refused. Go and look."),
            )
        )
        _fill_the_desk()
        _join_rehearsals()


def _fill_the_desk() -> None:
    from django.urls import reverse  # noqa: PLC0415
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

    from guanjia.frontdesk.cards.permissions import issues_cards, sees_cards  # noqa: PLC0415
    from guanjia.frontdesk.cards.queries.card import panel_rows  # noqa: PLC0415
    from guanjia.ui.card import DeskAct, Panel, Whom, register_act, register_panel  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem  # noqa: PLC0415
    from guanjia.ui.menu import register as enter  # noqa: PLC0415

    def apply_url(site: Any, whom: Whom) -> str:
        unit = whom.unit_ids[0] if whom.unit_ids else ""
        person = whom.person_ids[0] if whom.person_ids else ""
        return f"{reverse('cards:apply', args=[site.code])}?unit={unit}&person={person}"

    register_panel(Panel("cards", _("Access cards"), panel_rows, 70, sees_cards))
    act = DeskAct("card", _("Apply for a card"), apply_url, "id-badge-2", "F9", 90, permission=issues_cards)
    register_act(act)
    enter(MenuItem("frontdesk", _("Access cards"), "cards:cards", "id-badge-2", sees_cards, 50))


def _join_rehearsals() -> None:
    from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
    from guanjia.frontdesk.cards.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415

    add_troupe(TROUPE)
    for invariant in INVARIANTS:
        add_invariant(invariant)
