"""Forms of members and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.people.actions.account import AccountData
from guanjia.people.forms.fields import PhoneField
from guanjia.people.models import User
from guanjia.people.rules.roles import Roles


class AccountForm(forms.Form):
    """What an account is called and reached by."""

    display_name = forms.CharField(label=_("Full name"), max_length=80)
    username = forms.SlugField(
        label=_("User name"), max_length=64, help_text=_("Latin letters, digits, hyphen and underscore.")
    )
    phone = PhoneField(required=False, help_text=_("Can be used to log in."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=User._meta.get_field("language").choices)

    def data_of(self) -> AccountData:
        """The cleaned values."""
        clean = self.cleaned_data
        return AccountData(clean["username"], clean["display_name"], clean["phone"], clean["email"], clean["language"])


class RoleForm(forms.Form):
    """One or several roles, from when until when."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    valid_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Empty: at once.")
    )
    valid_until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: without end."),
    )
    spans_sites = forms.BooleanField(label=_("At every site of the company"), required=False)

    def __init__(self, *args: Any, grantable: tuple[Roles, ...], may_span: bool, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["roles"].choices = [(role.value, _now(role.label)) for role in grantable]
        if not may_span:
            del self.fields["spans_sites"]

    def clean(self) -> dict[str, Any]:
        """The last day may not lie before the first."""
        clean = super().clean() or {}
        first, last = clean.get("valid_from"), clean.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day lies before the first."))
        return clean


class LeaveForm(forms.Form):
    """Somebody leaves the site."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
