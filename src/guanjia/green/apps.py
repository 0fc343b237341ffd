"""Green and inclusive."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GreenConfig(AppConfig):
    name = "guanjia.green"
    label = "green"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415 - models are ready only now
        from guanjia.green.queries.deeds import MEAL_WORDS, NOTE_WORDS, SHEET_WORDS  # noqa: PLC0415
        from guanjia.green.rules.states import MealState, SheetState  # noqa: PLC0415
        from guanjia.green.subjects import KINDS, MEAL, NOTE, SHEET  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        deeds.register(SHEET, SHEET_WORDS, SheetState)
        deeds.register(MEAL, MEAL_WORDS, MealState)
        deeds.register(NOTE, NOTE_WORDS)
        _declare()
        _links()
        _rehearse()


def _declare() -> None:
    """Settings, messages, system actions, doors of other modules, rehearsal."""
    from guanjia.conference.public import Guest, Printing, register_place_needs, register_printings  # noqa: PLC0415
    from guanjia.duties.public import Task, register_performer  # noqa: PLC0415 - models are ready only now
    from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.green.actions.meals import ORDER_HOURS  # noqa: PLC0415
    from guanjia.green.actions.needs import LATE, erase_needs, erase_person_needs  # noqa: PLC0415
    from guanjia.green.actions.sheets import SHEET  # noqa: PLC0415
    from guanjia.green.models import GreenSheet  # noqa: PLC0415
    from guanjia.green.permissions import sees_green  # noqa: PLC0415
    from guanjia.green.queries.needs import place_needs  # noqa: PLC0415
    from guanjia.green.queries.prayers import PLACE, SCHOOL  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    declare(Setting(ORDER_HOURS, "int", 24, N_("Meals are ordered this long before"), 1, 168, unit=N_("hours")))
    declare(Setting(PLACE, "text", "", N_("Degrees north and east of the site, for prayer times"), 0, 40))
    schools = (("hanafi", N_("Hanafi: shadow twice as long")), ("other", N_("others: shadow as long")))
    declare(Setting(SCHOOL, "choice", "hanafi", N_("Afternoon prayer begins by"), choices=schools))
    register_template(
        Template(
            LATE,
            N_("Late change of meals: {number}"),
            N_("{number}: what guests eat changed after the order. Please read it and tell the kitchen."),
        )
    )

    def erase(task: Task) -> None:
        sheet = GreenSheet.objects.get(pk=task.subject_id)
        erase_needs(event_id=sheet.event_id, at=task.at)

    def may_see_photo(user: Any, site: Any, sheet_id: int) -> bool:
        return bool(sees_green(user, site)) and GreenSheet.objects.filter(pk=sheet_id, site=site).exists()

    def invitations(event_id: int) -> list[Printing]:
        """One letter is saved for each guest who was invited by a link (conference counts them)."""
        sent = Guest.objects.filter(event=event_id, told_at__isnull=False).count()
        return [Printing(N_("Invitations by link instead of a letter"), 0, sent)] if sent else []

    register_performer("green.erase_needs", erase)
    register_eraser("green.needs", N_("Needs of guests"), erase_person_needs)
    register_holder(SHEET, may_see_photo)
    register_place_needs("green", place_needs)
    register_printings("invitations", invitations)


def _links() -> None:
    """The menu, and the way in from an event."""
    from django.urls import reverse  # noqa: PLC0415

    from guanjia.green.permissions import sees_green, sees_needs  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

    def to(name: str) -> Any:
        def address(site: Any, event: Any) -> str:
            return "" if event.secrecy == "controlled" else reverse(name, args=[site.code, event.ref])

        return address

    register_link(PageLink("conference.event", "green.needs", _("Diets and access"), to("green:needs"), sees_needs, 40))
    register_link(
        PageLink("conference.event", "green.sheet", _("Meals and green sheet"), to("green:sheet"), sees_green, 41)
    )
    register(MenuItem("conference", _("Meals, access, green"), "green:home", "leaf", sees_green, 60, more=True))


def _rehearse() -> None:
    """Actors and invariants."""
    from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415 - models are ready only now
    from guanjia.green.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415

    for invariant in INVARIANTS:
        add_invariant(invariant)
    add_troupe(TROUPE)
