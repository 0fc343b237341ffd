"""A period, and a line of its plan typed by hand."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.places.public import EquipmentKind, Room, Style
from guanjia.scheduling.models.period import GRAINS
from guanjia.scheduling.models.request import PRIORITIES
from guanjia.scheduling.rules.states import Part
from guanjia.scheduling.tables import names_of


class PeriodForm(forms.Form):
    """Which days, hours and rooms are placed at once."""

    name = forms.CharField(label=_("Name"), max_length=80)
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    opens = forms.TimeField(label=_("House opens"), initial=time(8), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("House closes"), initial=time(18), widget=forms.TimeInput(attrs={"type": "time"}))
    pause_from = forms.TimeField(
        label=_("Midday pause from"),
        required=False,
        initial=time(12),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Only what lasts longer than half a day runs into it."),
    )
    pause_until = forms.TimeField(
        label=_("Midday pause until"),
        required=False,
        initial=time(13, 30),
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    grain_minutes = forms.TypedChoiceField(label=_("Step of time"), choices=GRAINS, coerce=int, initial=30)
    weekends = forms.BooleanField(label=_("Weekends and holidays too"), required=False)
    rooms = forms.ModelMultipleChoiceField(
        label=_("Rooms"),
        queryset=Room.objects.none(),
        required=False,
        help_text=_("None chosen: every room that can be booked."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rooms"].queryset = Room.objects.filter(site=site, is_open=True)  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    """One line of the plan."""

    key = forms.CharField(label=_("Number"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=200)
    minutes = forms.IntegerField(label=_("Length, minutes"), min_value=1, max_value=1440, initial=120)
    heads = forms.IntegerField(label=_("Headcount"), min_value=0, max_value=100_000, initial=20)
    style = forms.ChoiceField(label=_("Set-up style"), required=False)
    required = forms.CharField(
        label=_("Must attend"), required=False, max_length=2000, help_text=_("Names or offices, divided by commas.")
    )
    preferred = forms.CharField(label=_("Would like to attend"), required=False, max_length=2000)
    equipment = forms.MultipleChoiceField(label=_("Equipment"), required=False)
    day_from = forms.DateField(label=_("Not before"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    day_until = forms.DateField(label=_("Not after"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    wished_day = forms.DateField(label=_("Wished day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    wished_part = forms.ChoiceField(label=_("Wished part of the day"), required=False)
    wished_room = forms.ModelChoiceField(label=_("Wished room"), queryset=Room.objects.none(), required=False)
    setup_minutes = forms.IntegerField(label=_("Set-up, minutes"), min_value=0, max_value=1440, initial=0)
    cleardown_minutes = forms.IntegerField(label=_("Clear-down, minutes"), min_value=0, max_value=1440, initial=0)
    priority = forms.TypedChoiceField(label=_("Priority among them"), choices=PRIORITIES, coerce=int, initial=1)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["style"].choices = [("", gettext("Any")), *((style.value, gettext(style.label)) for style in Style)]
        fields["equipment"].choices = [(kind.value, gettext(kind.label)) for kind in EquipmentKind]
        fields["wished_part"].choices = [(part.value, gettext(part.label)) for part in Part]
        fields["wished_room"].queryset = Room.objects.filter(site=site, is_open=True)

    def clean(self) -> dict[str, Any]:
        """People in one list only, days in their order."""
        data = super().clean() or {}
        data["required"], data["preferred"] = names_of(data.get("required", "")), names_of(data.get("preferred", ""))
        if set(data["required"]) & set(data["preferred"]):
            self.add_error("preferred", gettext("somebody stands in both lists"))
        first, last = data.get("day_from"), data.get("day_until")
        if first and last and last < first:
            self.add_error("day_until", gettext("ends before it begins"))
        return data
