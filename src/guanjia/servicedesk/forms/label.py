"""What is typed about labels, and by whoever scans one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, normal_phone
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Space, Unit


class LabelForm(forms.Form):
    """A label for a thing."""

    title = forms.CharField(label=_("What it is stuck on"), max_length=120)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Space.objects.none(), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["place"].queryset = Space.objects.filter(site=site)  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit | None:
        """The unit of this site with this code."""
        code = self.cleaned_data["unit"].strip()
        if not code:
            return None
        unit = Unit.objects.filter(site=self.site, code=code).first()
        if unit is None:
            raise forms.ValidationError(_("There is no unit %(code)s here.") % {"code": code})
        return unit


class ScanForm(forms.Form):
    """What whoever scans a label tells us; no account, name and phone as they like."""

    title = forms.CharField(label=_("What is wrong"), max_length=200)
    here = forms.ChoiceField(
        label=_("Are you standing there?"), widget=forms.RadioSelect, initial="yes",
        choices=[("yes", _("Yes, it is this place")), ("no", _("No, I am somewhere else"))],
    )  # fmt: skip
    elsewhere = forms.CharField(label=_("Then where are you?"), max_length=120, required=False)
    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    name = forms.CharField(label=_("Your name, if you like"), max_length=80, required=False)
    phone = forms.CharField(label=_("Your phone, to hear from us"), max_length=30, required=False)
    once = forms.CharField(max_length=40, widget=forms.HiddenInput())

    def clean_phone(self) -> str:
        """The number in its plain form."""
        phone = self.cleaned_data["phone"].strip()
        try:
            return str(normal_phone(phone)) if phone else ""
        except BadValue as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Somewhere else is said."""
        data = super().clean() or {}
        if data.get("here") == "no" and not data.get("elsewhere", "").strip():
            self.add_error("elsewhere", _("Say where you are, so that somebody finds it."))
        return data
