"""What is typed about barrier-free ways and about help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.forms.visit import said
from guanjia.frontdesk.visitors.rules.access import FacilityKind, Need


class FacilityForm(forms.Form):
    """A facility on the map (ACCE-001)."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name"), max_length=80)
    where = forms.CharField(label=_("Where, how to get there"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = said(FacilityKind)  # type: ignore[attr-defined]


class BlockForm(forms.Form):
    """Something is in the way, or broken."""

    what = forms.CharField(label=_("What is in the way"), max_length=200)


class LendForm(forms.Form):
    """A wheelchair goes out."""

    holder = forms.CharField(label=_("To whom"), max_length=60)
    signature = forms.CharField(label=_("Signed by"), max_length=60)


class BackForm(forms.Form):
    """A wheelchair comes back."""

    signature = forms.CharField(label=_("Taken back by"), max_length=60)
    condition = forms.CharField(label=_("Condition"), max_length=120, required=False)
    broken = forms.BooleanField(label=_("It is broken: say what, a work order is opened"), required=False)


class NeedForm(forms.Form):
    """What helps somebody, kept only with their consent (ACCE-007)."""

    needs = forms.MultipleChoiceField(
        label=_("What help they want (never an illness)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("What helps, in their words"), max_length=200, required=False)
    agreed = forms.BooleanField(label=_("The person agrees that we keep this for the next visit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = said(Need)  # type: ignore[attr-defined]

    def chosen(self) -> list[Need]:
        """The needs that were ticked."""
        return [Need(value) for value in self.cleaned_data["needs"]]
