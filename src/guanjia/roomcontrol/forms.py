"""What is typed about rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.roomcontrol.rules.scenes import LEVELS, SWITCHES, SceneCode, wanted_of
from guanjia.telemetry.public import DeviceKind

SETTABLE = ("light", "curtain", "projector", "screen", "microphone", "climate", "fresh_air")


class SayForm(forms.Form):
    """A sentence to the room."""

    text = forms.CharField(
        label=_("Say what the room shall do"),
        max_length=80,
        help_text=_("For example: dim the lights, 26 degrees, close the curtains."),
    )


class HoldForm(forms.Form):
    """A kind of device set by hand for a while."""

    kind = forms.ChoiceField(label=_("Device"))
    on = forms.BooleanField(label=_("On, open or down"), required=False, initial=True)
    value = forms.FloatField(label=_("Level, opening or degrees"), required=False, min_value=0, max_value=100)
    hours = forms.IntegerField(label=_("For so many hours"), min_value=1, max_value=12, initial=2)
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(kind, gettext(DeviceKind(kind).label)) for kind in SETTABLE if kind in kinds]
        self.fields["kind"].choices = shown  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The number must be one that the device knows."""
        given = super().clean() or {}
        value = given.get("value")
        if given.get("kind") == "climate" and value is not None and not 16 <= value <= 30:
            self.add_error("value", gettext("16 to 30 degrees."))
        return given

    def values(self) -> dict[str, Any]:
        """What the device is to be."""
        given = self.cleaned_data
        return wanted_of(given["kind"], given["on"], given["value"])


class SceneForm(forms.Form):
    """What a scene asks of each kind of device of a room: leave it, on or off, and perhaps a number."""

    code = forms.ChoiceField(label=_("Scene of the room"))
    name = forms.CharField(label=_("Name of an own scene"), max_length=40, required=False)
    everywhere = forms.BooleanField(label=_("In every room of the site"), required=False)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [kind for kind in SETTABLE if kind in kinds]
        self.fields["code"].choices = [(code.value, gettext(code.label)) for code in SceneCode]  # type: ignore[attr-defined]
        ways = [("", gettext("leave as it is")), ("on", gettext("on, open, down")), ("off", gettext("off, closed, up"))]
        for kind in self.kinds:
            label = gettext(DeviceKind(kind).label)
            self.fields[kind] = forms.ChoiceField(label=label, choices=ways, required=False)
            if kind in LEVELS:
                _field, least, most = LEVELS[kind]
                unit = "°C" if kind == "climate" else "%"
                self.fields[f"{kind}_value"] = forms.FloatField(
                    label=f"{label} ({least:g}-{most:g} {unit})", required=False, min_value=least, max_value=most
                )

    def steps(self) -> dict[str, dict[str, Any]]:
        """Kind -> what it is to be."""
        given = self.cleaned_data
        return {
            kind: wanted_of(kind, given[kind] == "on", given.get(f"{kind}_value")) for kind in self.kinds if given[kind]
        }

    @staticmethod
    def initial_of(steps: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """The fields of a scene that is there."""
        found: dict[str, Any] = {}
        for kind, wanted in steps.items():
            switch = SWITCHES.get(kind, "on")
            found[kind] = "on" if wanted.get(switch) else "off"
            if kind in LEVELS:
                found[f"{kind}_value"] = wanted.get(LEVELS[kind][0])
        return found


class WeatherForm(forms.Form):
    """How warm it is outside."""

    celsius = forms.FloatField(label=_("Outside, °C"), min_value=-60, max_value=60)
