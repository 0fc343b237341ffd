from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_
from guanjia.ui import menu


class StandardsConfig(AppConfig):
    name = "guanjia.standards"
    label = "standards"

    def ready(self) -> None:
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415 - models are loaded by now
        from guanjia.standards.permissions import may_read  # noqa: PLC0415 - models are loaded by now
        from guanjia.standards.queries.floor import PLACE  # noqa: PLC0415 - models are loaded by now

        menu.register(menu.MenuItem("standards", _("Service standards"), "standards:list", "checklist", may_read, 10))
        declare(Setting(PLACE, "text", "CN", N_("Place whose law holds"), minimum=2, maximum=12))
        register(check_catalogue)


def check_catalogue(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Refuse to start with a catalogue that cannot be planned."""
    from guanjia.standards.queries.checking import check_shipped  # noqa: PLC0415 - models are loaded by now
    from guanjia.standards.rules.catalogue import CatalogueInvalid  # noqa: PLC0415 - models are loaded by now

    try:
        faults = check_shipped()
    except CatalogueInvalid as error:
        faults = error.faults
    return [Error(str(fault), id="standards.E001") for fault in faults]
