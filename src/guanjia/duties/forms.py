"""What is typed about duties."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.duties.queries.standing import WORKERS
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.people.public import User, users_with_role

WALL = "%Y-%m-%dT%H:%M"


class PaperForm(forms.Form):
    """The head of a paper sheet. `written_at` is given in the site's time and cleaned to UTC."""

    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who did it"))
    written_at = forms.DateTimeField(
        label=gettext_lazy("Written time"),
        input_formats=[WALL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL),
    )
    sheet_number = forms.CharField(label=gettext_lazy("Sheet number"), max_length=40)
    single_handed_reason = forms.CharField(label=gettext_lazy("Why single-handed"), max_length=200, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, site: Site, at: datetime, enters: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.at = site, at
        workers = [user.pk for user in users_with_role(site, *WORKERS, at=at) if user.pk != enters.pk]
        self.fields["person"].queryset = User.objects.filter(pk__in=workers)  # type: ignore[attr-defined]
        self.fields["written_at"].initial = local(site, at).strftime(WALL)

    def clean_written_at(self) -> datetime:
        """The written wall time of the site as a moment; not in the future."""
        moment = to_utc(self.site, self.cleaned_data["written_at"].replace(tzinfo=None))
        if moment > self.at:
            raise forms.ValidationError(_("The written time lies in the future."))
        return moment
