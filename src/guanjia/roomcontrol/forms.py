"""What is typed about rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
        kind, on, value = self.cleaned_data["kind"], self.cleaned_data["on"], self.cleaned_data["value"]
        if kind == "curtain":
            return {"open": (100 if on else 0) if value is None else value}
        if kind == "screen":
            return {"down": on}
        extra = {"light": "level", "climate": "temperature"}.get(kind)
        return {"on": on} | ({extra: value} if extra and value is not None and on else {})


class WeatherForm(forms.Form):
    """How warm it is outside."""

    celsius = forms.FloatField(label=_("Outside, °C"), min_value=-60, max_value=60)
