from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicedeskConfig(AppConfig):
    name = "guanjia.servicedesk"
    label = "servicedesk"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.servicedesk import subjects  # noqa: PLC0415
        from guanjia.servicedesk.permissions import sees_orders  # noqa: PLC0415
        from guanjia.servicedesk.queries import may_see_photo  # noqa: PLC0415
        from guanjia.servicedesk.rules.orders import OrderState  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        deeds.register(subjects.ORDER, {"open": N_("Opened"), "reopen": N_("Not good, again")}, OrderState)
        for kind in subjects.KINDS:
            register(kind)
        register_holder(subjects.ORDER, may_see_photo)
        register_template(Template("servicedesk.opened", N_("{number}: {title}"), N_("New work order. {place}")))
        register_template(Template("servicedesk.dispatched", N_("For you, {number}: {title}"), N_("{place}")))
        enter(MenuItem("service", _("Work orders"), "servicedesk:orders", "tool", sees_orders, 10))
        enter(MenuItem("service", _("My work orders"), "servicedesk:mine", "user-check", sees_orders, 20))
