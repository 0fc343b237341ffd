from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.ui.chrome import chrome
from guanjia.ui.menu import MenuItem, register


class MessagesConfig(AppConfig):
    name = "guanjia.foundation.messages"
    label = "messaging"

    def ready(self) -> None:
        from guanjia.foundation.jobs.public import register_probe  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.erasing import erase_messages  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.health import failing_messages  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.queries import bell  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.sites.public import may  # noqa: PLC0415 - models are ready only now

        register_probe(failing_messages)
        register_eraser("messages", "Messages", erase_messages)
        chrome.bell = bell
        register(
            MenuItem(
                "settings", _("Messages sent"), "messages:log", "mail", lambda user, site: may("system", user, site), 80
            )
        )
        register(
            MenuItem(
                "settings", _("Gateways"), "messages:gateways", "plug", lambda user, site: may("system", user, site), 81
            )
        )
