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
        from guanjia.frontdesk.cards.actions.ending import expire_card  # noqa: PLC0415
        from guanjia.frontdesk.cards.queries.cards import grants_for  # noqa: PLC0415
        from guanjia.frontdesk.cards.rules.cards import CardState  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.telemetry.public import register_grants  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        words = {
            "apply": N_("Applied for"),
            "replace": N_("Replaces a lost or damaged card"),
            "extend": N_("Prolonged with the lease"),
            "shorten": N_("Ends when the home is left"),
            "used_when_dead": N_("Held to a reader after it was reported"),
        }
        deeds.register(subjects.CARD, words, CardState)
        for kind in subjects.KINDS:
            register(kind)
        register_performer("cards.expire", expire_card)
        register_grants("cards", grants_for)
        register_template(
            Template(
                "cards.dead_card_used",
                N_("Lost card {number} at {place}"),
                N_("{time}: it was held to the reader and refused. Go and look."),
            )
        )
