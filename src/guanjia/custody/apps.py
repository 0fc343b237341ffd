from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustodyConfig(AppConfig):
    name = "guanjia.custody"
    label = "custody"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.custody import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.custody.actions.erasing import erase_person_rows  # noqa: PLC0415
        from guanjia.custody.permissions import sees_custody  # noqa: PLC0415
        from guanjia.custody.queries import may_see_photo  # noqa: PLC0415
        from guanjia.custody.rules.items import ItemState  # noqa: PLC0415
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register as register_kind  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        words = {
            "take": N_("Taken into custody"),
            "refuse": N_("Not accepted"),
            "contact_owner": N_("Owner contacted"),
            "hand_over": N_("Hand-over done"),
            "keep_longer": N_("Kept longer"),
            "leave_behind": N_("Nobody came for it: lost property"),
            "go_astray": N_("Handed to the wrong person"),
            "recover": N_("Back on its shelf"),
            "lose": N_("Lost"),
        }
        deeds.register("custody.item", words, ItemState)
        for kind in subjects.KINDS:
            register_kind(kind)
        register_holder("custody.item", may_see_photo)
        register_eraser("custody.people", N_("People in the custody register"), erase_person_rows)
        register(MenuItem("service", _("Custody"), "custody:items", "package", sees_custody, 40, more=True))
