"""What is typed when somebody asks for something."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, normal_phone
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.kernel.states import choices
from guanjia.places.public import Space, Unit
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import Category, Channel

DESK_CHANNELS = (Channel.COUNTER, Channel.CALL, Channel.GROUP, Channel.EMAIL, Channel.STAFF)
MOMENT = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    """A date and time as the browser picks it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MOMENT)


class RequestForm(forms.Form):
    """A request taken down at the desk (REPR-006): what, where, whom to ring, how urgent, when somebody may come."""

    title = forms.CharField(
        label=_("What is wrong or wanted"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True})
    )
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Space.objects.none(), required=False)
    place_text = forms.CharField(label=_("Where exactly"), max_length=200, required=False)
    name = forms.CharField(label=_("Whom we ring"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), initial=Urgency.NORMAL.value)
    channel = forms.ChoiceField(label=_("It came by"), initial=Channel.COUNTER.value)
    appointment_from = forms.DateTimeField(label=_("Somebody may come from"), required=False, widget=MomentInput())
    appointment_to = forms.DateTimeField(label=_("until"), required=False, widget=MomentInput())
    description = forms.CharField(
        label=_("More about it"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    person = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["place"].queryset = Space.objects.filter(site=site)  # type: ignore[attr-defined]
        language = get_language() or ""
        kinds = [(kind.code, kind.title(language)) for kind in catalogue().kinds.values()]
        self.fields["kind"].choices = [("", gettext("From the words")), *kinds]  # type: ignore[attr-defined]
        urgencies = [(v, gettext(label)) for v, label in choices(Urgency) if v != Urgency.CRITICAL]
        self.fields["urgency"].choices = urgencies  # type: ignore[attr-defined]
        self.fields["channel"].choices = [(c.value, gettext(c.label)) for c in DESK_CHANNELS]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit | None:
        """The unit of this site with this code."""
        code = self.cleaned_data["unit"].strip()
        if not code:
            return None
        unit = Unit.objects.filter(site=self.site, code=code).first()
        if unit is None:
            raise forms.ValidationError(_("There is no unit %(code)s here.") % {"code": code})
        return unit

    def clean_phone(self) -> str:
        """The number in its plain form."""
        phone = self.cleaned_data["phone"].strip()
        if not phone:
            return ""
        try:
            return str(normal_phone(phone))
        except BadValue as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """The appointment has both ends in order, on the site's clock."""
        data = super().clean() or {}
        begins, ends = data.get("appointment_from"), data.get("appointment_to")
        if bool(begins) != bool(ends):
            self.add_error("appointment_to", _("An appointment has a beginning and an end."))
        elif begins and ends and begins >= ends:
            self.add_error("appointment_to", _("The appointment ends after it begins."))
        if data.get("phone") and not data.get("name"):
            self.add_error("name", _("Whose number is it?"))
        return data

    def appointment(self) -> tuple[datetime, datetime] | None:
        """The appointment in UTC."""
        begins, ends = self.cleaned_data["appointment_from"], self.cleaned_data["appointment_to"]
        if not begins or not ends:
            return None
        return to_utc(self.site, begins.replace(tzinfo=None)), to_utc(self.site, ends.replace(tzinfo=None))


CATEGORIES = tuple(Category)
