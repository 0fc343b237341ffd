"""An outage, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.rules.outage import OutageKind
from guanjia.kernel.states import choices
from guanjia.places.public import Building, Section


def moment_field(label: Any, **kwargs: Any) -> forms.DateTimeField:
    """A local date and time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"], **kwargs)


class OutageForm(forms.Form):
    """What stops, where, from when until when."""

    kind = forms.ChoiceField(label=_("What stops"))
    where = forms.MultipleChoiceField(label=_("Where"), widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(label=_("why"), max_length=200)
    planned = forms.BooleanField(label=_("planned"), required=False, initial=True)
    starts_at = moment_field(_("from"))
    expected_end = moment_field(_("expected until"))
    why_short = forms.CharField(label=_("why less than 24 hours ahead"), max_length=200, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(OutageKind)]  # type: ignore[attr-defined]
        self.places: dict[str, tuple[Building, Section | None]] = {}
        buildings = Building.objects.filter(site=site, units__isnull=False).distinct().prefetch_related("sections")
        for building in sorted(buildings, key=lambda each: (len(each.code), each.code)):
            self.places[f"b{building.pk}"] = (building, None)
            for section in building.sections.all():
                self.places[f"s{section.pk}"] = (building, section)
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (key, building.name if section is None else f"{building.name} {section.name}")
            for key, (building, section) in self.places.items()
        ]

    @property
    def scopes(self) -> list[tuple[Building, Section | None]]:
        """The buildings and sections chosen; a section of a chosen building is in it already."""
        chosen = [self.places[key] for key in self.cleaned_data["where"]]
        whole = {building.pk for building, section in chosen if section is None}
        return [(building, section) for building, section in chosen if section is None or building.pk not in whole]


class LaterForm(forms.Form):
    """Another expected end."""

    expected_end = moment_field(_("expected until"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
