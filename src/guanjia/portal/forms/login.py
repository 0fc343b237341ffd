"""Forms of the log-in by phone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, normal_phone


class PhoneForm(forms.Form):
    """The phone to which a code goes."""

    phone = forms.CharField(
        label=_("Your telephone"),
        max_length=24,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "autofocus": True}),
    )

    def clean_phone(self) -> str:
        """The number in one form; what cannot be one is refused."""
        try:
            return normal_phone(self.cleaned_data["phone"])
        except BadValue:
            raise ValidationError(_("This is not a telephone number."), code="invalid") from None


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("Code from the message"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )


class WhoForm(forms.Form):
    """Which of the people who share the phone."""

    person = forms.TypedChoiceField(label=_("Who are you?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, choices: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
