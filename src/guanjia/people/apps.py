from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.ui.chrome import chrome
from guanjia.ui.menu import MenuItem, register


class PeopleConfig(AppConfig):
    name = "guanjia.people"
    label = "people"

    def ready(self) -> None:
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.rehearsal.public import add_invariant  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register as declare  # noqa: PLC0415 - models are ready only now
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415 - kept beside its user
        from guanjia.people import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.people.actions.erasing import erase_person_rows  # noqa: PLC0415 - models are ready only now
        from guanjia.people.permissions.foundation_pages import define_pages  # noqa: PLC0415 - models are ready only now
        from guanjia.people.permissions.predicates import is_staff  # noqa: PLC0415 - models are ready only now
        from guanjia.people.queries.membership import sites_of  # noqa: PLC0415 - models are ready only now
        from guanjia.people.rehearsal import INVARIANTS  # noqa: PLC0415 - models are ready only now
        from guanjia.ui import deeds  # noqa: PLC0415 - models are ready only now

        for invariant in INVARIANTS:
            add_invariant(invariant)
        define_pages()
        for kind in subjects.KINDS:
            declare(kind)
        deeds.register(
            subjects.OCCUPANCY,
            {
                "begin": N_("Relation entered"),
                "end": N_("Relation ended"),
                "lapse": N_("Ran out"),
                "extend": N_("Extended"),
                "live_there": N_("Lives there now"),
                "live_elsewhere": N_("Lives elsewhere now"),
                "set_contact": N_("Made first contact"),
            },
        )
        register_eraser("people", "Contacts and stays", erase_person_rows)
        chrome.sites = sites_of
        chrome.account_url = _account_url
        register(MenuItem("people", _("People here"), "people:staff", "users", is_staff, 20))
        register(MenuItem("people", _("Organisations"), "people:organisations", "building-community", is_staff, 40))


def _account_url(user: object) -> str:
    return "/accounts/2fa/"
