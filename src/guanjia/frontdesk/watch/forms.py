"""What is typed about the watch."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.watch.models import Checkpoint
from guanjia.frontdesk.watch.rules.log import LogKind
from guanjia.kernel.states import choices


class LogForm(forms.Form):
    """One line of the duty log; `form_key` makes a second send of the same form the same line."""

    kind = forms.ChoiceField(label=_("Kind"))
    at = forms.DateTimeField(
        label=pgettext_lazy("of an event", "When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    text = forms.CharField(label=_("What happened"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    handling = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4000, required=False
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(value, gettext(label)) for value, label in choices(LogKind) if value != LogKind.CORRECTION]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class PointForm(forms.ModelForm):  # type: ignore[type-arg]
    """A point of the patrol."""

    class Meta:
        model = Checkpoint
        fields = ("code", "name", "kind", "place", "order", "is_open")

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["place"].queryset = self.fields["place"].queryset.filter(site=site)  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (value, gettext(str(label)))
            for value, label in self.fields["kind"].choices
            if value  # type: ignore[attr-defined]
        ]

    def clean_code(self) -> str:
        """One code a site."""
        code = str(self.cleaned_data["code"]).strip()
        if Checkpoint.objects.filter(site=self.site, code=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(gettext("Another point has this label."))
        return code
