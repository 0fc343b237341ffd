"""What is typed about the meeting itself: who may take part how, papers, tablets, minutes, weights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models import Assembly, Attendee, VideoServer
from guanjia.assembly.rules.services import LONGEST_TEXT, Own, read_invitation
from guanjia.assembly.rules.states import Video

HINTS = {
    Own.RELAY: _(
        "turn:host:port or turns:host:port, one a line; the relay and the house share a secret (coturn: use-auth-secret)."
    ),
    Own.JITSI: _("https://host of the server, with token authentication (app_id and app_secret)."),
    Own.BBB: _("https://host/bigbluebutton/api, as bbb-conf --secret says it."),
}


class SettingsForm(forms.Form):
    """Who may take part how."""

    chair = forms.ModelChoiceField(label=_("Chair of the meeting"), queryset=Attendee.objects.none(), required=False)
    own_devices = forms.BooleanField(label=_("Papers may be read on one's own telephone"), required=False)
    remote = forms.BooleanField(label=_("People may take part from afar"), required=False)
    video = forms.ChoiceField(label=_("Video"), choices=[(each.value, _(each.label)) for each in Video])
    invitation = forms.CharField(
        label=_("Paste the invitation"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "As Tencent Meeting, WeCom, DingTalk, Feishu, Huawei Cloud, Zoom or Teams gives it:"
            " address, number and password are read from it."
        ),
    )  # fmt: skip
    video_url = forms.URLField(
        label=_("Address of the video meeting"), required=False, max_length=500, assume_scheme="https",
        help_text=_("No page shows it: who takes part from afar is passed on to it by the house, while the meeting is on."),
    )  # fmt: skip
    video_code = forms.CharField(label=_("Meeting number or password"), required=False, max_length=80)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Attendee.objects.filter(assembly=assembly).select_related("guest").order_by("guest__rank_no", "pk")
        self.fields["chair"].queryset = rows  # type: ignore[attr-defined]
        self.fields["chair"].label_from_instance = lambda row: row.guest.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A pasted invitation goes before what was typed beside it; one without an address, or with one that is none, is
        refused in words."""
        data: dict[str, Any] = super().clean() or {}
        if not (text := data.get("invitation", "").strip()):
            return data
        found = read_invitation(text)
        if found is None:
            self.add_error(
                "invitation", _("No address of a meeting is in it. Paste the whole invitation, or type the address.")
            )
            return data
        try:
            url = self.fields["video_url"].clean(found.url)
        except forms.ValidationError as refused:
            self.add_error("invitation", refused)
            return data
        return data | {
            "video": Video.LINK.value,
            "video_url": url,
            "video_code": found.code or data.get("video_code", ""),
        }


class ServerForm(forms.Form):
    """A server that the operator runs. The secret is never shown again; left empty it stays as it is."""

    address = forms.CharField(label=_("Address"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    app = forms.CharField(label=_("Name of the application"), max_length=80, required=False)
    secret = forms.CharField(
        label=_("Secret"), max_length=200, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )  # fmt: skip
    active = forms.BooleanField(label=_("active"), required=False, initial=True)

    def __init__(self, *args: Any, kind: Own, row: VideoServer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is not None:
            self.initial |= {"address": row.address, "app": row.app, "active": row.active}
        if kind is not Own.JITSI:
            del self.fields["app"]
        self.fields["address"].help_text = HINTS[kind]


class PaperForm(forms.Form):
    """A paper to read: PDF or picture."""

    file = forms.FileField(label=_("File (PDF, JPEG, PNG)"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)


class WordingForm(forms.Form):
    """A text to be worded together."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 10}), help_text=_("An empty line ends a passage."),
    )  # fmt: skip


class TabletForm(forms.Form):
    """A tablet of the house."""

    name = forms.CharField(label=_("Name of the tablet"), max_length=40)


class MinutesForm(forms.Form):
    """The text of the minutes as somebody saw and changed it."""

    text = forms.CharField(label=_("Minutes"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 28}))
    rev = forms.IntegerField(widget=forms.HiddenInput)


class WeightForm(forms.Form):
    """What a vote weighs."""

    weight = forms.DecimalField(label=_("Weight"), max_digits=14, decimal_places=4, min_value=0)


class SpeakForm(forms.Form):
    """A place on the speaking list."""

    topic = forms.CharField(label=_("About what"), max_length=120, required=False)


class QuestionForm(forms.Form):
    """A question to the panel."""

    words = forms.CharField(label=_("Your question"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TabletCodeForm(forms.Form):
    """Who takes the tablet."""

    code = forms.CharField(
        label=_("Code of your badge"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
