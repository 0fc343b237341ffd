from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.ui.chrome import chrome
from guanjia.ui.menu import MenuItem, register


class WorkbenchConfig(AppConfig):
    name = "guanjia.workbench"
    label = "workbench"

    def ready(self) -> None:
        from guanjia.foundation.sites.public import site_now  # noqa: PLC0415 - models are ready only now
        from guanjia.people.public import is_staff  # noqa: PLC0415 - models are ready only now
        from guanjia.workbench.queries.duties import register_duties  # noqa: PLC0415 - models are ready only now

        chrome.present = site_now
        register_duties()
        register(MenuItem("work", _("Workbench"), "workbench:home", "home", is_staff, 0, bar=True))
