"""What a resident types about the household."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, normal_phone
from guanjia.people.public import Relation
from guanjia.portal.queries.residence import Residence

FAMILY = (Relation.FAMILY, Relation.OCCUPIER, Relation.EMERGENCY)


class FamilyForm(forms.Form):
    """Somebody of the family, for the desk to confirm."""

    unit = forms.TypedChoiceField(label=_("Home"), coerce=int)
    name = forms.CharField(label=_("Full name"), max_length=80)
    phone = forms.CharField(label=_("Telephone"), max_length=24, required=False)
    relation = forms.ChoiceField(label=_("Relation"))

    def __init__(self, residence: Residence, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.code) for unit in residence.homes]  # type: ignore[attr-defined]
        self.fields["relation"].choices = [(each.value, _(each.label)) for each in FAMILY]  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """The number in one form."""
        text: str = self.cleaned_data["phone"].strip()
        try:
            return normal_phone(text) if text else ""
        except BadValue:
            raise ValidationError(_("This is not a telephone number."), code="invalid") from None


class WishForm(forms.Form):
    """Whether the counter takes parcels in, and brings them up."""

    unit = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)
    accepts = forms.BooleanField(label=_("Take parcels in for us"), required=False)
    bring_up = forms.BooleanField(label=_("Bring them up: somebody of us walks badly"), required=False)

    def __init__(self, residence: Residence, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.code) for unit in residence.homes]  # type: ignore[attr-defined]


class ProxyForm(forms.Form):
    """Who collects a parcel for me."""

    name = forms.CharField(label=_("Who collects for you"), max_length=40)
