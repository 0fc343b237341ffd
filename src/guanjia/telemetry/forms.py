"""What is typed about devices."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.places.public import Room
from guanjia.telemetry.rules.devices import DeviceKind


class DeviceForm(forms.Form):
    """A device to be registered."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False)
    offline_hours = forms.IntegerField(
        label=_("Holds without network for, hours"), min_value=1, max_value=720, initial=24,
        help_text=_("Longer, and a card that was revoked meanwhile opens longer"),
    )  # fmt: skip

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(site=site)  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(DeviceKind)]  # type: ignore[attr-defined]
