"""The log-in form."""

from typing import Any

from allauth.account.forms import LoginForm as AccountLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AccountLoginForm):
    """One field takes the phone, the e-mail or the user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Phone, e-mail or user name")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
