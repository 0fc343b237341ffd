"""Fields that several forms of people share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, normal_phone


class PhoneField(forms.CharField):
    """A telephone number that an account can have: gives E.164, refuses internal and short numbers."""

    default_error_messages = {"invalid": _("This is not a telephone number with its area code.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(**{"label": _("Phone"), "max_length": 24, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        """E.164, or "" when empty and not required."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = normal_phone(text)
        except BadValue:
            number = ""
        if not number.startswith("+"):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number
