"""What is typed about visitors."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.visitors.actions.booking import Coming
from guanjia.frontdesk.visitors.queries.hosts import hosts_of
from guanjia.frontdesk.visitors.rules.kinds import VisitKind
from guanjia.frontdesk.visitors.rules.states import PaperKind
from guanjia.kernel.states import State
from guanjia.people.public import User
from guanjia.places.public import Unit, units_in

LOCAL = "%Y-%m-%dT%H:%M"


def said(states: type[State], *leave_out: State) -> list[tuple[str, str]]:
    """The choices of an enum in the reader's language."""
    return [(each.value, gettext(each.label)) for each in states if each not in leave_out]


class UnitField(forms.CharField):
    """A unit as people write it: 3-2-1201, 3栋2单元1201. Cleans to the unit of the site, or None when empty."""

    site: Site

    def clean(self, value: Any) -> Unit | None:
        """The unit meant. An address that is none, or not of the site, is an error that names it."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        codes = [*units_in(text), text]
        unit = Unit.objects.select_related("building").filter(site=self.site, code__in=codes).first()
        if unit is None:
            raise forms.ValidationError(_("There is no such unit here. Write it like 3-2-1201."))
        return unit


class VisitForm(forms.Form):
    """A visitor from the desk: the seven fields of the register (VISI-002) on one page."""

    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    unit = UnitField(label=_("Unit"), max_length=60, required=False)
    host = forms.ChoiceField(label=_("Whom they visit"), required=False)
    host_user = forms.ModelChoiceField(
        label=_("Colleague who receives them"), queryset=User.objects.none(), required=False
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    belongings = forms.CharField(label=_("Belongings"), max_length=200, required=False)
    plate = forms.CharField(label=_("Number plate"), max_length=12, required=False)
    party = forms.IntegerField(label=_("How many persons"), min_value=1, max_value=200, initial=1)
    expected = forms.DateTimeField(
        label=_("Expected (empty: is here now)"),
        required=False,
        input_formats=[LOCAL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
    )
    until = forms.DateTimeField(
        label=_("Pass until (empty: as usual)"),
        required=False,
        input_formats=[LOCAL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
    )

    def __init__(self, *args: Any, site: Site, at: datetime, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["unit"].site = site  # type: ignore[attr-defined]
        self.fields["kind"].choices = said(VisitKind, VisitKind.CONFERENCE)  # type: ignore[attr-defined]
        members = User.objects.filter(memberships__site=site, is_active=True).distinct()
        self.fields["host_user"].queryset = members  # type: ignore[attr-defined]
        hosts: list[Person] = hosts_of(site, unit.pk, at) if unit is not None else []
        names = [(str(person.pk), person.name) for person in hosts]
        self.fields["host"].choices = [("", gettext("The household's first contact")), *names]  # type: ignore[attr-defined]
        if unit is None:
            del self.fields["host"]
        else:
            self.initial.setdefault("unit", unit.code)

    REST = ("host_user", "belongings", "plate", "expected", "until")

    @property
    def first(self) -> list[forms.BoundField]:
        """What the desk asks everybody."""
        return [each for each in self if each.name not in self.REST]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What is seldom needed; folded away until something in it is filled in or wrong."""
        return [each for each in self if each.name in self.REST]

    @property
    def rest_touched(self) -> bool:
        """Whether something folded away was typed or is wrong."""
        return any(each.errors or (self.is_bound and each.value()) for each in self.rest)

    def _moment(self, name: str) -> datetime | None:
        value = self.cleaned_data.get(name)
        return to_utc(self.site, value.replace(tzinfo=None)) if value else None

    def coming(self) -> Coming:
        """The draft that the actions take."""
        given = self.cleaned_data
        unit = given["unit"]
        return Coming(
            name=given["name"],
            phone=given["phone"],
            kind=VisitKind(given["kind"]),
            purpose=given["purpose"],
            belongings=given["belongings"],
            plate=given["plate"],
            party=given["party"],
            unit_id=unit.pk if unit is not None else None,
            host_id=int(given["host"]) if given.get("host") else None,
            host_user=given["host_user"],
            expected_at=self._moment("expected"),
            until=self._moment("until"),
        )


class SelfForm(forms.Form):
    """The page behind the QR code at the gate: as little as the host needs to say yes."""

    name = forms.CharField(label=_("Your name"), max_length=60)
    phone = forms.CharField(label=_("Your phone"), max_length=30)
    unit = UnitField(label=_("Where to: building, door"), max_length=60)
    kind = forms.ChoiceField(label=_("What for"))
    purpose = forms.CharField(label=_("Purpose"), max_length=120, required=False)
    party = forms.IntegerField(label=_("How many persons"), min_value=1, max_value=20, initial=1)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].site = site  # type: ignore[attr-defined]
        left_out = (VisitKind.CONFERENCE, VisitKind.VIP, VisitKind.BUSINESS)
        self.fields["kind"].choices = said(VisitKind, *left_out)  # type: ignore[attr-defined]

    def coming(self) -> Coming:
        """The draft that the actions take."""
        given = self.cleaned_data
        return Coming(
            name=given["name"],
            phone=given["phone"],
            kind=VisitKind(given["kind"]),
            purpose=given["purpose"],
            party=given["party"],
            unit_id=given["unit"].pk,
        )


class LaneForm(forms.Form):
    """A courier or rider at the gate: where to. A name only if they give one."""

    unit = UnitField(label=_("Where to: building, door"), max_length=60)
    kind = forms.ChoiceField(label=_("What they bring"), widget=forms.RadioSelect, initial=VisitKind.FOOD.value)
    name = forms.CharField(label=_("Name or company (may stay empty)"), max_length=60, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].site = site  # type: ignore[attr-defined]
        lane = (VisitKind.FOOD, VisitKind.COURIER)
        self.fields["kind"].choices = [(each.value, gettext(each.label)) for each in lane]  # type: ignore[attr-defined]

    def coming(self) -> Coming:
        """The draft that the actions take."""
        given = self.cleaned_data
        kind = VisitKind(given["kind"])
        return Coming(name=given["name"].strip() or gettext(kind.label), kind=kind, unit_id=given["unit"].pk)


class PaperForm(forms.Form):
    """A paper that was looked at. There is no field for a number and none for a photo (FIELD 24)."""

    paper = forms.ChoiceField(label=_("Which paper"))
    last4 = forms.CharField(
        label=_("Last four digits"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput(attrs={"autocomplete": "off", "pattern": "[0-9A-Za-z]{4}"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = said(PaperKind)  # type: ignore[attr-defined]
