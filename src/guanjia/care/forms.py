"""What is typed in care."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.care.rules.dates import CalendarKind
from guanjia.care.rules.greetings import Occasion
from guanjia.care.rules.personal import PRINCIPLES, Chance, NoteKind
from guanjia.kernel.states import choices


class RateForm(forms.Form):
    """Score, recommendation, words."""

    score = forms.TypedChoiceField(label=_("Score"), choices=[(str(n), str(n)) for n in range(5, 0, -1)], coerce=int)
    recommend = forms.TypedChoiceField(
        label=_("Would you recommend us? 0 not at all, 10 certainly"), required=False, coerce=int, empty_value=None,
        choices=[("", "–"), *((str(n), str(n)) for n in range(11))],
    )  # fmt: skip
    comment = forms.CharField(
        label=_("What they said"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(forms.Form):
    """A preference."""

    kind = forms.ChoiceField(label=_("Kind"))
    text = forms.CharField(label=_("Preference"), max_length=200, help_text=_("Only what the service needs."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(NoteKind)]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A day by the sun or the moon."""

    occasion = forms.ChoiceField(label=_("Occasion"))
    calendar = forms.ChoiceField(label=_("Calendar"))
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)
    day = forms.IntegerField(label=_("Day of the month"), min_value=1, max_value=31)
    leap = forms.BooleanField(label=_("Leap month"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occasion"].choices = [(Occasion.BIRTHDAY.value, gettext(Occasion.BIRTHDAY.label))]  # type: ignore[attr-defined]
        self.fields["calendar"].choices = [(v, gettext(label)) for v, label in choices(CalendarKind)]  # type: ignore[attr-defined]


class ChanceForm(forms.Form):
    """A chance for personal service."""

    chance = forms.ChoiceField(label=_("Chance"))
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("As in 3-2-1201"))
    wish = forms.CharField(label=_("What they need"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chance"].choices = [(v, gettext(label)) for v, label in choices(Chance)]  # type: ignore[attr-defined]


class AllowForm(forms.Form):
    """The conditions and the cost."""

    ticked = forms.MultipleChoiceField(
        label=_("All of this holds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    yuan = forms.IntegerField(label=_("Cost, yuan"), min_value=0, max_value=1_000_000, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticked"].choices = [(code, gettext(label)) for code, label in PRINCIPLES]  # type: ignore[attr-defined]


class GreetForm(forms.Form):
    """How somebody was greeted, or why they are left out."""

    how = forms.CharField(label=_("How greeted"), max_length=120)
