"""Forms of closures and of the search for a free room."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.places.rules.equipment import EquipmentKind
from guanjia.places.rules.layout import Purpose
from guanjia.places.rules.styles import Style

MOST_DAYS = 31


def local_input() -> forms.DateTimeInput:
    """An input of date and time on the wall."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SpanForm(forms.Form):
    """From when until when, on the site's wall clock."""

    starts_at = forms.DateTimeField(label=_("From"), widget=local_input())
    ends_at = forms.DateTimeField(label=_("Until"), widget=local_input())

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site

    def clean_starts_at(self) -> datetime:
        """As a moment."""
        return to_utc(self.site, self.cleaned_data["starts_at"].replace(tzinfo=None))

    def clean_ends_at(self) -> datetime:
        """As a moment."""
        return to_utc(self.site, self.cleaned_data["ends_at"].replace(tzinfo=None))

    def clean(self) -> dict[str, Any]:
        """The end lies after the start."""
        clean = super().clean() or {}
        if clean.get("starts_at") and clean.get("ends_at") and clean["ends_at"] <= clean["starts_at"]:
            self.add_error("ends_at", _("The end must lie after the start."))
        return clean


class ClosureForm(SpanForm):
    """A room out of use."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Whoever asks for the room reads this."))


class SearchForm(SpanForm):
    """What is wanted of a free room."""

    headcount = forms.IntegerField(label=_("How many people"), min_value=1, max_value=100_000)
    style = forms.ChoiceField(label=_("Style"), required=False)
    purpose = forms.ChoiceField(label=_("What for"), required=False)
    equipment = forms.MultipleChoiceField(label=_("Equipment"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        self.fields["style"].choices = [("", _("Any")), *((s.value, gettext(s.label)) for s in Style)]
        self.fields["purpose"].choices = [("", "–"), *((p.value, gettext(p.label)) for p in Purpose)]
        self.fields["equipment"].choices = [(k.value, gettext(k.label)) for k in EquipmentKind]
