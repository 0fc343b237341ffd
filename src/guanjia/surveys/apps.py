from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "guanjia.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register as register_kind  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.surveys import subjects  # noqa: PLC0415
        from guanjia.surveys.permissions import sees_surveys  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        invitation = Template(
            "surveys.invitation",
            N_("How was it? {title}"),
            N_("Thank you for coming. One minute of your time helps us: please tell us how it was."),
            personal=False,
        )
        register_template(invitation)
        letter = Template(
            "surveys.owners",
            N_("Your opinion counts: {title}"),
            N_("Please take three minutes for the survey of your property. Your answer is kept without your name."),
            personal=False,
        )
        register_template(letter)
        for kind in subjects.KINDS:
            register_kind(kind)
        register(MenuItem("insight", _("Surveys"), "surveys:surveys", "mood-smile", sees_surveys, 30))
        register(MenuItem("insight", _("Surveys of owners"), "surveys:studies", "checklist", sees_surveys, 32))
