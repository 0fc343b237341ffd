"""What is typed about the meeting itself: who may take part how, papers, tablets, minutes, weights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models import Assembly, Attendee
from guanjia.assembly.rules.states import Video


class SettingsForm(forms.Form):
    """Who may take part how."""

    chair = forms.ModelChoiceField(label=_("Chair of the meeting"), queryset=Attendee.objects.none(), required=False)
    own_devices = forms.BooleanField(label=_("Papers may be read on one's own telephone"), required=False)
    remote = forms.BooleanField(label=_("People may take part from afar"), required=False)
    video = forms.ChoiceField(label=_("Video"), choices=[(each.value, _(each.label)) for each in Video])
    video_url = forms.URLField(
        label=_("Address of the video meeting"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Of your own service. It is shown only on the pages of people who take part from afar, while the meeting is on."),
    )  # fmt: skip
    video_code = forms.CharField(label=_("Meeting number or password"), required=False, max_length=80)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Attendee.objects.filter(assembly=assembly).select_related("guest").order_by("guest__rank_no", "pk")
        self.fields["chair"].queryset = rows  # type: ignore[attr-defined]
        self.fields["chair"].label_from_instance = lambda row: row.guest.name  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A paper to read: PDF or picture."""

    file = forms.FileField(label=_("File (PDF, JPEG, PNG)"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)


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
