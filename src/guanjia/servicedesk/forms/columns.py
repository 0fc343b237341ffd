"""Which column of a file is which."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.servicedesk.rules.columns import FIELDS, NEEDED


class FileForm(forms.Form):
    """The file of an old system."""

    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))


class ColumnsForm(forms.Form):
    """A choice of the header's cells for each of our fields."""

    def __init__(self, *args: Any, header: list[str], proposed: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in FIELDS.items():
            needed = name in NEEDED
            choices = [(str(at), cell or str(at + 1)) for at, cell in enumerate(header)]
            self.fields[name] = forms.ChoiceField(
                label=gettext(label),
                required=needed,
                choices=choices if needed and name in proposed else [("", gettext("None of them")), *choices],
                initial=str(proposed[name]) if name in proposed else "",
            )

    def clean(self) -> dict[str, Any]:
        """No column is two things."""
        data = super().clean() or {}
        chosen = [value for name, value in data.items() if value and name in FIELDS]
        if len(chosen) != len(set(chosen)):
            self.add_error(None, _("One column cannot be two things."))
        return data

    def columns(self) -> dict[str, int]:
        """Our field -> number of its column."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}
