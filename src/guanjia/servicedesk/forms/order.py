"""What is typed about work orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.places.public import Space
from guanjia.servicedesk.rules.orders import OrderKind, Urgency


class OpenForm(forms.Form):
    """A work order from the desk."""

    title = forms.CharField(label=_("What is wrong"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), initial=OrderKind.REPAIR.value)
    urgency = forms.ChoiceField(label=_("Urgency"), initial=Urgency.NORMAL.value)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Space.objects.none(), required=False)
    description = forms.CharField(
        label=_("Description"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Space.objects.filter(site=site)  # type: ignore[attr-defined]
        for name, states in (("kind", OrderKind), ("urgency", Urgency)):
            self.fields[name].choices = [(v, gettext(label)) for v, label in choices(states)]  # type: ignore[attr-defined]
