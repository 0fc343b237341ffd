"""What is typed about orders, plans and wishes."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Block, DrawnHall, Event, drawn_halls_of
from guanjia.kernel.states import choices
from guanjia.seating.models import Wish
from guanjia.seating.queries.drawn import options_from
from guanjia.seating.queries.people import choosable
from guanjia.seating.rules.cars import Car
from guanjia.seating.rules.order import Basis, TieBy
from guanjia.seating.rules.rows import Variant
from guanjia.seating.rules.states import Scene

BASES = (
    (Basis.NUMBER, _("the number of each line")),
    (Basis.CONTRIBUTION, _("what each gave, the most first")),
    (Basis.NAME, _("the name alone")),
)
TIES = (
    (TieBy.STROKES, _("strokes of the name")),
    (TieBy.PINYIN, _("pinyin of the name")),
    (TieBy.GIVEN, _("as given")),
)
VARIANTS = (
    (Variant.A, _("A: number 2 at number 1's left, the usual one")),
    (Variant.B, _("B: number 2 at number 1's right")),
    (Variant.C, _("C: number 1 on the centre line")),
)
CARS = (
    (Car.CHAUFFEUR, _("Saloon with chauffeur")),
    (Car.HOST_DRIVES, _("Saloon, the host drives")),
    (Car.COASTER, _("Coaster")),
    (Car.SEVEN, _("Seven seats")),
)
PARTS = {
    "seat": ("", ""),
    "G": ("G", ""),
    "H": ("H", ""),
    "GI": ("G", "interpreter"),
    "HI": ("H", "interpreter"),
    "GN": ("G", "assistant"),
    "HN": ("H", "assistant"),
}
"""What a guest's choice in the form means: side and duty."""


class OrderForm(forms.Form):
    """The organiser's signed order, pasted or as a sheet."""

    lines = forms.CharField(
        label=_("Order, one person a line"), required=False, max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Number, name, organisation, position; 主 or 客 where two sides meet. Or send a sheet."),
    )  # fmt: skip
    sheet = forms.FileField(label=_("Sheet (Excel or CSV)"), required=False)
    basis = forms.ChoiceField(
        label=_("Ordered by"), choices=BASES, initial=Basis.NUMBER, required=False,
        help_text=_("By what each gave: write the amount in place of the number."),
    )  # fmt: skip
    tie_by = forms.ChoiceField(label=_("Equal numbers by"), choices=TIES, initial=TieBy.STROKES)
    signed_by = forms.CharField(label=_("Who signed it"), max_length=80)
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class OptionsForm(forms.Form):
    """What a scene asks for; a field that the scene does not need is left alone."""

    variant = forms.ChoiceField(label=_("Even rows"), choices=VARIANTS, required=False)
    foreign = forms.BooleanField(label=_("Foreign guests: right is first"), required=False)
    rows = forms.CharField(label=_("People in each row, front row first"), required=False, max_length=60)
    seats = forms.CharField(label=_("Seats of each table"), required=False, max_length=60)
    end_on = forms.BooleanField(label=_("The table points at the door"), required=False)
    car = forms.ChoiceField(label=_("Car"), choices=CARS, required=False)
    layout = forms.ChoiceField(
        label=_("Seats"), required=False, choices=(), help_text=_("Of a drawn layout, or plain rows as written below.")
    )
    rows_n = forms.IntegerField(label=_("Rows of the hall"), required=False, min_value=1, max_value=200)
    parts = forms.CharField(label=_("Seats between the aisles, from the left"), required=False, max_length=60)

    NEEDED = {
        Scene.ROSTRUM: ("rows", "variant", "foreign"),
        Scene.PHOTO: ("rows", "variant", "foreign"),
        Scene.SIGNING: (),
        Scene.SOFA: ("foreign",),
        Scene.TALKS: ("foreign", "end_on"),
        Scene.LONG_TABLE: (),
        Scene.BANQUET: ("seats",),
        Scene.CAR: ("car",),
        Scene.FLOOR: ("layout", "rows_n", "parts"),
    }

    halls: tuple[DrawnHall, ...] = ()

    def only(self, scene: Scene, event_id: int) -> "OptionsForm":
        """The form with the fields of this scene; for the floor of a hall with the layouts drawn for the event."""
        for name in list(self.fields):
            if name not in self.NEEDED[scene]:
                del self.fields[name]
        if scene is Scene.FLOOR:
            self.halls = tuple(drawn_halls_of(event_id))
            many = [(hall.key, _("%(hall)s, %(seats)s seats") % {"hall": hall.label, "seats": len(hall.seats)})
                    for hall in self.halls]  # fmt: skip
            self.fields["layout"].choices = [("", _("Plain rows")), *many]  # type: ignore[attr-defined]
            if not many:
                del self.fields["layout"]
        return self

    def clean_rows(self) -> list[int]:
        """12, 14 -> [12, 14]."""
        return _numbers(self.cleaned_data["rows"])

    def clean_seats(self) -> list[int]:
        """Seats of the tables, the head table first."""
        return _numbers(self.cleaned_data["seats"])

    def clean_parts(self) -> list[int]:
        """Seats of the parts from the left."""
        return _numbers(self.cleaned_data["parts"])

    def options(self, seven: str = "") -> dict[str, Any]:
        """Only what was filled in, as a plan keeps it."""
        found = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        if "foreign" in self.fields:
            found["foreign"] = bool(self.cleaned_data.get("foreign"))
        if "car" in found:
            found["cars"] = [found.pop("car")]
            found["seven"] = seven
        return self._of_hall(found) if "rows_n" in self.fields else found

    def _of_hall(self, found: dict[str, Any]) -> dict[str, Any]:
        """The seats of the chosen layout; plain rows forget those of a layout that was chosen before."""
        key = found.pop("layout", "")
        hall = next((hall for hall in self.halls if hall.key == key), None)
        return found | (options_from(hall) if hall else {"drawn": [], "layout": None})


