"""What is typed at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.custody.public import LoanKind, TakenBy
from guanjia.frontdesk.parcels.rules.accepting import CONTENTS, Packaging
from guanjia.kernel.states import choices

PHOTO = {"accept": "image/*", "capture": "environment"}
EXCEPTION = _("Why it is taken all the same (valuables)")
WHAT_IT_IS = _("What it is")


def _labels(states: Any) -> list[tuple[str, str]]:
    return [(value, gettext(label)) for value, label in choices(states)]


def _contents() -> list[tuple[str, str]]:
    return [(each.code, gettext(each.label)) for each in CONTENTS]


def _photo() -> forms.FileField:
    return forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs=PHOTO))


class ReceiveForm(forms.Form):
    """A parcel that a courier brings: scanned, then whose."""

    tracking_number = forms.CharField(label=_("Tracking number"), max_length=60)
    recipient = forms.CharField(
        label=_("Recipient"),
        max_length=60,
        required=False,
        help_text=_("Unit, telephone or its last four digits, or name"),
    )
    choice = forms.ChoiceField(label=_("Which one"), required=False, widget=forms.RadioSelect)
    unknown = forms.BooleanField(label=_("Recipient unknown, put on the list"), required=False)
    packaging = forms.ChoiceField(label=_("Packaging"), initial=Packaging.INTACT.value)
    content = forms.ChoiceField(label=_("Content"), initial="ordinary")
    label = forms.CharField(label=_("Name on the label"), max_length=120, required=False)
    note = forms.CharField(label=_("What is wrong with it"), max_length=200, required=False)
    exception = forms.CharField(label=EXCEPTION, max_length=200, required=False)
    shelf = forms.CharField(label=_("Another shelf"), max_length=20, required=False)
    photo = _photo()

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = found  # type: ignore[attr-defined]
        self.fields["packaging"].choices = _labels(Packaging)  # type: ignore[attr-defined]
        self.fields["content"].choices = _contents()  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """Who takes a thing, what was checked, both signatures."""

    code = forms.CharField(
        label=_("Pick-up code"), max_length=6, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    to_name = forms.CharField(label=_("Collected by"), max_length=120)
    as_whom = forms.ChoiceField(label=_("As whom"), initial=TakenBy.SELF.value)
    relation = forms.CharField(label=_("What the collector is to the recipient"), max_length=60, required=False)
    checked = forms.CharField(
        label=_("Without a code: what was looked at"), max_length=80, required=False,
        help_text=_("Kind and last four digits of a paper, or the owner's word by telephone"),
    )  # fmt: skip
    condition = forms.CharField(label=_("State of the thing"), max_length=200, required=False)
    witness = forms.ChoiceField(label=_("Second person"), required=False)
    photo = _photo()
    signature = forms.CharField(label=_("Signed by"), max_length=120)

    def __init__(self, *args: Any, colleagues: list[Any], two: bool, coded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [("", "")] + [(str(each.pk), str(each)) for each in colleagues]
        self.fields["witness"].choices = people  # type: ignore[attr-defined]
        as_whom = [each for each in _labels(TakenBy) if each[0] != TakenBy.COURIER]
        self.fields["as_whom"].choices = as_whom  # type: ignore[attr-defined]
        if not two:
            del self.fields["witness"]
        if not coded:
            del self.fields["code"]


class StoreForm(forms.Form):
    """A thing that somebody leaves for some days."""

    name = forms.CharField(label=WHAT_IT_IS, max_length=160)
    content = forms.ChoiceField(label=_("Content"), initial="luggage")
    count = forms.IntegerField(label=_("Count"), min_value=1, max_value=100, initial=1)
    recipient = forms.CharField(label=_("Whose"), max_length=60)
    condition = forms.CharField(label=_("State of the thing"), max_length=200, required=False)
    shelf = forms.CharField(label=_("Shelf"), max_length=20, required=False)
    exception = forms.CharField(label=EXCEPTION, max_length=200, required=False)
    photo = _photo()
    signature = forms.CharField(label=_("Signed by whoever leaves it"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].choices = _contents()  # type: ignore[attr-defined]


class LossForm(forms.Form):
    """What somebody misses."""

    words = forms.CharField(label=WHAT_IT_IS, max_length=160)
    colour = forms.CharField(label=_("Colour"), max_length=20, required=False)
    place = forms.CharField(label=_("Where it was last seen"), max_length=120, required=False)
    lost_from = forms.DateTimeField(
        label=_("Still there at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    lost_until = forms.DateTimeField(
        label=_("Missed at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    recipient = forms.CharField(label=_("Who lost it: unit, telephone or name on file"), max_length=60, required=False)


class LendForm(forms.Form):
    """Somebody takes a key or tool."""

    holder = forms.CharField(label=_("Handed to"), max_length=120)
    recipient = forms.CharField(label=_("Unit, telephone or name on file"), max_length=60, required=False)
    checked = forms.CharField(
        label=_("Paper looked at"),
        max_length=80,
        required=False,
        help_text=_("Kind and last four digits; nothing is copied"),
    )
    signature = forms.CharField(label=_("Signed by"), max_length=120)


class LoanableForm(forms.Form):
    """A key, tool or umbrella for the board."""

    kind = forms.ChoiceField(label=_("Kind"))
    code = forms.CharField(label=_("Tag"), max_length=32)
    name = forms.CharField(label=WHAT_IT_IS, max_length=120)
    place = forms.CharField(label=_("Board or shelf"), max_length=80, required=False)
    hours = forms.IntegerField(label=_("Goes out for, hours"), min_value=1, max_value=720, initial=8)
    deposit = forms.DecimalField(label=_("Deposit"), min_value=0, max_digits=8, decimal_places=2, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _labels(LoanKind)  # type: ignore[attr-defined]


class PassForm(forms.Form):
    """Goods that leave through the gate; a line each, with its count."""

    recipient = forms.CharField(label=_("Who asks: unit, telephone or name"), max_length=60)
    choice = forms.ChoiceField(label=_("Which one"), required=False, widget=forms.RadioSelect)
    goods = forms.CharField(
        label=_("Goods, a line each"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Like: sofa x 1"),
    )  # fmt: skip
    vehicle_note = forms.CharField(label=_("Vehicle or carrier"), max_length=80, required=False)
    hours = forms.IntegerField(label=_("Holds for, hours"), min_value=1, max_value=72, initial=24)

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = found  # type: ignore[attr-defined]


class LockerForm(forms.Form):
    """A cabinet: how it is called, where it listens. Its secret is made here."""

    code = forms.SlugField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=80)
    address = forms.URLField(label=_("Address on the network"), max_length=200, assume_scheme="http")
    hold_hours = forms.IntegerField(label=_("A box is held for, hours"), min_value=1, max_value=168, initial=24)
