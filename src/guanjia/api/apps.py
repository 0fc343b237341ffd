"""Assembly of the REST API, tokens and scopes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "guanjia.api"
    label = "api"

    def ready(self) -> None:
        """Put the page of tokens into the menu, offer events to webhooks."""
        from guanjia.api.announcing import announce_all  # noqa: PLC0415 - models are ready only now
        from guanjia.people.public import is_staff  # noqa: PLC0415 - models are ready only now
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        announce_all()
        register(MenuItem("settings", _("API tokens"), "api:tokens", "key", is_staff, 80))
        register(MenuItem("settings", _("Calendars"), "api:calendars", "calendar-share", is_staff, 85))
