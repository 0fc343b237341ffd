"""What a resident types about a repair, a report, a suggestion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.portal.queries.residence import Residence
from guanjia.servicedesk.public import Category

KINDS = (Category.REPAIR, Category.REPORT, Category.SUGGESTION, Category.ENQUIRY, Category.COMPLIMENT)
STARS = (
    (5, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("Fair")),
    (2, _("Dissatisfied")),
    (1, _("Very dissatisfied")),
)


class ReportForm(forms.Form):
    """A report in four taps: what is wrong, a photo, where, send. Kind and urgency are guessed from the words."""

    title = forms.CharField(
        label=_("What is wrong or wanted"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    unit = forms.TypedChoiceField(label=_("Where"), required=False, coerce=int, empty_value=None)
    place_text = forms.CharField(label=_("Where exactly"), max_length=200, required=False)
    category = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, residence: Residence, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = [(unit.pk, unit.code) for unit in residence.homes]
        self.fields["unit"].choices = [*homes, ("", _("A shared place"))]  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("From the words")), *((k.value, _(k.label)) for k in KINDS)]  # type: ignore[attr-defined]


class RateForm(forms.Form):
    """One to five stars, and that it is done."""

    rating = forms.TypedChoiceField(
        label=_("How content are you?"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )


class ReasonForm(forms.Form):
    """Why it is not good yet, or not wanted any more."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
