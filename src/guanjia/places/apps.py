from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.ui.menu import MenuItem, register


class PlacesConfig(AppConfig):
    name = "guanjia.places"
    label = "places"

    def ready(self) -> None:
        register(MenuItem("property", _("Meeting rooms"), "places:rooms", "door", order=10))
        register(MenuItem("property", _("Find a free room"), "places:free", "zoom-check", order=20))
        register(MenuItem("property", _("Buildings and spaces"), "places:tree", "building", order=30))
