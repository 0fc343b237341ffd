from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustodyConfig(AppConfig):
    name = "guanjia.custody"
    label = "custody"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.custody.permissions import sees_custody  # noqa: PLC0415 - models are ready only now
        from guanjia.custody.queries import may_see_photo  # noqa: PLC0415
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        register_holder("custody.item", may_see_photo)
        register(MenuItem("service", _("Custody"), "custody:items", "package", sees_custody, 40))
