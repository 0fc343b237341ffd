"""What people fill in about visiting parties."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Event
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.places.public import Room
from guanjia.reception.forms.common import LocalMoment, SiteForm, said
from guanjia.reception.models import Car, PartyGuest, Profile, Reception
from guanjia.reception.queries.profiles import on_file
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.receptions import Kind, Level, Lodging, Part


class AnnounceForm(SiteForm):
    """A party is announced."""

    kind = forms.ChoiceField(label=_("Kind"))
    party = forms.CharField(label=_("Visiting party"), max_length=160)
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    level = forms.ChoiceField(label=_("Rank, as the letter says"))
    heads = forms.IntegerField(label=_("Guests"), min_value=1, max_value=500)
    arrives_at = LocalMoment(label=_("Arrives"))
    leaves_at = LocalMoment(label=_("Leaves"))
    entrance = forms.CharField(label=_("Entrance used"), max_length=80, required=False)
    letter_number = forms.CharField(label=_("Number of the letter"), max_length=60, required=False)
    letter_from = forms.CharField(label=_("Letter of"), max_length=120, required=False)
    letter_on = forms.DateField(
        label=_("Date of the letter"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    event = forms.ModelChoiceField(label=_("Conference"), queryset=Event.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = said(Kind)  # type: ignore[attr-defined]
        self.fields["level"].choices = said(Level)  # type: ignore[attr-defined]
        events = Event.objects.filter(site=self.site, ended_at=None).exclude(secrecy="controlled")
        self.fields["event"].queryset = events.order_by("-starts_at")  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """What is offered."""

    companions = forms.IntegerField(label=_("Companions at table"), min_value=0, max_value=200)
    meals = forms.IntegerField(label=_("Work meals"), min_value=0, max_value=9)
    lodging = forms.ChoiceField(label=_("Lodging"))
    greeters = forms.IntegerField(label=_("Greeters"), min_value=0, max_value=50)
    gifts = forms.BooleanField(label=_("Gifts or souvenirs"), required=False)
    pomp = forms.BooleanField(label=_("Carpet, banners, flowers or crowds"), required=False)
    short_reason = forms.CharField(label=_("Why less than their rank gets"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lodging"].choices = said(Lodging)  # type: ignore[attr-defined]


class PartyForm(forms.Form):
    """Rank and number of guests, by a new letter."""

    level = forms.ChoiceField(label=_("Rank, as the letter says"))
    heads = forms.IntegerField(label=_("Guests"), min_value=1, max_value=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = said(Level)  # type: ignore[attr-defined]


class HostForm(SiteForm):
    """Who receives them."""

    user = forms.ModelChoiceField(label=_("Host of the house"), queryset=User.objects.none())
    reason = forms.CharField(label=_("Why nobody of that rank is free"), max_length=200, required=False)


class TimesForm(SiteForm):
    """Another hour."""

    arrives_at = LocalMoment(label=_("Arrives"))
    leaves_at = LocalMoment(label=_("Leaves"))
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class GuestForm(forms.Form):
    """A guest of the party."""

    on_file = forms.ModelChoiceField(label=_("On file already"), queryset=Profile.objects.none(), required=False)
    name = forms.CharField(label=_("Full name"), max_length=120, required=False)
    position = forms.CharField(label=_("Position"), max_length=80, required=False)
    plate = forms.CharField(label=_("Number plate"), max_length=20, required=False)
    principal = forms.BooleanField(label=_("Leads the party"), required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_file"].queryset = on_file(site)  # type: ignore[attr-defined]
        self.fields["on_file"].label_from_instance = lambda row: row.person.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody on file, or a name."""
        data = super().clean() or {}
        if not data.get("on_file") and not (data.get("name") or "").strip():
            self.add_error("name", gettext("Write down the name, or choose somebody on file."))
        return data


class ProfileForm(SiteForm):
    """What the house keeps of a guest beside the wishes: the mark the desk sees, the service scheme, the butler."""

    marked = forms.BooleanField(label=_("Marked at the desk"), required=False)
    scheme = forms.CharField(
        label=_("Service scheme"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the house does. Wishes, diets and health do not belong here."),
    )  # fmt: skip
    by = forms.ModelChoiceField(label=_("Butler"), queryset=User.objects.none(), required=False)


class CrewForm(SiteForm):
    """A part for somebody."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    part = forms.ChoiceField(label=_("Part"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = said([part for part in Part if part is not Part.HOST])  # type: ignore[attr-defined]


class LoungeForm(SiteForm):
    """A lounge."""

    room = forms.ModelChoiceField(label=_("Lounge"), queryset=Room.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(site=self.site).order_by("code")  # type: ignore[attr-defined]


class CarForm(SiteForm):
    """A car for a time."""

    car = forms.ModelChoiceField(label=_("Car"), queryset=Car.objects.none())
    starts_at = LocalMoment(label=_("From"))
    ends_at = LocalMoment(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cars = Car.objects.filter(site=self.site, retired_at=None).order_by("name")
        self.fields["car"].queryset = cars  # type: ignore[attr-defined]


class LineForm(SiteForm):
    """Something arranged for a guest."""

    kind = forms.ChoiceField(label=_("What kind"))
    what = forms.CharField(label=_("What"), max_length=160)
    when = LocalMoment(label=_("When"))
    guest = forms.ModelChoiceField(label=_("For whom"), queryset=PartyGuest.objects.none(), required=False)
    by = forms.ModelChoiceField(label=_("Who sees to it"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, reception: Reception, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = said(Logistics)  # type: ignore[attr-defined]
        guests = PartyGuest.objects.filter(reception=reception).select_related("profile__person")
        self.fields["guest"].queryset = guests  # type: ignore[attr-defined]
        self.fields["guest"].label_from_instance = lambda guest: guest.profile.person.name  # type: ignore[attr-defined]


class ChangeLineForm(SiteForm):
    """Something arranged, as it is now: what, when, who sees to it. `rev` is what the reader saw."""

    what = forms.CharField(label=_("What"), max_length=160)
    when = LocalMoment(label=_("When"))
    by = forms.ModelChoiceField(label=_("Who sees to it"), queryset=User.objects.none(), required=False)
    rev = forms.IntegerField(widget=forms.HiddenInput)


class WishesForm(forms.Form):
    """What a guest wishes: seen only by those who serve them."""

    diet = forms.CharField(label=_("Diet and allergies"), max_length=300, required=False)
    habits = forms.CharField(label=_("Tea, chair, temperature, habits"), max_length=300, required=False)
