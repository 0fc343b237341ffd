"""What is typed about cards."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.cards.models import Zone
from guanjia.frontdesk.cards.rules.cards import CardClass, Evidence
from guanjia.kernel.states import choices

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ApplyForm(forms.Form):
    """An application (TMPL-026): whose, which class, which paper was looked at."""

    recipient = forms.CharField(
        label=_("For whom"), max_length=60, help_text=_("Unit, telephone or its last four digits, or name")
    )
    choice = forms.ChoiceField(label=_("Which one"), required=False, widget=forms.RadioSelect)
    card_class = forms.ChoiceField(label=_("Class"), initial=CardClass.OWNER.value)
    evidence = forms.ChoiceField(label=_("Paper looked at"), initial=Evidence.DEED.value)
    evidence_tail = forms.CharField(
        label=_("Last four signs of its number"), max_length=4, required=False,
        help_text=_("Look at the paper and give it back; nothing is copied"),
    )  # fmt: skip
    valid_until = forms.DateTimeField(
        label=_("Holds until"), required=False, widget=MOMENT, help_text=_("Empty: as long as the class allows")
    )
    zones = forms.MultipleChoiceField(
        label=_("Opens (visitor's card)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, site: Site, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = found  # type: ignore[attr-defined]
        for name, states in (("card_class", CardClass), ("evidence", Evidence)):
            self.fields[name].choices = [(v, gettext(label)) for v, label in choices(states)]  # type: ignore[attr-defined]
        zones = Zone.objects.filter(site=site, family=True)
        self.fields["zones"].choices = [(str(zone.pk), zone.name) for zone in zones]  # type: ignore[attr-defined]


class ZoneForm(forms.Form):
    """A zone and its doors."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80)
    building = forms.ChoiceField(label=_("For whoever lives in"), required=False)
    family = forms.BooleanField(label=_("Open to family"), required=False, initial=True)
    tenant = forms.BooleanField(label=_("Open to lessees"), required=False, initial=True)
    doors = forms.MultipleChoiceField(label=_("Doors"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, buildings: list[tuple[str, str]], doors: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].choices = [("", gettext("All of the site")), *buildings]  # type: ignore[attr-defined]
        self.fields["doors"].choices = doors  # type: ignore[attr-defined]
