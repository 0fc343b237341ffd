"""Forms of posts, shifts and qualifications."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.people.public import User, users_with_role
from guanjia.posts.models import Post, Qualification, Shift

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SiteForm(forms.ModelForm):
    """A form of a row that belongs to a site: its code must be free there."""

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.instance.site = site

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"site"}


class PostForm(SiteForm):
    """A post."""

    class Meta:
        model = Post
        fields = [
            "code",
            "name_zh",
            "name_en",
            "required",
            "manned_from",
            "manned_until",
            "least_people",
            "longest_shift_h",
            "qualification",
            "is_open",
        ]
        widgets = {"manned_from": TIME, "manned_until": TIME}


class ShiftForm(SiteForm):
    """A shift; until at or before from means the next day."""

    class Meta:
        model = Shift
        fields = ["name", "from_time", "until_time"]
        widgets = {"from_time": TIME, "until_time": TIME}


class QualificationForm(SiteForm):
    """A certificate that somebody holds."""

    class Meta:
        model = Qualification
        fields = ["user", "kind", "number", "expires_on"]
        labels = {"user": _("Who"), "kind": _("Kind"), "number": _("Number"), "expires_on": _("Valid until, last day")}
        widgets = {"expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, site=site, at=at, **kwargs)
        people = [user.pk for user in users_with_role(site, at=at)]
        self.fields["user"].queryset = User.objects.filter(pk__in=people)
