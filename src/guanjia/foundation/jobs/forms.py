"""Forms of the system pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.events.public import AddressRefused, WebhookEndpoint, announced, check_url
from guanjia.foundation.sites.public import BadSetting, CalendarOverride, Setting, Site, check, may, setting


class SettingForm(forms.Form):
    """One declared setting."""

    def __init__(self, spec: Setting, site: Site, data: Any = None) -> None:
        super().__init__(data, prefix=spec.key.replace(".", "_"))
        self.spec = spec
        self.fields["value"] = _field(spec, setting(site, spec.key))

    def clean_value(self) -> Any:
        """The stored form; a broken rule is named beside the field."""
        try:
            return check(self.spec, self.cleaned_data["value"])
        except BadSetting as error:
            raise forms.ValidationError(str(error)) from None


def _field(spec: Setting, value: Any) -> forms.Field:
    label = _(spec.label) + (f" ({_(spec.unit)})" if spec.unit else "")
    common: dict[str, Any] = {"label": label, "initial": value, "required": False}
    if spec.kind == "bool":
        return forms.BooleanField(**common)
    if spec.kind == "choice":
        return forms.ChoiceField(choices=[(each, _(words)) for each, words in spec.choices], **common)
    if spec.kind == "int":
        return forms.CharField(widget=forms.NumberInput, **common)
    return forms.CharField(**common)


def may_change(spec: Setting, user: Any, site: Site) -> bool:
    """Whether the user's role may change this setting."""
    return may("system" if "site_manager" in spec.changed_by else "head_office", user, site, write=True)


class OverrideForm(forms.ModelForm):
    """A date of the working calendar."""

    class Meta:
        model = CalendarOverride
        fields = ("on", "kind", "note")
        widgets = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class WebhookForm(forms.ModelForm):
    """A webhook endpoint."""

    url = forms.URLField(label=gettext_lazy("Address"), max_length=500, assume_scheme="https")
    event_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Events"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = WebhookEndpoint
        fields = ("name", "url", "event_kinds", "active")

    def __init__(self, site: Site, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        known = {kind: _(label) for kind, label in announced().items()}
        known |= {kind: kind for kind in self.instance.event_kinds or [] if kind not in known}
        self.fields["event_kinds"].choices = list(known.items())  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        """Refuse what may not be called, now rather than at the first event."""
        url: str = self.cleaned_data["url"]
        try:
            check_url(url, allow_private=setting(self.site, "webhooks.private"))
        except AddressRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        return url

    def clean_name(self) -> str:
        """A name is used once a site."""
        name: str = self.cleaned_data["name"]
        if WebhookEndpoint.objects.filter(site=self.site, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This name is in use."))
        return name
