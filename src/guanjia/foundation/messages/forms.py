"""Forms of messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.events.public import AddressRefused, check_url
from guanjia.foundation.messages.channels import BadAddress, check_push_url
from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import Preference, Robot
from guanjia.foundation.messages.texting import CONSOLE
from guanjia.foundation.messages.wording import template_choices
from guanjia.foundation.sites.public import Site, setting

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PreferenceForm(forms.ModelForm):
    """How the reader wants to be told."""

    push_url = forms.CharField(
        label=gettext_lazy("Personal push address"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("For example bark://HOST/KEY or pushplus://TOKEN."),
    )
    muted = forms.MultipleChoiceField(
        label=gettext_lazy("Only under the bell"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Preference
        fields = ("email", "wecom", "dingtalk", "sms", "push_url", "quiet_from", "quiet_to", "muted")
        widgets = {"quiet_from": TIME, "quiet_to": TIME}

    def __init__(self, site: Site, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["muted"].choices = template_choices()  # type: ignore[attr-defined]
        self.initial["push_url"] = unlock(self.instance.locked_push_url)

    def clean_push_url(self) -> str:
        """Refuse an address that no service answers to."""
        return _checked(self.cleaned_data["push_url"], self.site)

    def clean(self) -> dict[str, Any]:
        """Quiet hours need both ends."""
        data = super().clean() or {}
        if bool(data.get("quiet_from")) != bool(data.get("quiet_to")):
            raise forms.ValidationError(_("Quiet hours need a beginning and an end."))
        return data

    def save(self, commit: bool = True) -> Preference:
        self.instance.locked_push_url = lock(self.cleaned_data["push_url"])
        saved: Preference = super().save(commit)
        return saved


class RobotForm(forms.ModelForm):
    """A group robot."""

    url = forms.CharField(
        label=gettext_lazy("Address"), max_length=400, help_text=gettext_lazy("For example wecombot://KEY.")
    )

    class Meta:
        model = Robot
        fields = ("name", "url", "templates", "active")

    templates = forms.MultipleChoiceField(
        label=gettext_lazy("Messages"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None chosen means all that robots get."),
    )

    def __init__(self, site: Site, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["templates"].choices = template_choices()  # type: ignore[attr-defined]
        self.initial["url"] = unlock(self.instance.locked_url)

    def clean_url(self) -> str:
        """Refuse an address that no service answers to."""
        return _checked(self.cleaned_data["url"], self.site)

    def clean_name(self) -> str:
        """A name is used once a site."""
        name: str = self.cleaned_data["name"]
        if Robot.objects.filter(site=self.site, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This name is in use."))
        return name


GATEWAY_FIELDS = {
    "sms": ("origin", "access_key", "secret", "signature", "templates"),
    "voice": ("origin", "access_key", "secret", "templates"),
    "wecom": ("origin", "corp_id", "agent_id", "secret", "callback_token", "callback_key"),
    "dingtalk": ("origin", "api_origin", "app_key", "agent_id", "secret"),
}
SECRETS = frozenset({"secret", "callback_token", "callback_key"})


class GatewayForm(forms.Form):
    """The settings of a gateway. A secret is never shown again; left empty it stays as it is."""

    active = forms.BooleanField(label=gettext_lazy("active"), required=False)
    origin = forms.CharField(label=gettext_lazy("Address of the service"), required=False, max_length=200)
    api_origin = forms.CharField(label=gettext_lazy("Second address"), required=False, max_length=200)
    corp_id = forms.CharField(label=gettext_lazy("Corporation"), required=False, max_length=80)
    app_key = forms.CharField(label=gettext_lazy("Application key"), required=False, max_length=80)
    agent_id = forms.IntegerField(label=gettext_lazy("Number of the application"), required=False)
    access_key = forms.CharField(label=gettext_lazy("Access key"), required=False, max_length=80)
    secret = forms.CharField(label=gettext_lazy("Secret"), required=False, max_length=200, widget=forms.PasswordInput)
    signature = forms.CharField(label=gettext_lazy("Registered signature"), required=False, max_length=40)
    templates = forms.CharField(
        label=gettext_lazy("Registered templates"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("A line each: our message=NUMBER:slot,slot. For example portal.code=SMS_123456:code"),
    )
    callback_token = forms.CharField(
        label=gettext_lazy("Token of callbacks"), required=False, max_length=80, widget=forms.PasswordInput
    )
    callback_key = forms.CharField(
        label=gettext_lazy("Key of callbacks"), required=False, max_length=43, widget=forms.PasswordInput
    )

    def __init__(self, kind: str, site: Site, values: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.site, self.values = kind, site, values
        for name in set(self.fields) - {"active", *GATEWAY_FIELDS[kind]}:
            del self.fields[name]
        self.initial |= {name: value for name, value in values.items() if name not in SECRETS}

    def clean_origin(self) -> str:
        """Refuse an address inside the house's own network unless the site allows it."""
        url: str = self.cleaned_data["origin"].strip().rstrip("/")
        if url and url != CONSOLE:
            try:
                check_url(url, allow_private=setting(self.site, "webhooks.private"))
            except AddressRefused as refused:
                raise forms.ValidationError(str(refused)) from None
        return url

    def settings(self) -> dict[str, Any]:
        """What is kept: the new values, and the old secrets where none was typed."""
        typed = {name: self.cleaned_data[name] for name in GATEWAY_FIELDS[self.kind]}
        return {
            name: self.values.get(name, "") if name in SECRETS and not typed[name] else typed[name] for name in typed
        }


def _checked(url: str, site: Site) -> str:
    if url:
        try:
            check_push_url(url, site)
        except BadAddress as bad:
            raise forms.ValidationError(str(bad)) from None
    return url
