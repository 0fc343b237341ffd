from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guanjia.ui.menu import MenuItem, register


class JobsConfig(AppConfig):
    name = "guanjia.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        autodiscover_modules("tasks")
        register(MenuItem("settings", _("Site settings"), "jobs:settings", "settings", _watches, 20))
        register(MenuItem("settings", _("Working calendar"), "jobs:calendar", "calendar-cog", _watches, 30))
        register(MenuItem("settings", _("System health"), "jobs:health", "heartbeat", _watches, 90))


def _watches(user: Any, site: Any) -> bool:
    from guanjia.foundation.sites.public import may  # noqa: PLC0415 - models are ready only now

    return may("system", user, site)
