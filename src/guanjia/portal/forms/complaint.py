"""What a resident types about a complaint and its result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.complaints.public import Kind
from guanjia.portal.forms.request import STARS

CONTENT = (("yes", _("Yes, this will do")), ("no", _("No, not yet")))


class ComplaintForm(forms.Form):
    """A complaint in the resident's own words."""

    problem = forms.CharField(label=_("What happened"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    kind = forms.ChoiceField(label=_("What it is about"))
    place = forms.CharField(label=_("Where exactly"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, _(kind.label)) for kind in Kind]  # type: ignore[attr-defined]
        self.initial.setdefault("kind", Kind.OTHER.value)


class HearForm(forms.Form):
    """Whether the result will do; whoever is not content says why, for the superior who takes it now (CMPL-009)."""

    satisfied = forms.TypedChoiceField(
        label=_("Are you content with the result?"), choices=CONTENT, coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    score = forms.TypedChoiceField(
        label=_("How content are you?"),
        choices=STARS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What we should know"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Not content needs its words."""
        given = super().clean() or {}
        if given.get("satisfied") is False and not given.get("comment", "").strip():
            self.add_error("comment", _("Say what is missing."))
        return given
