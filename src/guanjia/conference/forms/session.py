"""A sitting's place and time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.conference.forms.times import TimesForm
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room


class SessionForm(TimesForm):
    """Add or move a sitting; `reason` goes into the journal."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    field_order = ("title", "room", "on", "start", "end", "overnight", "reason")

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(site=site)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is called off."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
