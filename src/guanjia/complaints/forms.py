"""What is typed about complaints."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.complaints.models import Complaint
from guanjia.complaints.queries.guidance import questions_of, remedy_steps
from guanjia.complaints.rules.departments import DEPARTMENTS
from guanjia.complaints.rules.nature import Channel, Effect, Kind, MindSet, Want
from guanjia.complaints.rules.outside import Sender
from guanjia.complaints.rules.states import Level
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.states import State, choices
from guanjia.kernel.words import gettext_noop as N_

HOW = (
    ("phone", N_("By phone")), ("visit", N_("In person")), ("written", N_("In writing")), ("posted", N_("On the notice board")),
)  # fmt: skip
MOMENT = "%Y-%m-%dT%H:%M"


def said(states: type[State], blank: bool = False) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return ([("", "–")] if blank else []) + [(value, gettext(label)) for value, label in choices(states)]


def words(label: Any, *, required: bool = True, rows: int = 2, most: int = 2000, **more: Any) -> forms.CharField:
    """A box for sentences."""
    return forms.CharField(
        label=label, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class LocalMoment(forms.DateTimeField):
    """A moment on the site's wall clock; it stays naive until the view, which knows the site, makes it UTC."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(input_formats=[MOMENT], widget=widget, **more)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        try:
            return datetime.strptime(str(value), MOMENT)  # noqa: DTZ007 - the site's wall clock, see above
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class FactsForm(forms.Form):
    """Time, place, persons, problem."""

    problem = words(_("The problem"), rows=4, most=4000, help_text=_("Let them finish; write it down in their words."))
    happened_at = LocalMoment(label=_("When it happened"), required=False)
    place = forms.CharField(label=_("Where it happened"), max_length=120, required=False)
    persons = forms.CharField(label=_("Who was concerned"), max_length=200, required=False)


class ReceiveForm(FactsForm):
    """A new complaint."""

    kind = forms.ChoiceField(label=_("Kind"))
    level = forms.ChoiceField(label=_("Level"))
    channel = forms.ChoiceField(label=_("Came in by"))
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("As in 3-2-1201"))
    name = forms.CharField(label=_("Full name"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    anonymous = forms.BooleanField(label=_("Wants to stay anonymous"), required=False)
    mind_set = forms.ChoiceField(label=_("Mind-set"), required=False)
    evidence_note = forms.CharField(label=_("Evidence"), max_length=300, required=False)
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(each.value, gettext(each.label)) for each in (Level.GENERAL, Level.MAJOR)]
        for name, given in (
            ("kind", said(Kind)), ("level", levels), ("channel", said(Channel)), ("mind_set", said(MindSet, blank=True)),
        ):  # fmt: skip
            self.fields[name].choices = given  # type: ignore[attr-defined]


class AskForm(forms.Form):
    details = words(_("What you asked and heard"), rows=3)
    evidence_note = forms.CharField(label=_("Evidence"), max_length=300, required=False)


class ClassifyForm(forms.Form):
    """Kind, truth, validity, effect, mind-set, wants."""

    kind = forms.ChoiceField(label=_("Kind"))
    is_true = forms.TypedChoiceField(label=_("Is it true?"), coerce=lambda value: value == "1")
    is_valid = forms.TypedChoiceField(label=_("Is it founded?"), coerce=lambda value: value == "1")
    effect = forms.ChoiceField(label=_("Effect on the owner"), required=False)
    mind_set = forms.ChoiceField(label=_("Mind-set"), required=False)
    wants = forms.MultipleChoiceField(label=_("What they want"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes_no = [("1", gettext("Yes")), ("0", gettext("No"))]
        for name, given in (
            ("kind", said(Kind)), ("is_true", yes_no), ("is_valid", yes_no), ("effect", said(Effect, blank=True)),
            ("mind_set", said(MindSet, blank=True)), ("wants", said(Want)),
        ):  # fmt: skip
            self.fields[name].choices = given  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    next_reply_at = LocalMoment(label=_("Next reply by"))
    process = words(_("What was done so far"), required=False)


class PassForm(forms.Form):
    department = forms.ChoiceField(label=_("Department"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [(each.code, gettext(each.label)) for each in DEPARTMENTS.values()]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = words(_("Why"), most=500)


class AnswerForm(forms.Form):
    process = words(_("What was done"), required=False)
    result = words(_("Result"), rows=3)
    how = forms.ChoiceField(label=_("Told how"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(value, gettext(label)) for value, label in HOW]  # type: ignore[attr-defined]


class SatisfiedForm(forms.Form):
    score = forms.TypedChoiceField(label=_("Score"), choices=[(str(n), str(n)) for n in range(5, 0, -1)], coerce=int)
    comment = words(_("Comment in their words"))


class UnsatisfiedForm(SatisfiedForm):
    score = forms.TypedChoiceField(label=_("Score"), choices=[(str(n), str(n)) for n in range(1, 6)], coerce=int)


class SummaryForm(forms.Form):
    summary = words(_("Summary for the superior"), rows=3)


class FileForm(forms.Form):
    cause = words(_("Cause"), required=False)
    prevention = words(_("What prevents the next one"), required=False)
    improve = forms.BooleanField(label=_("Open an improvement task"), required=False)


class RemedyForm(forms.Form):
    steps = forms.MultipleChoiceField(label=_("Done"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [(line.code, line.text) for line in remedy_steps()]  # type: ignore[attr-defined]


class QuestionsForm(forms.Form):
    """The questions of the kind, one box each."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in questions_of(kind):
            self.fields[line.code] = forms.CharField(label=line.text, max_length=300, required=False)


class MoneyForm(forms.Form):
    yuan = forms.IntegerField(label=_("Amount, yuan"), min_value=1, max_value=1_000_000)
    why = words(_("What for"), most=300)


class CrisisForm(ReasonForm):
    spokesperson = forms.ModelChoiceField(label=_("The one person who speaks for us"), queryset=None)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spokesperson"].queryset = people  # type: ignore[attr-defined]


class OutsideForm(FactsForm):
    """An order from outside."""

    sender = forms.ChoiceField(label=_("Sender"))
    number = forms.CharField(label=_("Outside number"), max_length=60)
    reply_due = LocalMoment(label=_("Reply due as printed on the order"), required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("As in 3-2-1201"))
    name = forms.CharField(label=_("Full name"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender"].choices = said(Sender)  # type: ignore[attr-defined]
        self.fields["kind"].choices = said(Kind)  # type: ignore[attr-defined]
        self.order_fields(["sender", "number", "reply_due", "kind", "problem"])


def facts_of(complaint: Complaint, site: Site) -> dict[str, Any]:
    """The facts as they stand, for the form that mends them."""
    at = complaint.happened_at
    return {
        "problem": complaint.problem, "place": complaint.place, "persons": complaint.persons,
        "happened_at": local(site, at).replace(tzinfo=None) if at else None,
    }  # fmt: skip
