"""The function sheet, team, purchases and contact sheets, as they are typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.forms.intake import words
from guanjia.conference.forms.times import TimesForm, times_of
from guanjia.conference.models import Block, Event, FunctionSheet, Intake
from guanjia.conference.queries.sheets import DRAFT
from guanjia.conference.rules.needs import Service
from guanjia.conference.rules.regime import Clause, offered
from guanjia.conference.rules.sheet import Department, Role
from guanjia.conference.rules.states import BlockState, Regime, Secrecy
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.people.public import User
from guanjia.places.public import Room, Style

BOX = "service_"


class SheetForm(TimesForm):
    """Everything of the sheet that can change. Room and time stand here only while the event has one sitting."""

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    headcount = forms.IntegerField(label=_("Headcount"), min_value=1, max_value=100_000)
    vip_count = forms.IntegerField(label=_("Guests of honour"), min_value=0, max_value=1000, required=False)
    style = forms.ChoiceField(label=_("Set-up style"), required=False)
    menu = forms.CharField(label=_("Tea breaks and menu"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    diets = forms.CharField(label=_("Diets"), required=False, max_length=200)
    special = forms.CharField(label=_("Special needs"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    contacts = forms.CharField(label=_("Contacts"), required=False, max_length=300)
    engineering = forms.CharField(label=_("For engineering"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    security = forms.CharField(label=_("For security"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    cleaning = forms.CharField(label=_("For cleaning"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Why it changes"), required=False, max_length=300)
    rev = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, site: Site, event: Event, single: bool, laws: Mapping[str, Clause], **kwargs: Any
    ) -> None:
        super().__init__(*args, site=site, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["room"].queryset = Room.objects.filter(site=site, is_open=True)
        fields["style"].choices = [("", "–"), *((style.value, gettext(style.label)) for style in Style)]
        self.boxes = []
        controlled = event.secrecy == Secrecy.CONTROLLED
        for service in [] if controlled else offered(Regime(event.regime), laws):
            fields[BOX + service.value] = forms.BooleanField(label=gettext(service.label), required=False)
            self.boxes.append(BOX + service.value)
        gone = () if single else ("room", "on", "start", "end", "overnight")
        hidden = (*DRAFT, "diets", "special", "vip_count") if controlled else ()
        for name in (*gone, *hidden):
            del fields[name]

    def values(self) -> dict[str, Any]:
        """What was typed, for the action. Call it on a valid form."""
        data = self.cleaned_data
        names = ("headcount", "vip_count", "style", "diets", "special", *DRAFT)
        given = {name: data[name] for name in names if name in data and data[name] is not None}
        if self.boxes:
            given["services"] = [service.value for service in Service if data.get(BOX + service.value)]
        return given


def sheet_values(event: Event, sheet: FunctionSheet) -> dict[str, Any]:
    """What the sheet says now, by field name: initial values, and the other side of a conflict."""
    intake = Intake.objects.filter(event=event).first()
    blocks = list(Block.objects.filter(event=event).exclude(state=BlockState.CANCELLED).order_by("starts_at")[:2])
    found: dict[str, Any] = {name: sheet.draft.get(name, "") for name in DRAFT}
    found |= {"headcount": event.expected_count, "vip_count": event.vip_count, "rev": sheet.rev, "reason": ""}
    found |= {"diets": intake.diets if intake else "", "special": intake.special if intake else ""}
    services = intake.services if intake else []
    found |= {BOX + service.value: service.value in services for service in Service}
    if blocks:
        found |= {"style": blocks[0].style, "room": blocks[0].room_id}
        found |= times_of(event.site, blocks[0].starts_at, blocks[0].ends_at)
    return found


class MemberForm(forms.Form):
    """Who takes a part, and who stands in."""

    role = forms.ChoiceField(label=_("Part"))
    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = words(Role)
        for name in ("user", "deputy"):
            fields[name].queryset = User.objects.filter(pk__in=[user.pk for user in staff])


class MomentForm(forms.Form):
    """A day and a time on the site's clock; cleaned `moment` is the aware moment."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site

    def clean(self) -> dict[str, Any]:
        """Add the moment."""
        data = super().clean() or {}
        if {"on", "time"} <= data.keys():
            data["moment"] = to_utc(self.site, datetime.combine(data["on"], data["time"]))
        return data


class SupportForm(MomentForm):
    """A work contact sheet."""

    department = forms.ChoiceField(label=_("Department"))
    need = forms.CharField(label=_("What is needed"), max_length=300)

    field_order = ("department", "need", "on", "time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = words(Department)  # type: ignore[attr-defined]


class PurchaseForm(MomentForm):
    """Something to buy for the client; day and time say when it is to be served."""

    item = forms.CharField(label=_("What"), max_length=120)
    quantity = forms.CharField(label=_("How much"), max_length=40)
    cost = forms.DecimalField(label=_("Cost, yuan"), min_value=0, max_digits=10, decimal_places=2, initial=0)

    field_order = ("item", "quantity", "on", "time", "cost")
