"""The upload of a programme, and what goes from the preview to the second step."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.conference.forms.intake import CLASSES
from guanjia.conference.rules.states import Regime
from guanjia.kernel.states import choices

MEGABYTE = 1024 * 1024
MOST = 20 * MEGABYTE


class ProgrammeForm(forms.Form):
    """The file, and what it may leave open. Larger files go by the command `guanjia import-programme`."""

    file = forms.FileField(
        label=gettext_lazy("Programme"),
        help_text=gettext_lazy("Schedule XML, schedule JSON or iCalendar, at most 20 MB. Nothing is changed yet."),
    )
    event = forms.CharField(
        label=gettext_lazy("Number of the conference to update"),
        max_length=32,
        required=False,
        help_text=gettext_lazy("Leave empty: a newer file of the same conference is recognised."),
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone of times without one"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("Leave empty: the file's own, else that of this site."),
    )

    regime = forms.ChoiceField(
        label=gettext_lazy("Regime"),
        required=False,
        help_text=gettext_lazy("Of a new event; empty: as the site is set."),
    )
    meeting_class = forms.ChoiceField(label=gettext_lazy("Meeting class"), choices=CLASSES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regimes = [("", "–"), *((value, _(label)) for value, label in choices(Regime))]
        self.fields["regime"].choices = regimes  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what is too large to be looked at on a page."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST:
            raise forms.ValidationError(_("The file is larger than %(most)d MB.") % {"most": MOST // MEGABYTE})
        return upload


class TakeOverForm(forms.Form):
    """The second step. The file travels in the page, so that nothing of it is kept before somebody agrees."""

    payload = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    event = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    zone = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    regime = forms.ChoiceField(widget=forms.HiddenInput, choices=[("", ""), *choices(Regime)], required=False)
    meeting_class = forms.ChoiceField(widget=forms.HiddenInput, choices=CLASSES, required=False)

    def clean_payload(self) -> bytes:
        """The file's bytes; refuses what the first step did not pack."""
        try:
            return unpack(self.cleaned_data["payload"])
        except (ValueError, binascii.Error, zlib.error):
            raise forms.ValidationError(_("The file did not arrive whole. Choose it again.")) from None


def pack(content: bytes) -> str:
    """The bytes as short text for a hidden field."""
    return base64.b64encode(zlib.compress(content, 6)).decode("ascii")


def unpack(text: str) -> bytes:
    """The bytes of pack. Raises ValueError or zlib.error for anything else, and for more than 20 MB."""
    engine = zlib.decompressobj()
    content = engine.decompress(base64.b64decode(text, validate=True), MOST)
    if not engine.eof:
        raise ValueError
    return content
