from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    name = "guanjia.telemetry"
    label = "telemetry"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - models are ready only now

        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.telemetry import tasks  # noqa: F401, PLC0415 - registers its beats
        from guanjia.telemetry.actions.simulating import SIMULATED  # noqa: PLC0415
        from guanjia.telemetry.permissions import sees_devices  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

        declare(Setting(SIMULATED, "bool", False, N_("Room devices are simulated, for training: nothing real moves")))
        words = {
            "add": N_("Registered"),
            "open": N_("Told to open"),
            "forget": N_("Told to take its whole list again"),
            "set": N_("Told to take a state"),
            "drift": N_("Its clock is wrong"),
            "refused": N_("Refused a card"),
        }
        deeds.register("telemetry.device", words)
        register(
            MenuItem("frontdesk", _("Doors and devices"), "telemetry:devices", "door", sees_devices, 90, more=True)
        )
