"""The questionnaire as a form, for attendees and for paper."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_
from guanjia.surveys.rules.questions import QUESTIONS, RECOMMEND_MOST

MARKS = (
    (5, N_("Very satisfied")),
    (4, N_("Satisfied")),
    (3, N_("Fair")),
    (2, N_("Dissatisfied")),
    (1, N_("Very dissatisfied")),
)


class QuestionnaireForm(forms.Form):
    """Six dimensions of which only the overall one must be answered, a recommendation, a remark."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = [(str(value), gettext(label)) for value, label in MARKS]
        for question in QUESTIONS:
            if question.code in codes:
                self.fields[question.code] = forms.TypedChoiceField(
                    label=gettext(question.label),
                    help_text=gettext(question.hint),
                    choices=marks,
                    coerce=int,
                    empty_value=None,
                    widget=forms.RadioSelect,
                    required=question.code == "overall",
                )
        self.fields["recommend"] = forms.TypedChoiceField(
            label=_("Would you recommend us? 0 not at all, 10 certainly"),
            choices=[("", "–"), *((str(n), str(n)) for n in range(RECOMMEND_MOST + 1))],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["remark"] = forms.CharField(
            label=_("What should be better?"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def scores(self) -> dict[str, int]:
        """The given marks by dimension."""
        codes = [question.code for question in QUESTIONS]
        return {code: self.cleaned_data[code] for code in codes if self.cleaned_data.get(code) is not None}

    @property
    def questions(self) -> list[Any]:
        """The bound fields of the dimensions."""
        return [self[each.code] for each in QUESTIONS if each.code in self.fields]


class PaperForm(QuestionnaireForm):
    """The same with the number of the sheet."""

    sheet_number = forms.CharField(label=_("Sheet number"), max_length=40)
