"""What is typed at the counter."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.models import Aed, ProxyService
from guanjia.frontdesk.desk.rules.lookup import ways
from guanjia.people.public import Roles, User, users_with_role
from guanjia.places.public import Building, Space, Unit, units_in
from guanjia.posts.public import Post

RECEIVERS = tuple(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR))


class RegisterForm(forms.Form):
    """Somebody whom nobody knows yet."""

    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    plate = forms.CharField(label=_("Number plate"), max_length=12, required=False)
    affiliation = forms.CharField(label=_("From where"), max_length=100, required=False)

    @staticmethod
    def read(text: str) -> dict[str, str]:
        """What was looked for, in the field where it belongs."""
        found = {"phone": "phone", "tail": "", "plate": "plate", "name": "name"}
        return {field: text for way in ways(text)[:1] if (field := found.get(way))}


class CallForm(forms.Form):
    """The four fields of a call (CALL-003)."""

    caller_name = forms.CharField(label=_("Caller"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    content = forms.CharField(label=_("What it is about"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    handling = forms.CharField(label=_("What was done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site

    def clean_unit(self) -> int | None:
        """The unit's id; a code that is none is refused."""
        return find_unit(self.site, self.cleaned_data["unit"])


class TransferForm(forms.Form):
    """To whom a caller is put through (CALL-006)."""

    purpose = forms.CharField(label=_("Reason for calling"), max_length=200)
    to_post = forms.ChoiceField(label=_("To which department"))
    to_user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())

    def __init__(self, *args: Any, site: Site, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _receivers(self, site, at)


class PromiseForm(forms.Form):
    """By when we call back, and how it goes on (CALL-007)."""

    by = forms.DateTimeField(
        label=_("Call back by"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    process = forms.CharField(label=_("How it goes on"), max_length=300)


class NoteForm(forms.Form):
    """A message to be passed on."""

    text = forms.CharField(label=_("What to pass on"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    to_post = forms.ChoiceField(label=_("To which department"), required=False)
    to_user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)

    def __init__(self, *args: Any, site: Site, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _receivers(self, site, at)


class CaseForm(forms.Form):
    """What is known when a quick case is opened."""

    plate = forms.CharField(label=_("Number plate"), max_length=12, required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    words = forms.CharField(
        label=_("What is known"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    last_seen_at = forms.DateTimeField(
        label=_("Last seen"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == "move_car":
            self.fields["plate"].required = True
        else:
            del self.fields["plate"]
        if kind == "find_person":
            self.fields["words"].required = True
        else:
            del self.fields["last_seen_at"], self.fields["photo"]


class AedForm(forms.ModelForm[Aed]):
    """A defibrillator: at a building or a place, and how to find it there."""

    class Meta:
        model = Aed
        fields = ("building", "space", "spot", "is_open")
        labels: ClassVar = {
            "building": _("Building"),
            "space": _("Hall or room"),
            "spot": _("How to find it"),
            "is_open": _("Can be fetched"),
        }

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("building", Building.objects.filter(site=site)),
            ("space", Space.objects.filter(site=site)),
        ):
            field: Any = self.fields[name]
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """It hangs somewhere of ours."""
        given = super().clean() or {}
        if not self.errors and not (given.get("building") or given.get("space")):
            self.add_error("building", _("Choose the building or the room where it hangs."))
        return given


class ProxyForm(forms.Form):
    """Something that is done for a resident at the counter."""

    what = forms.CharField(label=_("What is done for them"), max_length=200)
    our_number = forms.CharField(label=_("Its number, if it has one"), max_length=40, required=False)
    paper = forms.ChoiceField(label=_("Paper looked at"), choices=ProxyService.Paper.choices)
    paper_tail = forms.RegexField(
        r"^[0-9A-Za-z]{4}$",
        label=_("Its last four signs"),
        required=False,
        max_length=4,
        help_text=_("No copy is kept."),
    )

    def clean(self) -> dict[str, Any]:
        """A paper that was looked at is noted by its last four signs."""
        given = super().clean() or {}
        if given.get("paper") not in (None, ProxyService.Paper.KNOWN) and not given.get("paper_tail"):
            self.add_error("paper_tail", _("Note the last four signs of the paper."))
        return given


def find_unit(site: Site, text: str) -> int | None:
    """The id of the unit that was typed, None for nothing typed; an unknown one raises ValidationError."""
    if not text.strip():
        return None
    codes = units_in(text) or [text.strip()]
    unit = Unit.objects.filter(site=site, code__in=codes).first()
    if unit is None:
        raise forms.ValidationError(_("There is no such unit here."))
    return unit.pk


def _receivers(form: forms.Form, site: Site, at: Any) -> None:
    """The posts and the people of the site."""
    posts = Post.objects.filter(site=site, is_open=True)
    field: Any = form.fields["to_post"]
    field.choices = [("", "–"), *((post.code, post.name) for post in posts)]
    person: Any = form.fields["to_user"]
    person.queryset = User.objects.filter(pk__in=[user.pk for user in users_with_role(site, *RECEIVERS, at=at)])
