from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "guanjia.portal"
    label = "portal"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415
        from guanjia.foundation.sites.public import declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.people.public import is_staff  # noqa: PLC0415
        from guanjia.portal import rehearsal, subjects  # noqa: PLC0415
        from guanjia.portal.actions.privacy import erase_portal_rows  # noqa: PLC0415
        from guanjia.portal.permissions import answers_residents  # noqa: PLC0415
        from guanjia.portal.queries.entrances import PAY_URL  # noqa: PLC0415
        from guanjia.portal.rules.announcements import AnnouncementState  # noqa: PLC0415
        from guanjia.portal.rules.asking import AskState  # noqa: PLC0415
        from guanjia.portal.views.counter import data_url  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.card import DeskAct, register_act  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        declare(PAY_URL)
        add_troupe(rehearsal.TROUPE)
        for invariant in rehearsal.INVARIANTS:
            add_invariant(invariant)
        words = {
            "draft": N_("Drafted"),
            "change": N_("Text changed"),
            "post": N_("Posted at a place"),
            "posted": N_("Posted everywhere"),
        }
        deeds.register(subjects.ANNOUNCEMENT, words, AnnouncementState)
        register_template(Template("portal.announced", N_("{kind}: {title}"), N_("Notice {number}")))
        register_template(
            Template("portal.family_agreed", N_("{name} now belongs to {unit}"), N_("The front desk has confirmed it."))
        )
        register_template(Template("portal.family_refused", N_("{name} was not entered for {unit}"), N_("{reason}")))

        for kind in ("portal.family_ask", "portal.erasure_ask"):
            deeds.register(kind, {"ask": N_("Asked")}, AskState)
        register_eraser("portal", "Portal", erase_portal_rows)
        register_act(
            DeskAct("portal.data", _("Their data"), data_url, "shield-lock", order=95, permission=answers_residents)
        )
        enter(
            MenuItem("frontdesk", _("Announcements"), "portal:announcements", "speakerphone", is_staff, 70, more=True)
        )
        enter(MenuItem("homes", _("Family members to confirm"), "portal:family_asks", "users", answers_residents, 80))
        enter(MenuItem("homes", _("Wishes to be erased"), "portal:erasures", "eraser", answers_residents, 90))
