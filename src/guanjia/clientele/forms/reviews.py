"""A client's review and our answer, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.actions.reviews import ANSWER_MOST, TEXT_MOST
from guanjia.clientele.rules.states import Ground
from guanjia.kernel.words import gettext_noop as N_

STARS = {"5": N_("5 · very satisfied"), "4": N_("4 · satisfied"), "3": N_("3 · so-so"), "2": N_("2 · dissatisfied"),
         "1": N_("1 · very dissatisfied")}  # fmt: skip


class ReviewForm(forms.Form):
    """Stars, words, and under which name."""

    score = forms.ChoiceField(label=_("How was your meeting?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What should others know?"),
        max_length=TEXT_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    shown_as = forms.CharField(
        label=_("Name shown under it"), max_length=80, required=False, help_text=_("Empty: no name is shown.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score"].choices = [(value, gettext(label)) for value, label in STARS.items()]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Our answer."""

    answer = forms.CharField(label=_("Our answer"), max_length=ANSWER_MOST, widget=forms.Textarea(attrs={"rows": 4}))
    rev = forms.IntegerField(widget=forms.HiddenInput)


class WithholdForm(forms.Form):
    """A ground of law and the words that are concerned."""

    ground = forms.ChoiceField(label=_("Ground of law"))
    reason = forms.CharField(label=_("The words that are concerned"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(each.value, gettext(each.label)) for each in Ground]  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """An idea."""

    title = forms.CharField(label=_("What do you propose?"), max_length=120)
    text = forms.CharField(label=_("What would be better?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class JudgeForm(forms.Form):
    """The answer to its author; a day for a trial."""

    answer = forms.CharField(label=_("Answer to its author"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    trial_until = forms.DateField(
        label=_("Tried until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    rev = forms.IntegerField(widget=forms.HiddenInput)


class PeriodForm(forms.Form):
    """From one day to another, both counted."""

    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The last day lies before the first."))
        return data
