from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_


class SafetyConfig(AppConfig):
    name = "guanjia.safety"
    label = "safety"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.duties.public import register_performer  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.safety import subjects  # noqa: PLC0415
        from guanjia.safety.actions.expiring import expire_watch  # noqa: PLC0415
        from guanjia.safety.actions.watching import DAYS  # noqa: PLC0415
        from guanjia.safety.rules.watching import LONGEST_DAYS  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        register_performer("safety.expire_watch", expire_watch)
        declare(Setting(DAYS, "int", 90, N_("An entry of the watch list lasts"), 1, LONGEST_DAYS, unit=N_("days")))
        concern = Template("safety.concern", N_("Suspicious: {number}"), N_("{where} Please look at once."))
        hit = Template("safety.hit", N_("Please come to {where}"), N_("Discreetly: look at the watch list first."))
        register_template(concern)
        register_template(hit)
        _declare_words()
        _declare_menu()
        _declare_rehearsal()


def _declare_rehearsal() -> None:
    """The actors of safety and what must hold at the end."""
    from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415 - models are ready only now
    from guanjia.safety.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415

    add_troupe(TROUPE)
    for invariant in INVARIANTS:
        add_invariant(invariant)


def _declare_words() -> None:
    """The words of histories."""
    from guanjia.safety.rules.concerns import ConcernState  # noqa: PLC0415 - models are ready only now
    from guanjia.safety.rules.warnings import WarningState  # noqa: PLC0415
    from guanjia.safety.subjects import CONCERN, WARNING  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    words = {"note": N_("Noted, security told"), "follow_up": N_("Followed up"), "liaise": N_("Taken to the police")}
    deeds.register(CONCERN, words, ConcernState)
    deeds.register(WARNING, {"write": N_("Written"), "post": N_("Posted"), "publish": N_("Published")}, WarningState)


def _declare_menu() -> None:
    """The entries of the menu."""
    from guanjia.safety.permissions import handles_concern, notes_concern, publishes_warning  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415 - models are ready only now

    register(
        MenuItem("frontdesk", _("Suspicions and fraud"), "safety:concerns", "shield", notes_concern, 70, more=True)
    )
    register(
        MenuItem("frontdesk", _("Fraud warnings"), "safety:warnings", "speakerphone", publishes_warning, 72, more=True)
    )
    register(MenuItem("frontdesk", _("Staff badges"), "safety:badges", "id-badge", handles_concern, 74, more=True))
