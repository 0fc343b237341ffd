"""Moments on the site's wall clock, and choices in the reader's language."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.people.public import User


def said(words: Any) -> list[tuple[str, Any]]:
    """(code, label in the reader's language) of an enum of words."""
    return [(each.value, _(each.label)) for each in words]


class LocalMoment(forms.Field):
    """Day and time as the site's clock shows them; cleaned by SiteForm to an aware moment."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """The naive local moment, None for nothing."""
        if value in self.empty_values:
            return None
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None)
        except ValueError as bad:
            raise forms.ValidationError(_("Write day and time like 2026-03-05 14:30.")) from bad


class SiteForm(forms.Form):
    """A form with moments of a site and people of its crew; every LocalMoment comes out aware."""

    def __init__(self, *args: Any, site: Site, people: list[User] | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or {}
        shown = {
            name: f"{local(site, value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value
            for name, value in initial.items()
        }
        super().__init__(*args, initial=shown, **kwargs)
        self.site = site
        for name in ("user", "by"):
            if name in self.fields and people is not None:
                found = User.objects.filter(pk__in=[user.pk for user in people])
                self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Local moments become aware ones."""
        data = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, LocalMoment) and data.get(name) is not None:
                data[name] = to_utc(self.site, data[name])
        return data
