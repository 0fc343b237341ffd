"""What is typed at the epidemic desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.visitors.forms.visit import LOCAL, UnitField, said
from guanjia.frontdesk.visitors.rules.epidemic import PolicyVersion, SupplyClass

DAY = forms.DateInput(attrs={"type": "date"})


class PolicyForm(forms.Form):
    """A version of the official policy (EPID-005)."""

    version = forms.CharField(label=_("Version"), max_length=40)
    source = forms.CharField(label=_("Published by, document"), max_length=200)
    in_force_from = forms.DateTimeField(
        label=_("In force from"),
        input_formats=[LOCAL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
    )
    on = forms.ChoiceField(label=_("Measures"), choices=[("1", _("In force")), ("0", _("Lifted"))])
    temperature = forms.BooleanField(label=_("Temperature at the entry"), required=False, initial=True)
    mask = forms.BooleanField(label=_("Masks"), required=False)
    text = forms.CharField(
        label=_("What is asked"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def policy(self, site: Site) -> PolicyVersion:
        """The version that was typed; its moment is the site's."""
        given = self.cleaned_data
        begins: datetime = to_utc(site, given["in_force_from"].replace(tzinfo=None))
        on = given["on"] == "1"
        return PolicyVersion(given["version"], begins, on=on, temperature=given["temperature"], mask=given["mask"])


class AreaForm(forms.Form):
    """A key area."""

    name = forms.CharField(label=_("Area"), max_length=80)
    often = forms.BooleanField(label=_("Touched often, four times a day"), required=False)


class AgentForm(forms.Form):
    """A line of the disinfection log; the place and the person are known."""

    agent = forms.CharField(label=_("Agent and strength"), max_length=80)


class SupplyForm(forms.Form):
    """A stock with its minimum."""

    name = forms.CharField(label=_("Goods"), max_length=80)
    klass = forms.ChoiceField(label=_("Class"))
    measure = forms.CharField(label=_("Measured in"), max_length=12)
    minimum = forms.IntegerField(label=_("Minimum"), min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klass"].choices = said(SupplyClass)  # type: ignore[attr-defined]


class SupplyMoveForm(forms.Form):
    """Goods come in or are given out: one figure, one direction."""

    direction = forms.ChoiceField(label=_("Stock in or out"), choices=[("out", _("Given out")), ("in", _("Came in"))])
    count = forms.IntegerField(label=_("How much"), min_value=1, max_value=1_000_000)
    whom = forms.CharField(label=_("For whom, from whom"), max_length=80, required=False)

    def signed(self) -> int:
        """The count with its sign: given out is less."""
        count: int = self.cleaned_data["count"]
        return count if self.cleaned_data["direction"] == "in" else -count


class IsolationForm(forms.Form):
    """A home is isolated by an order of the authority. There is no field for who or why."""

    unit = UnitField(label=_("Unit"), max_length=60)
    order = forms.CharField(label=_("Order of the authority, its number"), max_length=80)
    until = forms.DateField(label=_("Free again on"), widget=DAY)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].site = site  # type: ignore[attr-defined]


class DeliveryForm(forms.Form):
    """Something is to be put before a door."""

    unit = UnitField(label=_("Unit"), max_length=60)
    what = forms.CharField(label=_("What is brought"), max_length=120)
    ref = forms.CharField(label=_("Number of the parcel"), max_length=32, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].site = site  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Isolated homes are invited to something that happens online (EPID-009)."""

    title = forms.CharField(label=_("What"), max_length=80)
    when = forms.DateTimeField(
        label=_("When"),
        input_formats=[LOCAL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
    )
    how = forms.CharField(label=_("How to join"), max_length=120)


class FollowForm(forms.Form):
    """The next step of somebody with a high temperature."""

    words = forms.CharField(label=_("Where, to whom, what they said"), max_length=120)
