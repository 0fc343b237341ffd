"""A change of people, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.forms.people import PersonFields, day_field
from guanjia.frontdesk.homes.rules.passage import PassageKind, ProofKind
from guanjia.kernel.states import choices
from guanjia.people.public import Household, Relation

COMING = (Relation.OWNER, Relation.CO_OWNER, Relation.LESSEE, Relation.OCCUPIER)


class ComeForm(PersonFields):
    """Moving in or transfer: who comes, and which paper was looked at."""

    relation = forms.ChoiceField(label=_("Relation"), required=False)
    planned_on = day_field(_("planned for"))
    until = day_field(_("lease ends on"), required=False, help_text=_("The first day that no longer counts."))
    proof_kind = forms.ChoiceField(label=_("paper seen"), required=False)
    proof_tail = forms.CharField(label=_("last four characters of its number"), max_length=4, required=False)
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, site: Site, kind: PassageKind, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        self.fields["proof_kind"].choices = [(v, gettext(label)) for v, label in choices(ProofKind)]  # type: ignore[attr-defined]
        if kind is PassageKind.MOVE_IN:
            self.fields["relation"].choices = [(each.value, gettext(each.label)) for each in COMING]  # type: ignore[attr-defined]
        else:
            del self.fields["relation"]
            del self.fields["until"]


class LeaveForm(forms.Form):
    """Moving out: who leaves, and when."""

    ends = forms.MultipleChoiceField(label=_("Who moves out"), widget=forms.CheckboxSelectMultiple)
    planned_on = day_field(_("planned for"))
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, home: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in home.rows if row.lives_here}
        self.fields["ends"].choices = [  # type: ignore[attr-defined]
            (pk, f"{row.person.name} · {gettext(row.relation_enum.label)}") for pk, row in self.rows.items()
        ]