def _numbers(text: str) -> list[int]:
    words = text.replace("，", ",").replace("、", ",").replace(" ", ",").replace("+", ",").split(",")
    kept = [word for word in words if word]
    if not all(word.isdecimal() and 1 <= int(word) <= 200 for word in kept) or len(kept) > 40:
        raise forms.ValidationError(_("Whole numbers from 1 to 200, with commas between them: 12, 14"))
    return [int(word) for word in kept]


class PlanForm(forms.Form):
    """A new plan: scene, title, meeting; who belongs to it is chosen beside each name."""

    scene = forms.ChoiceField(label=_("Scene"), choices=[])
    title = forms.CharField(label=_("Title"), max_length=80, required=False)
    block = forms.ModelChoiceField(label=_("Meeting in a room"), queryset=Block.objects.none(), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scene"].choices = [(value, _(label)) for value, label in choices(Scene)]  # type: ignore[attr-defined]
        self.fields["block"].queryset = Block.objects.filter(event=event).select_related("room")  # type: ignore[attr-defined]
        self.fields["block"].label_from_instance = lambda block: block.room.name  # type: ignore[attr-defined]


class WishForm(forms.Form):
    """Two who must not sit together, or who must; one who needs a place at the aisle or for a wheelchair."""

    kind = forms.ChoiceField(label=_("Wish"), choices=Wish.Kind.choices)
    one = forms.ModelChoiceField(label=_("Person"), queryset=None)
    other = forms.ModelChoiceField(label=_("Other person"), queryset=None, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guests = choosable(event)
        rows = (
            type(guests[0]).objects.filter(event=event).order_by(F("rank_no").asc(nulls_last=True), "pk")
            if guests
            else None
        )
        for name in ("one", "other"):
            field = self.fields[name]
            field.queryset = rows if rows is not None else Block.objects.none()  # type: ignore[attr-defined]
