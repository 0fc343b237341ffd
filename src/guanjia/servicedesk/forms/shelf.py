"""What is typed about prices, parts and mass incidents."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.places.public import Building
from guanjia.servicedesk.forms.request import MomentInput
from guanjia.servicedesk.rules.kinds import catalogue


class PriceForm(forms.Form):
    """A line of the price list."""

    code = forms.CharField(label=_("Code"), max_length=40)
    title = forms.CharField(label=_("Paid work"), max_length=120)
    price = forms.DecimalField(label=_("Unit price, yuan"), min_value=0, max_value=1_000_000, decimal_places=2)
    unit_text = forms.CharField(label=_("Per"), max_length=20, required=False)
    active = forms.BooleanField(label=_("Is offered"), required=False, initial=True)


class PartForm(forms.Form):
    """A part on the shelf."""

    code = forms.CharField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Spare part"), max_length=120)
    unit_text = forms.CharField(label=_("Per"), max_length=20, required=False)
    least = forms.IntegerField(label=_("Reorder below"), min_value=0, max_value=1_000_000, initial=0)


class IncidentForm(forms.Form):
    """A mass outage: what is out, where, since when, what the desk reads out."""

    kind = forms.ChoiceField(label=_("Kind"))
    building = forms.ModelChoiceField(
        label=_("Building"), queryset=Building.objects.none(), required=False, empty_label=_("The whole site")
    )
    title = forms.CharField(label=_("What is out"), max_length=200)
    read_out = forms.CharField(
        label=_("What the desk reads out"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    expected_at = forms.DateTimeField(label=_("Expected end"), required=False, widget=MomentInput())

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        language = get_language() or ""
        choices = [(kind.code, kind.title(language)) for kind in catalogue().kinds.values()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["building"].queryset = Building.objects.filter(site=site)  # type: ignore[attr-defined]

    def clean_expected_at(self) -> Any:
        """The moment in UTC."""
        given = self.cleaned_data["expected_at"]
        return to_utc(self.site, given.replace(tzinfo=None)) if given else None
