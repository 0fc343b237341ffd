"""The form of an outline: lines of metres."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.layouts.rules.hall import Front, Hall, faults
from guanjia.layouts.rules.words import (
    BAD_LINE,
    BadLine,
    boxes_text,
    doors_text,
    points_text,
    read_boxes,
    read_doors,
    read_points,
)


class LinesField(forms.CharField):
    """Lines of numbers; what cannot be read is named by its line."""

    def __init__(self, read: Callable[[str], Any], rows: int, example: str = "", **kwargs: Any) -> None:
        attrs = {"rows": rows, "class": "mono", "placeholder": example}
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.read(text)
        except BadLine as bad:
            raise forms.ValidationError(_(BAD_LINE) % bad.values) from bad


class OutlineForm(forms.Form):
    """Walls, pillars, doors and stage of a room. Its cleaned data holds the `hall`."""

    outline = LinesField(
        read_points,
        6,
        "0 0\n12 0\n12 8\n0 8",
        label=gettext_lazy("Corners of the room"),
        help_text=gettext_lazy("One corner a line: metres to the right, metres down."),
    )
    doors = LinesField(
        read_doors,
        4,
        "3 8 1.8\n9 8 1.0",
        required=False,
        label=gettext_lazy("Doors"),
        help_text=gettext_lazy("One door a line: its middle, its clear width; “no” behind it when it is no way out."),
    )
    pillars = LinesField(
        read_boxes,
        3,
        "6 4 0.6 0.6",
        required=False,
        label=gettext_lazy("Pillars"),
        help_text=gettext_lazy("One pillar a line: its middle, its width and depth."),
    )
    stage = LinesField(
        read_boxes,
        1,
        required=False,
        label=gettext_lazy("Stage"),
        help_text=gettext_lazy("Its middle, its width and depth; empty when there is none."),
    )
    front = forms.ChoiceField(label=gettext_lazy("Where one speaks"))
    height = forms.FloatField(label=gettext_lazy("Height of the room, m"), min_value=2, max_value=40, initial=3.2)
    sprinklers = forms.BooleanField(required=False, label=gettext_lazy("Sprinklers"))
    stepped = forms.BooleanField(required=False, label=gettext_lazy("Stepped floor"))
    between_exits = forms.BooleanField(
        required=False, label=gettext_lazy("Lies between two exits of its floor"), initial=True
    )
    rev = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    source_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["front"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(side.value, _(side.label)) for side in Front]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if len(data["stage"] or ()) > 1:
            self.add_error("stage", _("A room has one stage."))
            return data
        hall = hall_of(data)
        for fault in faults(hall):
            self.add_error(fault.field, _(fault.message) % fault.values)
        data["hall"] = hall
        return data


def hall_of(data: dict[str, Any]) -> Hall:
    """The hall of cleaned data."""
    stages = data["stage"] or ()
    return Hall(
        outline=data["outline"],
        pillars=tuple(data["pillars"] or ()),
        doors=tuple(data["doors"] or ()),
        stage=stages[0] if stages else None,
        front=Front(data["front"]),
        sprinklers=data["sprinklers"],
        stepped=data["stepped"],
        between_exits=data["between_exits"],
        height=data["height"],
    )


def initial_of(hall: Hall, rev: int) -> dict[str, Any]:
    """What the form shows of a stored hall."""
    return {
        "outline": points_text(hall.outline),
        "doors": doors_text(hall.doors),
        "pillars": boxes_text(hall.pillars),
        "stage": boxes_text([hall.stage] if hall.stage else []),
        "front": hall.front.value,
        "height": hall.height,
        "sprinklers": hall.sprinklers,
        "stepped": hall.stepped,
        "between_exits": hall.between_exits,
        "rev": rev,
    }
