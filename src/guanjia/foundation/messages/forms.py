"""Forms of messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.messages.channels import BadAddress, check_push_url
from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import Preference, Robot
from guanjia.foundation.messages.wording import template_choices
from guanjia.foundation.sites.public import Site

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
        fields = ("email", "push_url", "quiet_from", "quiet_to", "muted")
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


def _checked(url: str, site: Site) -> str:
    if url:
        try:
            check_push_url(url, site)
        except BadAddress as bad:
            raise forms.ValidationError(str(bad)) from None
    return url
