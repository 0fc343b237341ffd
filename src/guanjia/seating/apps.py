"""Seats, cards and the order of people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeatingConfig(AppConfig):
    name = "guanjia.seating"
    label = "seating"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.urls import reverse  # noqa: PLC0415 - models are ready only now

        from guanjia.conference.public import register_place_needs  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.seating.permissions import keeps_gate, plans_seats, sees_seats  # noqa: PLC0415
        from guanjia.seating.queries.changes import has_cars  # noqa: PLC0415
        from guanjia.seating.queries.deeds import EVENT_WORDS, WORDS  # noqa: PLC0415
        from guanjia.seating.queries.drawn import wished_places  # noqa: PLC0415
        from guanjia.seating.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.seating.rules.states import PlanState  # noqa: PLC0415
        from guanjia.seating.subjects import KINDS, PLAN  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

        orders = (
            ("", N_("not decided: refuse to draw one")),
            ("middle_first", N_("middle right, middle left, then the back")),
            ("middle_left_first", N_("middle left, middle right, then the back")),
            ("front_third", N_("middle right, middle left, front, then the back")),
        )
        declare(Setting("seating.seven_seater", "choice", "", N_("Order of seats in a car of seven"), choices=orders))
        for kind in KINDS:
            register(kind)
        deeds.register(PLAN, WORDS, PlanState)
        deeds.register("conference.event", EVENT_WORDS)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        add_troupe(TROUPE)
        register_place_needs("seating", wished_places)
        label = _("Seats and protocol")

        def of_event(site: object, event: object) -> str:
            if event.secrecy == "controlled":  # type: ignore[attr-defined]
                return ""
            return reverse("seating:seats", args=[site.code, event.ref])  # type: ignore[attr-defined]

        def of_block(site: object, block: object) -> str:
            return of_event(site, block.event)  # type: ignore[attr-defined]

        def of_cars(site: object, event: object) -> str:
            if not of_event(site, event) or not has_cars(event):  # type: ignore[arg-type]
                return ""
            return reverse("seating:cars", args=[site.code, event.ref])  # type: ignore[attr-defined]

        def of_layout(site: object, layout: object) -> str:
            if not layout.gives_seats or not of_event(site, layout.event):  # type: ignore[attr-defined]
                return ""
            address = reverse("seating:new", args=[site.code, layout.event.ref, "floor"])  # type: ignore[attr-defined]
            return f"{address}?layout={layout.pk}"  # type: ignore[attr-defined]

        register_link(PageLink("conference.event", "seating", label, of_event, sees_seats, 20))
        register_link(PageLink("conference.event", "seating.cars", _("Cars for the gate"), of_cars, keeps_gate, 21))
        register_link(PageLink("layouts.layout", "seating", _("Give its seats to guests"), of_layout, plans_seats, 20))
        register_link(PageLink("conference.block", "seating", label, of_block, sees_seats, 20))
