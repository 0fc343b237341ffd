"""What is typed about papers."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Block, Event
from guanjia.kernel.states import choices
from guanjia.materials.models import Paper
from guanjia.materials.rules.states import Form, Kind, Method, Packing, Source
from guanjia.people.public import User, users_with_role


def _spoken(states: Any) -> list[tuple[str, Any]]:
    return [(value, _(label)) for value, label in choices(states)]


class PaperForm(forms.ModelForm):  # type: ignore[type-arg]
    """An entry of the list."""

    reason = forms.CharField(
        label=_("Why the confirmed list changes"), max_length=200, required=False,
        help_text=_("Only where the list was confirmed before."),
    )  # fmt: skip

    class Meta:
        model = Paper
        fields = (
            "title", "kind", "form", "internal", "keeper", "block", "packing", "source", "supplier", "pages",
            "double_sided", "recycled", "paper_reason",
        )  # fmt: skip

    def __init__(self, *args: Any, event: Event, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, states in (("kind", Kind), ("form", Form), ("packing", Packing), ("source", Source)):
            self.fields[name].choices = _spoken(states)  # type: ignore[attr-defined]
        people = [user.pk for user in users_with_role(event.site, at=at)]
        self.fields["keeper"].queryset = User.objects.filter(pk__in=people).order_by("display_name")  # type: ignore[attr-defined]
        self.fields["block"].queryset = Block.objects.filter(event=event).select_related("room")  # type: ignore[attr-defined]
        self.fields["block"].label_from_instance = lambda block: block.room.name  # type: ignore[attr-defined]
        self.fields["block"].required = self.fields["keeper"].required = False

    def _post_clean(self) -> None:
        """The action checks what belongs together, in the reader's words, and says which field."""


class MissingForm(forms.Form):
    """A copy that did not come back."""

    searched = forms.CharField(
        label=_("What was searched, who was asked"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reported_to = forms.CharField(label=_("Reported to"), max_length=120)


class DestroyForm(forms.Form):
    """Copies are destroyed."""

    papers = forms.ModelMultipleChoiceField(
        label=_("Recalled papers"), queryset=Paper.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    method = forms.ChoiceField(label=_("How they are destroyed"), choices=())
    place = forms.CharField(label=_("Where"), max_length=120)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = _spoken(Method)  # type: ignore[attr-defined]
        rows = Paper.objects.filter(
            event=event,
            state__in=["recalled", "destroyed"],
            copies__destruction=None,
            copies__state__in=["kept", "back"],
        ).distinct()
        self.fields["papers"].queryset = rows  # type: ignore[attr-defined]
