"""What is typed about screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.places.public import Building, Floor, Room
from guanjia.signage.actions.screens import ScreenDraft
from guanjia.signage.models import Screen
from guanjia.signage.rules.screens import Scope, Shape, Spot, Tongue
from guanjia.wayfinding.public import WaySpot

WORDS = {"hangs": Spot, "scope": Scope, "languages": Tongue, "shape": Shape}


class ScreenForm(forms.Form):
    """A screen."""

    name = forms.CharField(label=_("Name"), max_length=80)
    hangs = forms.ChoiceField(label=_("Hangs at"))
    scope = forms.ChoiceField(label=_("Shows"))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False)
    floor = forms.ModelChoiceField(Floor.objects.none(), label=_("Floor"), required=False)
    building = forms.ModelChoiceField(Building.objects.none(), label=_("Building"), required=False)
    spot = forms.ModelChoiceField(
        WaySpot.objects.none(),
        label=_("Place on the drawing"),
        required=False,
        help_text=_("With it the screen shows which way to go."),
    )
    heading = forms.IntegerField(
        label=_("Its reader looks towards, degrees"), required=False, min_value=0, max_value=359,
        help_text=_("0 looks up the drawing, 90 to the right. Nothing: as its place says."),
    )  # fmt: skip
    languages = forms.ChoiceField(label=_("Languages"))
    shape = forms.ChoiceField(label=_("Hangs as"))
    lines = forms.IntegerField(label=_("Lines a page"), min_value=1, max_value=20, initial=8)
    seconds = forms.IntegerField(label=_("Seconds a page"), min_value=4, max_value=120, initial=10)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, words in WORDS.items():
            fields[name].choices = [(word.value, gettext(word.label)) for word in words]  # type: ignore[attr-defined]
        fields["languages"].initial = Tongue.BOTH.value
        fields["room"].queryset = Room.objects.filter(site=site)
        fields["floor"].queryset = Floor.objects.filter(building__site=site).select_related("building")
        fields["floor"].label_from_instance = lambda floor: f"{floor.building} {floor.name}"
        fields["building"].queryset = Building.objects.filter(site=site)
        fields["spot"].queryset = WaySpot.objects.filter(site=site).select_related("floor")
        fields["spot"].label_from_instance = lambda spot: f"{spot.code} {spot.name} · {spot.floor.name}"

    def draft(self) -> ScreenDraft:
        """What was typed."""
        given = dict(self.cleaned_data)
        for name, words in WORDS.items():
            given[name] = words(given[name])
        return ScreenDraft(**given)


def initial_of(screen: Screen) -> dict[str, Any]:
    """What is stored of a screen, as the form wants it."""
    names = ("name", "hangs", "scope", "heading", "languages", "shape", "lines", "seconds")
    rows = ("room", "floor", "building", "spot")
    return {name: getattr(screen, name) for name in names} | {name: getattr(screen, f"{name}_id") for name in rows}


class EmergencyForm(forms.Form):
    """What the screens of a zone say when people must get out."""

    zone = forms.ChoiceField(label=_("Zone"))
    text = forms.CharField(label=_("Words shown"), max_length=120)
    text_en = forms.CharField(label=_("Text in English"), max_length=160, required=False)

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]
        self.fields["text"].initial = gettext("Please leave the building calmly. Do not use the lifts.")
