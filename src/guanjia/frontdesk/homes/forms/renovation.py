"""A renovation, its workers and what was found, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.homes.forms.people import day_field
from guanjia.frontdesk.homes.rules.renovation import CommitteeWord, ViolationKind
from guanjia.kernel.states import choices
from guanjia.people.public import Household

PAPERS = (_("Identity card"), _("Residence permit"), _("Passport"))


class TellForm(forms.Form):
    """The notice of whoever will renovate."""

    person = forms.ChoiceField(label=_("Who renovates"))
    works = forms.CharField(label=_("what is done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    contractor = forms.CharField(label=_("contractor"), max_length=120, required=False)
    planned_from = day_field(_("begins on"))
    planned_until = day_field(_("ends on"))
    touches_structure = forms.BooleanField(label=_("touches load-bearing structure"), required=False)
    touches_common = forms.BooleanField(label=_("changes common parts or the outer wall"), required=False)
    owner_consents = forms.BooleanField(label=_("the owner's consent was seen"), required=False)

    def __init__(self, *args: Any, home: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.person_id): row.person for row in home.hosts}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(row.person_id), f"{row.person.name} · {gettext(row.relation_enum.label)}") for row in home.hosts
        ]


class CommitteeForm(forms.Form):
    """What the owners' committee said."""

    word = forms.ChoiceField(label=_("Its word"))
    on = day_field(_("word of the owners' committee of"))
    paper = forms.CharField(label=_("number of its paper"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(each.value, gettext(each.label)) for each in (CommitteeWord.YES, CommitteeWord.NO)]
        self.fields["word"].choices = words  # type: ignore[attr-defined]


class WorkerForm(forms.Form):
    """A worker who gets a pass."""

    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=24, required=False)
    paper_kind = forms.ChoiceField(label=_("paper shown"), choices=[(str(each), each) for each in PAPERS])
    paper_tail = forms.CharField(label=_("its last four characters"), min_length=4, max_length=4)
    valid_until = day_field(_("valid until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper_kind"].choices = [(str(each), str(each)) for each in PAPERS]  # type: ignore[attr-defined]


class ViolationForm(forms.Form):
    """What was found."""

    kind = forms.ChoiceField(label=_("Kind"))
    words = forms.CharField(label=_("what was found"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(v, gettext(label)) for v, label in choices(ViolationKind)]  # type: ignore[attr-defined]
