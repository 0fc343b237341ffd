"""What is asked of a layout, a change by hand, a comment."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.layouts.rules.room import Wish
from guanjia.places.public import Style


class WishForm(forms.Form):
    """A style and what stands in the room besides the seats."""

    style = forms.ChoiceField(label=gettext_lazy("Set-up style"))
    people = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=5000,
        label=gettext_lazy("People"),
        help_text=gettext_lazy("Empty: as many as the fire rules allow."),
    )
    rostrum = forms.IntegerField(
        required=False, min_value=0, max_value=60, initial=0, label=gettext_lazy("Seats on the rostrum")
    )
    booths = forms.IntegerField(
        required=False, min_value=0, max_value=6, initial=0, label=gettext_lazy("Interpreters' booths")
    )
    wheelchairs = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=60,
        label=gettext_lazy("Wheelchair places, at least"),
        help_text=gettext_lazy("Empty: what the rules ask for, or what the guests told, whichever is more."),
    )
    lectern = forms.BooleanField(required=False, initial=True, label=gettext_lazy("Lectern"))
    screen = forms.BooleanField(required=False, label=gettext_lazy("Screen"))
    media = forms.BooleanField(required=False, label=gettext_lazy("Media zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["style"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(style.value, _(style.label)) for style in Style]

    def wish(self, asked: int = 0) -> Wish:
        """What was asked, with places for the `asked` guests who told that they come in a wheelchair; call it on a valid form."""
        data = self.cleaned_data
        return Wish(
            people=data["people"],
            rostrum=data["rostrum"] or 0,
            lectern=data["lectern"],
            screen=data["screen"],
            booths=data["booths"] or 0,
            media=data["media"],
            wheelchairs=max(data["wheelchairs"] or 0, asked),
        )


class DrawForm(WishForm):
    """The same to be stored under a name; for one meeting or for all of the event in the room."""

    name = forms.CharField(required=False, max_length=80, label=gettext_lazy("Name of the layout"))


class EditForm(forms.Form):
    """Seats moved, taken away and added, as the page sends them."""

    name = forms.CharField(required=False, max_length=80, label=gettext_lazy("Name of the layout"))
    edit = forms.CharField(required=False, widget=forms.HiddenInput)
    rev = forms.IntegerField(widget=forms.HiddenInput)
    seat = forms.CharField(required=False, max_length=20, label=gettext_lazy("Seat"))
    x = forms.FloatField(required=False, label=gettext_lazy("Metres to the right"))
    y = forms.FloatField(required=False, label=gettext_lazy("Metres down"))
    remove = forms.BooleanField(required=False, label=gettext_lazy("Take this seat away"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            edit = json.loads(data.get("edit") or "{}")
        except ValueError:
            edit = None
        if not isinstance(edit, dict):
            self.add_error("edit", _("The positions of the seats could not be read."))
            return data
        if seat := data.get("seat"):
            if data.get("remove"):
                edit.setdefault("removed", []).append(seat)
            elif data.get("x") is not None and data.get("y") is not None:
                edit.setdefault("moved", {})[seat] = [data["x"], data["y"]]
            else:
                self.add_error("seat", _("Write where the seat goes, or take it away."))
        data["edit"] = edit
        return data


class CommentForm(forms.Form):
    """What should be different, and where."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Your name"))
    text = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("What should be different?")
    )
    x = forms.FloatField(required=False, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, widget=forms.HiddenInput)

    def spot(self) -> tuple[float, float] | None:
        """Where on the plan, if a place was pointed at."""
        x, y = self.cleaned_data.get("x"), self.cleaned_data.get("y")
        return None if x is None or y is None else (x, y)
