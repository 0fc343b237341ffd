from django.apps import AppConfig

from guanjia.kernel.words import gettext_noop as N_


class SitesConfig(AppConfig):
    name = "guanjia.foundation.sites"
    label = "sites"

    def ready(self) -> None:
        """Declare what every site has: the number that residents, visitors and clients call."""
        from guanjia.foundation.sites.settings import Setting, declare  # noqa: PLC0415 - models are ready only now

        declare(Setting("phone", "text", "", N_("Telephone of the front desk"), 0, 40))
