from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.ui.menu import MenuItem, register


class PlacesConfig(AppConfig):
    name = "guanjia.places"
    label = "places"

    def ready(self) -> None:
        from guanjia.foundation.rehearsal.public import add_invariant  # noqa: PLC0415 - models are ready only now
        from guanjia.places.rehearsal import INVARIANTS  # noqa: PLC0415 - models are ready only now

        for invariant in INVARIANTS:
            add_invariant(invariant)
        register(MenuItem("property", _("Meeting rooms"), "places:rooms", "door", order=10))
        register(MenuItem("property", _("Find a free room"), "places:free", "zoom-check", order=20))
        register(MenuItem("property", _("Buildings and spaces"), "places:tree", "building", order=30))
