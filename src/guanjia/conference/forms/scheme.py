"""The scheme and its budget, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.actions.scheme import Line, Plan
from guanjia.conference.forms.times import TimesForm
from guanjia.conference.models.budget import COST_CLASSES
from guanjia.conference.models.scheme import Pricing, Scheme
from guanjia.conference.rules.budget import CostClass
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room, Style

FEN = 100
SPARE = 3


class SchemeForm(TimesForm):
    """Room, time, set-up and plans. The menu is one dish a line; its tea breaks are proposed by the length."""

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    style = forms.ChoiceField(label=_("Set-up style"))
    headcount = forms.IntegerField(label=_("Headcount"), min_value=1, max_value=100_000)
    menu = forms.CharField(
        label=_("Tea-break menu, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    shelter = forms.CharField(label=_("Outdoors: rain shelter"), required=False, max_length=80)
    reserve = forms.CharField(label=_("Outdoors: indoor reserve"), required=False, max_length=80)
    watcher = forms.CharField(label=_("Outdoors: who watches the weather"), required=False, max_length=80)
    extra_spaces = forms.CharField(label=_("Parking: extra spaces nearby"), required=False, max_length=80)
    shuttle = forms.CharField(label=_("Parking: shuttle bus"), required=False, max_length=80)
    valet = forms.CharField(label=_("Parking: valet"), required=False, max_length=80)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
    rev = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("room", "style", "on", "start", "end", "overnight", "headcount", "menu")

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["room"].queryset = Room.objects.filter(site=site, is_open=True)
        fields["style"].choices = [(style.value, gettext(style.label)) for style in Style]

    def plan(self) -> Plan:
        """What was typed, for the action. Call it on a valid form."""
        data = self.cleaned_data
        return Plan(
            room=data["room"],
            style=data["style"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            headcount=data["headcount"],
            menu=tuple(line.strip() for line in data["menu"].splitlines() if line.strip()),
            weather={name: data[name] for name in ("shelter", "reserve", "watcher") if data[name]},
            parking={name: data[name] for name in ("extra_spaces", "shuttle", "valet") if data[name]},
            note=data["note"],
        )


class LineForm(forms.Form):
    """One line of the budget; an empty name leaves the line out."""

    cost_class = forms.ChoiceField(label=_("Cost class"), choices=COST_CLASSES)
    name = forms.CharField(label=_("What"), max_length=120, required=False)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=100_000, initial=1, required=False)
    price = forms.DecimalField(
        label=_("Price each, yuan"), min_value=0, max_digits=12, decimal_places=2, required=False
    )

    def line(self) -> Line | None:
        """The line, None for an empty one. Call it on a valid form."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        cost = next(each for each in CostClass if each.value == data["cost_class"])
        price = data.get("price") or 0
        return Line(cost_class=cost, name=data["name"], quantity=data.get("quantity") or 1, unit_fen=int(price * FEN))


class PricingForm(forms.Form):
    """What is charged of the budget."""

    pricing = forms.ChoiceField(label=_("Price"), choices=Pricing.choices, initial=Pricing.FULL)
    charge_percent = forms.IntegerField(label=_("Charged, per cent"), min_value=0, max_value=100, initial=100)
    rev = forms.IntegerField(widget=forms.HiddenInput)


LineSet = forms.formset_factory(LineForm, extra=SPARE, max_num=60, validate_max=True)


def lines_of(scheme: Scheme) -> list[dict[str, Any]]:
    """Initial values of the lines of a scheme."""
    return [
        {
            "cost_class": line.cost_class,
            "name": line.name,
            "quantity": line.quantity,
            "price": f"{line.unit_fen / FEN:.2f}",
        }
        for line in scheme.lines.all()
    ]
