from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustodyConfig(AppConfig):
    name = "guanjia.custody"
    label = "custody"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.custody.permissions import sees_custody  # noqa: PLC0415 - models are ready only now
        from guanjia.custody.queries import may_see_photo  # noqa: PLC0415
        from guanjia.custody.rules.items import ItemState  # noqa: PLC0415
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        words = {"take": N_("Taken into custody"), "contact_owner": N_("Owner contacted")}
        deeds.register("custody.item", words, ItemState)

        register_holder("custody.item", may_see_photo)
        register(MenuItem("service", _("Custody"), "custody:items", "package", sees_custody, 40))
