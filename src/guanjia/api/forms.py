"""A new token."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.api.scopes import Scope
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.people.public import User


class TokenForm(forms.Form):
    """Who it acts as, what it may do, where and until when."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    user = forms.ModelChoiceField(label=_("Acts as"), queryset=User.objects.none())
    sites = forms.ModelMultipleChoiceField(
        label=_("Sites"), queryset=Site.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    scopes = forms.MultipleChoiceField(label=_("May"), choices=(), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    per_minute = forms.IntegerField(label=_("Requests a minute"), min_value=1, max_value=60_000, initial=600)

    def __init__(self, *args: Any, site: Site, users: list[User], sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["user"].queryset = User.objects.filter(pk__in=[user.pk for user in users])  # type: ignore[attr-defined]
        self.fields["sites"].queryset = Site.objects.filter(pk__in=[each.pk for each in sites]).order_by("name")  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [(scope.value, gettext(scope.label)) for scope in Scope]  # type: ignore[attr-defined]

    def expires_at(self) -> datetime | None:
        """The end of the last day on the site's clock; None for a token without end."""
        day = self.cleaned_data["expires_on"]
        return None if day is None else to_utc(self.site, datetime.combine(day, time(23, 59, 59)))
