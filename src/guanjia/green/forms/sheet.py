"""Figures of a green sheet as they are typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from guanjia.green.rules.catering import MealKind
from guanjia.green.rules.footprint import shipped
from guanjia.green.rules.states import Thing
from guanjia.green.rules.waste import WasteKind
from guanjia.kernel.states import choices

KG = 1000


def words(kind: Any) -> list[tuple[str, str]]:
    """Choices of a labelled enum."""
    return [(each.value, gettext(each.label)) for each in kind]


class MealForm(forms.Form):
    """What is served when."""

    kind = forms.ChoiceField(label=_("Meal served"))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words(MealKind)  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """How many portions."""

    portions = forms.IntegerField(label=_("Portions"), min_value=1, max_value=20_000)
    reason = forms.CharField(label=_("Reason, if it is much more"), max_length=200, required=False)
    rev = forms.IntegerField(widget=forms.HiddenInput)


class LeftForm(forms.Form):
    """What was eaten and left."""

    eaten = forms.IntegerField(label=_("People who ate"), min_value=0, max_value=50_000)
    left_kg = forms.DecimalField(label=_("Left over, kg"), min_value=0, max_digits=8, decimal_places=3)
    packed = forms.IntegerField(label=_("Portions packed for guests"), min_value=0, max_value=20_000, required=False)
    donated = forms.IntegerField(label=_("Portions given away"), min_value=0, max_value=20_000, required=False)
    donated_to = forms.CharField(label=_("Given to whom"), max_length=120, required=False)
    rev = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """For the action: weights in grams."""
        data = self.cleaned_data
        return {
            "eaten": data["eaten"],
            "left_grams": int(data["left_kg"] * KG),
            "packed": data["packed"] or 0,
            "donated": data["donated"] or 0,
            "donated_to": data["donated_to"],
            "rev": data["rev"],
        }


class WeighForm(forms.Form):
    """One bin."""

    kind = forms.ChoiceField(label=_("Kind of waste"))
    kilograms = forms.DecimalField(
        label=_("Weight, kg"), min_value=Decimal("0.001"), max_value=2000, max_digits=8, decimal_places=3
    )
    photo = forms.FileField(label=_("Photo of the scales"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(WasteKind)]  # type: ignore[attr-defined]


class TallyForm(forms.Form):
    """Sheets and bottles."""

    thing = forms.ChoiceField(label=_("What"))
    quantity = forms.IntegerField(label=_("Number of them"), min_value=1, max_value=1_000_000)
    note = forms.CharField(label=_("Note"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = words(Thing)  # type: ignore[attr-defined]


class MeterForm(forms.Form):
    """A meter before the meeting."""

    meter = forms.CharField(label=_("Meter"), max_length=60)
    before = forms.DecimalField(label=_("Reading before, kWh"), min_value=0, max_digits=12, decimal_places=2)
    own_m2 = forms.DecimalField(label=_("Area of the meeting, m²"), min_value=0, max_digits=9, decimal_places=1)
    own_hours = forms.DecimalField(label=_("Hours of the meeting"), min_value=0, max_digits=7, decimal_places=2)
    all_m2_hours = forms.DecimalField(
        label=_("All areas on this meter, m² × hours"),
        help_text=_("The same as area × hours when nobody else is on it."),
        min_value=0, max_digits=14, decimal_places=1,
    )  # fmt: skip
    multiplier = forms.DecimalField(
        label=_("Multiplier of the meter"), min_value=0, max_digits=8, decimal_places=2, initial=1
    )

    def parts(self) -> dict[str, Decimal]:
        """What the share is computed from."""
        return {name: self.cleaned_data[name] for name in ("own_m2", "own_hours", "all_m2_hours", "multiplier")}


class AfterForm(forms.Form):
    """The meter after the meeting."""

    value = forms.DecimalField(label=_("Reading after, kWh"), min_value=0, max_digits=12, decimal_places=2)
    sure = forms.BooleanField(label=_("I have looked at the meter again"), required=False)


class FactorForm(forms.Form):
    """A factor of the site's own."""

    code = forms.ChoiceField(label=_("Of what"))
    value = forms.DecimalField(label=_("kg CO2 a unit"), min_value=0, max_digits=12, decimal_places=6)
    year = forms.IntegerField(label=_("Year of the figure"), min_value=1990, max_value=2100)
    since = forms.DateField(label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.CharField(label=_("Source"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zh = (get_language() or "").startswith("zh")
        names = {each.code: each.text["zh" if zh else "en"] for each in shipped()}
        self.fields["code"].choices = list(names.items())  # type: ignore[attr-defined]
