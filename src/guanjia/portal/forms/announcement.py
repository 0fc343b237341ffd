"""Forms of notices."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.places.public import Building
from guanjia.portal.models import Announcement
from guanjia.portal.rules.announcements import AnnouncementKind, PlaceKind

MOMENT = "%Y-%m-%dT%H:%M"


class AnnouncementForm(forms.Form):
    """A notice: title, text, contact; for an outage its time; for some buildings or all."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Headline"), max_length=80)
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    contact = forms.CharField(
        label=_("Contact"), max_length=80, help_text=_("A post and its telephone, no private number.")
    )
    starts_at = forms.DateTimeField(
        label=_("Off from"), required=False, input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip
    ends_at = forms.DateTimeField(
        label=_("Back at"), required=False, input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip
    until = forms.DateField(
        label=_("In force until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    buildings = forms.MultipleChoiceField(
        label=_("Buildings"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen means all.")
    )

    def __init__(self, site: Site, announcement: Announcement | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["kind"].choices = [(kind.value, _(kind.label)) for kind in AnnouncementKind]  # type: ignore[attr-defined]
        rows = Building.objects.filter(site=site).order_by("code").values_list("pk", "name")
        self.fields["buildings"].choices = [(str(pk), name) for pk, name in rows]  # type: ignore[attr-defined]
        if announcement is not None:
            names = ("kind", "title", "body", "contact", "until")
            self.initial |= {name: getattr(announcement, name) for name in names}
            self.initial["buildings"] = [str(pk) for pk in announcement.building_ids]
            for name in ("starts_at", "ends_at"):
                value = getattr(announcement, name)
                self.initial[name] = local(site, value).replace(tzinfo=None) if value else None

    def clean_starts_at(self) -> datetime | None:
        """On the site's wall clock."""
        return self._moment("starts_at")

    def clean_ends_at(self) -> datetime | None:
        """On the site's wall clock."""
        return self._moment("ends_at")

    def fields_of(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        return data | {"building_ids": sorted(int(pk) for pk in data.pop("buildings"))}

    def _moment(self, name: str) -> datetime | None:
        value = self.cleaned_data[name]
        return to_utc(self.site, value.replace(tzinfo=None)) if value else None


class PlaceForm(forms.Form):
    """A place where notices are posted by hand."""

    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"))
    building = forms.TypedChoiceField(label=_("Building"), required=False, coerce=int, empty_value=None)

    def __init__(self, site: Site, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, _(kind.label)) for kind in PlaceKind]  # type: ignore[attr-defined]
        rows = Building.objects.filter(site=site).order_by("code").values_list("pk", "name")
        self.fields["building"].choices = [("", _("The whole site")), *rows]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a notice is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
