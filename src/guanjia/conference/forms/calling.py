"""A meeting called by telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.forms.intake import CLASSES
from guanjia.conference.forms.times import TimesForm
from guanjia.conference.rules.states import Regime, Secrecy
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.places.public import Room


class CallForm(TimesForm):
    """What the voice on the telephone says, in the order it says it (FIELD 12: entered in 20 seconds)."""

    title = forms.CharField(label=_("Meeting"), max_length=200, required=False)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    headcount = forms.IntegerField(label=_("Headcount"), min_value=1, max_value=100_000, initial=10)
    wants = forms.CharField(label=_("What else is wanted"), max_length=200, required=False)
    meeting_class = forms.ChoiceField(label=_("Meeting class"), choices=CLASSES, required=False)
    contact_phone = forms.CharField(label=_("Call back"), max_length=40, required=False)
    regime = forms.ChoiceField(label=_("Regime"), choices=(), initial=Regime.FISCAL.value)
    secrecy = forms.ChoiceField(label=_("Secrecy"), choices=(), initial=Secrecy.ORDINARY.value)

    field_order = (
        "title",
        "room",
        "on",
        "start",
        "end",
        "overnight",
        "headcount",
        "wants",
        "contact_phone",
        "regime",
        "meeting_class",
        "secrecy",
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        rooms = Room.objects.filter(site=site, is_open=True)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        for name, states in (("regime", Regime), ("secrecy", Secrecy)):
            self.fields[name].choices = [(v, gettext(label)) for v, label in choices(states)]  # type: ignore[attr-defined]
