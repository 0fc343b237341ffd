"""What is typed about things in custody."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.custody.rules.items import ItemKind
from guanjia.kernel.states import choices


class TakeForm(forms.Form):
    """A found thing or handed-out equipment."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Thing"), max_length=160)
    count = forms.IntegerField(label=_("Count"), min_value=1, max_value=100_000, initial=1)
    valuable = forms.BooleanField(label=_("Valuable"), required=False)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    holder = forms.CharField(label=_("Handed to"), max_length=120, required=False)
    condition = forms.CharField(label=_("Condition"), max_length=200, required=False)
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(ItemKind)]  # type: ignore[attr-defined]
