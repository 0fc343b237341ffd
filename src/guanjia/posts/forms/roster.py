"""Forms of roster entries."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.people.public import User, users_with_role
from guanjia.posts.models import Post, Shift
from guanjia.posts.rules.shifts import shift_span


class PostChoice(forms.ModelChoiceField):
    """A post, called by its name in the reader's language."""

    def label_from_instance(self, obj: Post) -> str:
        """Its name."""
        return obj.name


class EntryForm(forms.Form):
    """Somebody on a post on a day, for a shift or from one time to another; an end before the start is the next day."""

    post = PostChoice(label=_("Post"), queryset=Post.objects.none())
    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    shift = forms.ModelChoiceField(label=_("Shift"), queryset=Shift.objects.none(), required=False)
    from_time = forms.TimeField(label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    until_time = forms.TimeField(label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    repeat_days = forms.IntegerField(
        label=_("Days in a row"), min_value=1, max_value=31, initial=1, help_text=_("1: this day only.")
    )
    double = forms.BooleanField(label=_("May stand on another post at the same time"), required=False)

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["post"].queryset = Post.objects.filter(site=site, is_open=True)
        self.fields["shift"].queryset = Shift.objects.filter(site=site)
        people = [user.pk for user in users_with_role(site, at=at)]
        self.fields["user"].queryset = User.objects.filter(pk__in=people)

    def clean(self) -> dict[str, Any]:
        """A shift, or both times."""
        clean = super().clean() or {}
        if not clean.get("shift") and not (clean.get("from_time") and clean.get("until_time")):
            self.add_error("shift", _("Choose a shift, or give both times."))
        return clean

    def spans(self) -> list[tuple[datetime, datetime]]:
        """Begin and end in UTC of each day asked for."""
        clean = self.cleaned_data
        shift = clean["shift"]
        times = (shift.from_time, shift.until_time) if shift else (clean["from_time"], clean["until_time"])
        walls = [shift_span(clean["day"] + timedelta(days=n), *times) for n in range(clean["repeat_days"])]
        return [(to_utc(self.site, begins), to_utc(self.site, ends)) for begins, ends in walls]


class CoverForm(forms.Form):
    """Somebody else stands in, for all of it or a part."""

    user = forms.ModelChoiceField(label=_("Who stands in"), queryset=User.objects.none())
    starts_at = forms.DateTimeField(
        label=_("From"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    double = forms.BooleanField(label=_("May stand on another post at the same time"), required=False)

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        people = [user.pk for user in users_with_role(site, at=at)]
        self.fields["user"].queryset = User.objects.filter(pk__in=people)

    def moment(self, name: str) -> datetime | None:
        """The typed wall time as a moment; None when left empty."""
        wall = self.cleaned_data[name]
        return to_utc(self.site, wall.replace(tzinfo=None)) if wall else None
