"""A package as it is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.models import Package
from guanjia.conference.public import MeetingKind, Service
from guanjia.places.public import Style

FEN = 100


class PackageForm(forms.Form):
    """All of a package."""

    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Letters, digits and hyphens; for ever."))
    name = forms.CharField(label=_("Name"), max_length=80)
    pitch = forms.CharField(label=_("In one sentence"), max_length=200, required=False)
    kinds = forms.MultipleChoiceField(label=_("Made for"), widget=forms.CheckboxSelectMultiple)
    services = forms.MultipleChoiceField(label=_("Services"), widget=forms.CheckboxSelectMultiple)
    style = forms.ChoiceField(label=_("Set-up style"), required=False)
    least = forms.IntegerField(label=_("From, people"), min_value=1, max_value=100_000)
    most = forms.IntegerField(label=_("Up to, people"), min_value=1, max_value=100_000)
    price = forms.DecimalField(label=_("Price a head, yuan"), min_value=0, max_digits=10, decimal_places=2)
    valid_from = forms.DateField(label=_("Sold from"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_until = forms.DateField(
        label=_("Sold until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: until further notice."),
    )
    rev = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kinds"].choices = [(each.value, gettext(each.label)) for each in MeetingKind]
        fields["services"].choices = [(each.value, gettext(each.label)) for each in Service]
        fields["style"].choices = [("", "–")] + [(each.value, gettext(each.label)) for each in Style]
        if fixed:
            del fields["code"]

    def values(self) -> dict[str, Any]:
        """For the action: money in fen."""
        data = dict(self.cleaned_data)
        data["head_fen"] = int(data.pop("price") * FEN)
        data.pop("rev", None)
        return data


def package_values(package: Package) -> dict[str, Any]:
    """What is stored, by field name."""
    same = ("name", "pitch", "kinds", "services", "style", "least", "most", "valid_from", "valid_until", "rev")
    return {name: getattr(package, name) for name in same} | {"price": f"{package.head_fen / FEN:.2f}"}
