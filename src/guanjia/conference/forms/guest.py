"""One guest by hand."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.actions.guests import Draft
from guanjia.conference.rules.guests import GuestRole
from guanjia.kernel.states import choices

PLAIN = ("name", "delegation", "position", "phone", "email", "language", "seat", "diet", "needs")


class GuestForm(forms.Form):
    """Name and organisation, the rest as known."""

    name = forms.CharField(label=_("Full name"), max_length=80)
    delegation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    position = forms.CharField(label=_("Position"), max_length=80, required=False)
    role = forms.ChoiceField(label=_("Takes part"), choices=(), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.CharField(label=_("Language"), max_length=16, required=False)
    seat = forms.CharField(label=_("Seat"), max_length=40, required=False)
    diet = forms.CharField(label=_("Diet"), max_length=120, required=False)
    needs = forms.CharField(label=_("Special needs"), max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"].choices = [(v, gettext(label)) for v, label in choices(GuestRole)]  # type: ignore[attr-defined]

    def draft(self) -> Draft:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        plain = {name: data[name] for name in PLAIN}
        return Draft(role=GuestRole(data["role"] or GuestRole.ATTEND), **plain)


class GuestAnswerForm(forms.Form):
    """What a guest writes on their own page: what they eat and need, why they do not come, or who comes instead."""

    diet = forms.CharField(label=_("Diet"), max_length=120, required=False)
    needs = forms.CharField(label=_("Special needs"), max_length=200, required=False)

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    name = forms.CharField(label=_("Who comes instead"), max_length=80, required=False)
    position = forms.CharField(label=_("Position"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def draft(self) -> Draft:
        """Whoever comes instead."""
        data = self.cleaned_data
        return Draft(data["name"], position=data["position"], email=data["email"])
