"""What is typed about safety."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import State
from guanjia.safety.actions.watching import Suspect
from guanjia.safety.rules.concerns import FRAUD, SUSPICIOUS, Sign
from guanjia.safety.rules.warnings import LiaisonKind
from guanjia.safety.rules.watching import Topic


def said(states: Any) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return [(each.value, gettext(each.label)) for each in states]


class NoteForm(forms.Form):
    """An observation. There is no field for the name of a suspect."""

    sign = forms.ChoiceField(label=_("Sign"))
    what = forms.CharField(label=_("What was seen"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    where = forms.CharField(label=_("Where"), max_length=120, required=False)
    paid = forms.BooleanField(label=_("Somebody has paid money already"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(gettext("Suspicious person"), said(SUSPICIOUS)), (gettext("Fraud or attempt"), said(FRAUD))]
        self.fields["sign"].choices = groups  # type: ignore[attr-defined]


class WarningForm(forms.Form):
    """A fraud warning."""

    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    sign = forms.ChoiceField(label=_("Pattern"), required=False)
    for_elderly = forms.BooleanField(
        label=_("For elderly owners specially: told in person too"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign"].choices = [("", "–"), *said(FRAUD)]  # type: ignore[attr-defined]

    def chosen(self) -> Sign | None:
        """The pattern, if one was chosen."""
        return Sign(self.cleaned_data["sign"]) if self.cleaned_data["sign"] else None


class LiaisonForm(forms.Form):
    """Somebody outside whom we ring."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = said(LiaisonKind)  # type: ignore[attr-defined]


class AssessmentForm(forms.Form):
    """An impact assessment goes on file."""

    topic = forms.ChoiceField(label=_("About"))
    number = forms.CharField(label=_("Document number"), max_length=60)
    responsible = forms.CharField(label=_("Responsible person"), max_length=60)
    filed_on = forms.DateField(label=_("Filed on"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: type[State] = Topic
        self.fields["topic"].choices = said(topics)  # type: ignore[attr-defined]


class SuspectForm(forms.Form):
    """A proposed entry of the watch list."""

    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    last4 = forms.CharField(label=_("Last four digits of a paper"), max_length=4, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    evidence = forms.CharField(label=_("Evidence: which record, which number"), max_length=200)

    def suspect(self) -> Suspect:
        """The draft that the action takes."""
        return Suspect(**self.cleaned_data)
