"""What is typed about motions and counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models import Motion
from guanjia.assembly.queries.results import option_label
from guanjia.assembly.rules.states import Way
from guanjia.assembly.rules.tally import Majority, Quorum


def _choices(words: type[Any]) -> list[tuple[str, Any]]:
    return [(each.value, _(each.label)) for each in words]


class MotionForm(forms.Form):
    """A motion and the rules that decide it."""

    title = forms.CharField(label=_("Motion"), max_length=200)
    text = forms.CharField(
        label=_("Wording"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    way = forms.ChoiceField(label=_("Way of voting"), choices=_choices(Way), initial=Way.OPEN)
    weighted = forms.BooleanField(label=_("Votes are weighed (share, area)"), required=False)
    quorum = forms.ChoiceField(label=_("Quorum"), choices=_choices(Quorum), initial=Quorum.HALF)
    majority = forms.ChoiceField(label=_("Majority"), choices=_choices(Majority), initial=Majority.HALF_PRESENT)
    options = forms.CharField(
        label=_("Choices, one a line"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for a choice among several. Otherwise it is for, against, abstain."),
    )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """What `put_motion` asks for."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "text": data["text"],
            "way": Way(data["way"]),
            "weighted": data["weighted"],
            "quorum": Quorum(data["quorum"]),
            "majority": Majority(data["majority"]),
            "options": data["options"].splitlines(),
        }


class CountForm(forms.Form):
    """A number for each answer, as one person counted."""

    def __init__(self, *args: Any, motion: Motion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.motion = motion
        for code, _label in motion.options:
            self.fields[f"n-{code}"] = forms.IntegerField(
                label=option_label(motion, code), min_value=0, max_value=100_000
            )

    def numbers(self) -> dict[str, int]:
        """Code of the answer -> number."""
        return {code: self.cleaned_data[f"n-{code}"] for code, _label in self.motion.options}
