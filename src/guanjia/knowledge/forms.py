"""Forms of the knowledge base."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guanjia.kernel.states import choices
from guanjia.knowledge.rules.articles import ArticleGroup


class ArticleForm(forms.Form):
    """A question and the points of its answer, one a line."""

    rev = forms.IntegerField(widget=forms.HiddenInput, required=False)
    group = forms.ChoiceField(label=_("Class"))
    question = forms.CharField(label=pgettext_lazy("knowledge", "Question"), max_length=200)
    points = forms.CharField(
        label=_("Points of the answer, one a line"), widget=forms.Textarea(attrs={"rows": 8}), max_length=8000
    )
    words = forms.CharField(label=_("Also found by these words"), max_length=300, required=False)
    source = forms.CharField(label=_("Source: law, contract, case"), max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["group"].choices = [(value, _(label)) for value, label in choices(ArticleGroup)]  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """Until when it may be told."""

    until = forms.DateField(label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class AnswerForm(forms.Form):
    """What somebody says to the question of the day."""

    text = forms.CharField(label=_("How would you answer?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class WordingForm(forms.Form):
    """A reply to be looked through before it is sent."""

    text = forms.CharField(label=_("Your reply"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
