"""A day and two times on the site's wall clock, as people say them."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, local, to_utc


class TimesForm(forms.Form):
    """Fields `on`, `start`, `end`; cleaned `starts_at`, `ends_at` are aware moments.

    An end that is not after the start is the next day's (22:00-01:00) when `overnight` is ticked, else refused.
    """

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    overnight = forms.BooleanField(label=_("Ends on the next day"), required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site

    def clean(self) -> dict[str, Any]:
        """Add the two moments; the rule that the end follows the start names the field `end`."""
        data = super().clean() or {}
        if {"on", "start", "end"} <= data.keys():
            last = data["on"] + timedelta(days=1) if data.get("overnight") else data["on"]
            data["starts_at"] = to_utc(self.site, datetime.combine(data["on"], data["start"]))
            data["ends_at"] = to_utc(self.site, datetime.combine(last, data["end"]))
            if data["ends_at"] <= data["starts_at"]:
                self.add_error("end", _("The meeting must end after it starts."))
        return data


def times_of(site: Site, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """Initial values of the form for two moments."""
    start, end = local(site, starts_at), local(site, ends_at)
    return {
        "on": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "overnight": end.date() > start.date(),
    }
