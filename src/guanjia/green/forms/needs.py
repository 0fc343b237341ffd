"""What a guest ticks, or staff for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Event, Guest
from guanjia.green.actions.needs import CONSENT, OTHER_MOST
from guanjia.green.queries.needs import COMES
from guanjia.green.rules.needs import ACCESS, DIETS, Need, Told


def boxes(needs: tuple[Need, ...]) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return [(need.value, gettext(need.label)) for need in needs]


class NeedsForm(forms.Form):
    """Diets, needs in the hall, prayer, own words, consent."""

    diets = forms.MultipleChoiceField(label=_("What I eat"), required=False, widget=forms.CheckboxSelectMultiple)
    access = forms.MultipleChoiceField(
        label=_("What I need in the hall"), required=False, widget=forms.CheckboxSelectMultiple
    )
    prayer = forms.BooleanField(label=_("Prayer times and a quiet room"), required=False)
    other = forms.CharField(label=_("In your own words"), max_length=OTHER_MOST, required=False)
    agreed = forms.BooleanField(label=_("I agree"), required=False)

    def __init__(self, *args: Any, told: Told | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["diets"].choices, fields["access"].choices = boxes(DIETS), boxes(ACCESS)
        fields["agreed"].help_text = gettext(CONSENT)
        if told is not None:
            known = {need.value for need in told.needs}
            self.initial |= {
                "diets": [need.value for need in DIETS if need.value in known],
                "access": [need.value for need in ACCESS if need.value in known],
                "prayer": Need.PRAYER in told.needs,
                "other": " ".join(told.other),
            }

    def codes(self) -> list[str]:
        """All that is ticked. Call it on a valid form."""
        data = self.cleaned_data
        return [*data["diets"], *data["access"], *([Need.PRAYER.value] if data["prayer"] else [])]


class DeskNeedsForm(NeedsForm):
    """The same, noted for a guest who asked by telephone or at the desk."""

    guest = forms.ModelChoiceField(label=_("Guest"), queryset=Guest.objects.none())
    field_order = ("guest", "diets", "access", "prayer", "other", "agreed")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["guest"].queryset = (
            Guest.objects.filter(event=event, state__in=COMES).exclude(name="").order_by("pinyin")
        )
        fields["agreed"].label = gettext("The guest agrees")
