"""What is typed about protected meetings."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.people.public import User, users_with_role
from guanjia.protected.rules.clearance import PaperKind
from guanjia.protected.rules.meeting import PlanKind, Zone


def _spoken(states: Any) -> list[tuple[str, Any]]:
    return [(value, _(label)) for value, label in choices(states)]


def _crew(site: Site, at: datetime) -> Any:
    people = [user.pk for user in users_with_role(site, at=at)]
    return User.objects.filter(pk__in=people).order_by("display_name")


class StaffPaperForm(forms.Form):
    """A paper that was seen: its kind, its day, its number where it has one."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    kind = forms.ChoiceField(label=_("Paper seen"))
    on = forms.DateField(label=_("Day it bears"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    number = forms.CharField(label=_("Number of the certificate"), max_length=60, required=False)

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = _crew(site, at)  # type: ignore[attr-defined]
        self.fields["kind"].choices = _spoken(PaperKind)  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Somebody is put on the list."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    task = forms.CharField(label=_("Task"), max_length=80)
    zone = forms.ChoiceField(label=_("Zone"))

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = _crew(site, at)  # type: ignore[attr-defined]
        self.fields["zone"].choices = _spoken(Zone)  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """A plan, or a new version of one."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("What is done"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _spoken(PlanKind)  # type: ignore[attr-defined]


class PracticeForm(forms.Form):
    """A rehearsal that was held."""

    held_at = forms.DateTimeField(
        label=_("Held"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    people = forms.CharField(label=_("Who took part"), max_length=300)
    findings = forms.CharField(
        label=_("What was found, if anything"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
