"""The form of a room."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.places.models import Building, Equipment, Floor, Room, Section, Space
from guanjia.places.rules.styles import Style

STYLE = "style_"


class RoomForm(forms.ModelForm):
    """A room with its spaces and the capacity of each style."""

    class Meta:
        model = Room
        fields = [
            "code",
            "name",
            "spaces",
            "setup_minutes",
            "cleardown_minutes",
            "exits",
            "fire_ok",
            "outdoor",
            "indoor_reserve",
            "access_score",
            "facilities_score",
            "sound_score",
            "temperature_score",
            "is_open",
        ]
        widgets = {"spaces": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.site = site
        self.fields["spaces"].queryset = Space.objects.filter(site=site)
        self.fields["spaces"].required = False
        self.fields["spaces"].help_text = _("None chosen: the room gets a space of its own.")
        self.fields["indoor_reserve"].queryset = Room.objects.filter(site=site, outdoor=False)
        for name in ("access_score", "facilities_score", "sound_score", "temperature_score"):
            self.fields[name].help_text = _("0 to 5; empty while nobody has judged it.")
        held = dict(self.instance.styles.values_list("style", "capacity")) if self.instance.pk else {}
        for style in Style:
            self.fields[STYLE + style.value] = forms.IntegerField(
                label=gettext(style.label),
                min_value=1,
                max_value=100_000,
                required=False,
                initial=held.get(style.value),
            )

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"site"}

    def clean(self) -> dict[str, Any]:
        """At least one style must have a capacity."""
        clean = super().clean() or {}
        if not self.errors and not self.capacities(clean):
            self.add_error(STYLE + Style.THEATRE, _("Give the capacity of at least one style."))
        return clean

    def capacities(self, clean: dict[str, Any] | None = None) -> dict[str, int]:
        """style -> seats, of those given."""
        values = self.cleaned_data if clean is None else clean
        return {style.value: values[STYLE + style] for style in Style if values.get(STYLE + style)}

    def style_fields(self) -> list[forms.BoundField]:
        """The fields of capacities."""
        return [self[STYLE + style] for style in Style]

    def room_fields(self) -> list[forms.BoundField]:
        """The other fields."""
        return [bound for bound in self if not bound.name.startswith(STYLE)]


class PlaceForm(forms.ModelForm):
    """A form of a row of the tree: its choices are of the site, its code must be free there."""

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "site_id"):
            self.instance.site = site
        own = {"building": Building.objects.filter(site=site), "floor": Floor.objects.filter(building__site=site)}
        own |= {"section": Section.objects.filter(building__site=site), "room": Room.objects.filter(site=site)}
        for name, rows in own.items():
            if name in self.fields:
                self.fields[name].queryset = rows

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"site"}


class BuildingForm(PlaceForm):
    """A building."""

    class Meta:
        model = Building
        fields = ["code", "name"]


class FloorForm(PlaceForm):
    """A floor."""

    class Meta:
        model = Floor
        fields = ["building", "section", "level", "name"]


class SpaceForm(PlaceForm):
    """A space."""

    class Meta:
        model = Space
        fields = ["code", "name", "floor", "area_m2"]


class EquipmentForm(PlaceForm):
    """Equipment: without a room it is movable."""

    class Meta:
        model = Equipment
        fields = ["kind", "name", "count", "room"]

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        self.fields["room"].help_text = _("Empty: movable, carried where it is needed.")
        self.fields["kind"].choices = [(value, gettext(label)) for value, label in self.fields["kind"].choices]
