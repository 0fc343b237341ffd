"""What is typed about ways."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.visitors.public import Facility
from guanjia.places.public import Floor, Room
from guanjia.wayfinding.actions.drawing import SpotDraft
from guanjia.wayfinding.models import WayLink, WaySpot
from guanjia.wayfinding.rules.graph import LinkKind, SpotKind

TEXT = ("name", "name_en", "box")


class SpotForm(forms.Form):
    """A place of the graph."""

    code = forms.CharField(label=_("Code"), max_length=40)
    floor = forms.ModelChoiceField(Floor.objects.none(), label=_("Floor"))
    kind = forms.ChoiceField(label=_("Kind"))
    x = forms.FloatField(label=_("Metres from the left"), min_value=0, max_value=5000)
    y = forms.FloatField(label=_("Metres from the top"), min_value=0, max_value=5000)
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    heading = forms.IntegerField(
        label=_("Looks towards, degrees"), required=False, min_value=0, max_value=359,
        help_text=_("Who reads a sign here, or steps out of the lift: 0 looks up the drawing, 90 to the right."),
    )  # fmt: skip
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False)
    box = forms.CharField(
        label=_("Outline of the room"),
        max_length=60,
        required=False,
        help_text=_("Left, top, width and depth in metres: 12 4 8 6"),
    )
    rev = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, gettext(k.label)) for k in SpotKind]  # type: ignore[attr-defined]
        floors = Floor.objects.filter(building__site=site).select_related("building")
        self.fields["floor"].queryset = floors  # type: ignore[attr-defined]
        self.fields["floor"].label_from_instance = lambda floor: f"{floor.building} {floor.name}"  # type: ignore[attr-defined]
        self.fields["room"].queryset = Room.objects.filter(site=site)  # type: ignore[attr-defined]

    def draft(self) -> SpotDraft:
        """What was typed."""
        given = self.cleaned_data
        text = {name: given[name] for name in TEXT}
        return SpotDraft(
            given["code"], given["floor"], SpotKind(given["kind"]), given["x"], given["y"], heading=given["heading"], room=given["room"],
            **text,
        )  # fmt: skip


class MoveForm(forms.Form):
    """Where a place was dragged to."""

    x = forms.FloatField(label=_("Metres from the left"), min_value=0, max_value=5000)
    y = forms.FloatField(label=_("Metres from the top"), min_value=0, max_value=5000)
    rev = forms.IntegerField(min_value=1)


def initial_of(spot: WaySpot) -> dict[str, Any]:
    """What is stored of a place, as the form wants it."""
    names = ("code", "kind", "x", "y", "name", "name_en", "heading", "box", "rev")
    return {name: getattr(spot, name) for name in names} | {"floor": spot.floor_id, "room": spot.room_id}


class LinkForm(forms.Form):
    """A link from a place to another."""

    b = forms.ModelChoiceField(WaySpot.objects.none(), label=_("To"))
    kind = forms.ChoiceField(label=_("Kind"))
    metres = forms.FloatField(
        label=_("Metres"), required=False, min_value=0.1, max_value=5000, help_text=_("Nothing: the straight line.")
    )
    via = forms.CharField(label=_("Lift or stairs"), max_length=40, required=False)
    wheelchair = forms.BooleanField(label=_("For wheelchairs"), required=False, initial=True)
    facility = forms.ModelChoiceField(
        Facility.objects.none(), label=_("On the map without barriers"), required=False,
        help_text=_("While that is blocked, this way is closed."),
    )  # fmt: skip

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, gettext(k.label)) for k in LinkKind]  # type: ignore[attr-defined]
        self.fields["facility"].queryset = Facility.objects.filter(site=site)  # type: ignore[attr-defined]
        spots = WaySpot.objects.filter(site=site).select_related("floor")
        self.fields["b"].queryset = spots  # type: ignore[attr-defined]
        self.fields["b"].label_from_instance = lambda spot: f"{spot.code} {spot.name} · {spot.floor.name}"  # type: ignore[attr-defined]


class ClosingForm(forms.Form):
    """A lift, stairs or a link to be closed."""

    what = forms.ChoiceField(label=_("Lift, stairs or link"))
    reason = forms.CharField(label=_("Reason"), max_length=120)
    until = forms.DateTimeField(
        label=_("Closed until"), required=False, help_text=_("Nothing: until somebody opens it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        links = WayLink.objects.filter(site=site).select_related("a", "b")
        vias = sorted({link.via for link in links if link.via})
        plain = [(f"link:{link.pk}", f"{link.a} – {link.b}") for link in links if not link.via]
        self.fields["what"].choices = [(f"via:{via}", via) for via in vias] + plain  # type: ignore[attr-defined]

    def clean_until(self) -> Any:
        """The site's wall clock as a moment."""
        until = self.cleaned_data["until"]
        return to_utc(self.site, until.replace(tzinfo=None)) if until else None
