"""What a resident types about a visitor."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, normal_phone
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.frontdesk.visitors.public import VisitKind
from guanjia.portal.queries.residence import Residence

MOMENT = "%Y-%m-%dT%H:%M"
KINDS = (VisitKind.GUEST, VisitKind.WORKER)
WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


class InviteForm(forms.Form):
    """Who comes, when, to which of my homes."""

    name = forms.CharField(label=_("Visitor's name"), max_length=80)
    phone = forms.CharField(label=_("Visitor's telephone"), max_length=24, required=False)
    unit = forms.TypedChoiceField(label=_("Home"), coerce=int)
    kind = forms.ChoiceField(label=_("Who comes"))
    expected_at = forms.DateTimeField(label=_("When"), input_formats=[MOMENT], widget=WHEN)
    plate = forms.CharField(label=_("Number plate"), max_length=12, required=False)
    party = forms.IntegerField(label=_("How many"), min_value=1, max_value=50, initial=1)

    def __init__(self, residence: Residence, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site: Site = residence.site
        self.at = at
        self.fields["unit"].choices = [(unit.pk, unit.code) for unit in residence.homes]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, _(kind.label)) for kind in KINDS]  # type: ignore[attr-defined]
        self.initial.setdefault("expected_at", local(self.site, at + timedelta(hours=1)).replace(tzinfo=None))

    def clean_phone(self) -> str:
        """The number in one form."""
        text: str = self.cleaned_data["phone"].strip()
        try:
            return normal_phone(text) if text else ""
        except BadValue:
            raise ValidationError(_("This is not a telephone number."), code="invalid") from None

    def clean_expected_at(self) -> datetime:
        """On the site's wall clock, not in the past."""
        moment = to_utc(self.site, self.cleaned_data["expected_at"].replace(tzinfo=None))
        if moment < self.at - timedelta(hours=1):
            raise ValidationError(_("This moment is past."), code="past")
        return moment
