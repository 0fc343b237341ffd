from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomesConfig(AppConfig):
    name = "guanjia.frontdesk.homes"
    label = "homes"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.persons.public import register_person_page  # noqa: PLC0415 - models are ready only now
        from guanjia.frontdesk.homes.permissions import sees_homes  # noqa: PLC0415
        from guanjia.frontdesk.homes.views.person import page_of  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.people.public import UNIT  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        deeds.register(UNIT, {"make_unit": N_("Entered in the register"), "change_unit": N_("Measures changed")})
        register_person_page("occupier", page_of)
        register(MenuItem("homes", _("Register of homes"), "homes:units", "home", sees_homes, 10))
        register(MenuItem("homes", _("Buildings"), "homes:buildings", "building-community", sees_homes, 20))
