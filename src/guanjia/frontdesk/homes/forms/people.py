"""The people of a home, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import BadValue, Person, find_by_phone, normal_phone
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.people.public import Relation

NEW = "new"


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day with the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class PersonFields(forms.Form):
    """Somebody by name and telephone. A telephone that the site knows already asks who it is: one number may belong to
    two people, so nobody is taken for somebody else.
    """

    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = forms.CharField(
        label=_("Telephone"), max_length=24, widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    )
    known = forms.ChoiceField(label=_("Who is it?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.people: dict[str, Person] = {}
        typed = self.data.get("phone", "") if self.is_bound else ""
        for person in find_by_phone(site, typed) if typed else []:
            self.people[str(person.pk)] = person
        if self.people:
            asked = [(pk, person.name) for pk, person in self.people.items()]
            self.fields["known"].choices = [*asked, (NEW, gettext("Somebody else"))]  # type: ignore[attr-defined]
        else:
            del self.fields["known"]

    def clean_phone(self) -> str:
        """The number in one way of writing."""
        try:
            return normal_phone(self.cleaned_data["phone"])
        except BadValue as bad:
            raise forms.ValidationError(gettext(bad.reason)) from None

    def clean(self) -> dict[str, Any]:
        """Ask who it is when the telephone is known and nothing is chosen."""
        data = super().clean() or {}
        if self.people and not data.get("known"):
            self.add_error("known", gettext("This telephone is known. Choose who it is."))
        return data

    @property
    def person(self) -> Person | None:
        """The person chosen; None: a new one."""
        return self.people.get(self.cleaned_data.get("known") or "")


class OccupantForm(PersonFields):
    """Somebody who belongs to a home from now on."""

    relation = forms.ChoiceField(label=_("Relation"))
    since = day_field(_("begins on"), required=False)
    until = day_field(_("ends on"), required=False, help_text=_("The first day that no longer counts."))
    lives_here = forms.BooleanField(label=_("lives here"), required=False, initial=True)
    is_contact = forms.BooleanField(label=_("first contact"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [(v, gettext(label)) for v, label in choices(Relation)]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The end of a relation, or the new end of a lease."""

    on = day_field(_("ends on"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
