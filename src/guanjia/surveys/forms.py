"""The questionnaire as a form, for attendees and for paper."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.kernel.words import gettext_noop as N_
from guanjia.surveys.rules.questions import QUESTIONS, RECOMMEND_MOST
from guanjia.surveys.rules.studies import QuestionKind, Section

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


class StudyForm(forms.Form):
    """The questions of a survey that was built on the screen; `answers` are what the actions take."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, questions: list[Any], paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = questions
        if paper:
            self.fields["sheet_number"] = forms.CharField(label=_("Sheet number"), max_length=40)
        for question in questions:
            self.fields[f"q{question.pk}"] = _field_of(question)

    @property
    def answers(self) -> dict[int, Any]:
        """What was given, by question."""
        return {question.pk: self.cleaned_data.get(f"q{question.pk}") for question in self.asked}

    @property
    def sections(self) -> list[tuple[Any, list[Any]]]:
        """The bound fields under their sections, in the order of the questions."""
        found: dict[Any, list[Any]] = {}
        for question in self.asked:
            found.setdefault(question.section_enum, []).append(self[f"q{question.pk}"])
        return list(found.items())


def _field_of(question: Any) -> forms.Field:
    common: dict[str, Any] = {"label": question.text, "required": question.required}
    if question.kind in ("scale", "nps"):
        if question.kind == "scale":
            marks = [(str(value), gettext(label)) for value, label in MARKS]
        else:
            marks = [(str(n), str(n)) for n in range(RECOMMEND_MOST + 1)]
        return forms.TypedChoiceField(choices=marks, coerce=int, empty_value=None, widget=forms.RadioSelect, **common)
    options = [(option, option) for option in question.options]
    if question.kind == "single":
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    if question.kind == "multiple":
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **common)


class QuestionForm(forms.Form):
    """A question of the builder."""

    section = forms.ChoiceField(label=_("Dimension"))
    kind = forms.ChoiceField(label=_("Kind"))
    text = forms.CharField(label=_("Survey question"), max_length=300)
    options = forms.CharField(
        label=_("Choices, one a line"), required=False, max_length=1300, widget=forms.Textarea(attrs={"rows": 3})
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(v, gettext(label)) for v, label in choices(Section)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(QuestionKind)]  # type: ignore[attr-defined]
