"""What the reception group fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.reception.forms.common import LocalMoment, SiteForm, said
from guanjia.reception.models import Leader
from guanjia.reception.rules.office import CallerKind, Whereabouts


class OfficeForm(SiteForm):
    """A form with the site's leaders to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "leader" in self.fields:
            leaders = Leader.objects.filter(site=self.site, left_at=None)
            self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """The group of the site."""

    floors = forms.CharField(label=_("Leaders' floors"), max_length=40, required=False)
    leaders = forms.BooleanField(label=_("Serves leaders' offices"), required=False)


class LeaderForm(forms.Form):
    """A leader of the floors."""

    name = forms.CharField(label=_("Full name"), max_length=80)
    title = forms.CharField(label=_("Form of address"), max_length=40)
    room = forms.CharField(label=_("Office"), max_length=40)
    main = forms.BooleanField(label=_("Main leader"), required=False)
    tableware = forms.CharField(label=_("Tableware number"), max_length=12, required=False)
    newspapers = forms.CharField(label=_("Newspapers"), max_length=300, required=False)


class WhereForm(SiteForm):
    """Where a leader is."""

    where = forms.ChoiceField(label=_("Where the leader is"))
    until = LocalMoment(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = said(Whereabouts)  # type: ignore[attr-defined]


class PaperForm(OfficeForm):
    """A document for a leader: the record's three fields."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=Leader.objects.none())
    title = forms.CharField(label=_("Title"), max_length=160)
    number = forms.CharField(label=_("Document number"), max_length=60)
    wanted_at = LocalMoment(label=_("Wanted back"), required=False)


class CallerForm(OfficeForm):
    """Somebody came or rang."""

    kind = forms.ChoiceField(label=_("Kind"))
    leader = forms.ModelChoiceField(label=_("Leader"), queryset=Leader.objects.none(), required=False)
    name = forms.CharField(label=_("Full name"), max_length=80, required=False)
    matter = forms.CharField(label=_("Matter"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = said(CallerKind)  # type: ignore[attr-defined]


class ErrandForm(OfficeForm):
    """A task from an office."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=Leader.objects.none(), required=False)
    words = forms.CharField(label=_("Task, as you understood it"), max_length=200)
    due_at = LocalMoment(label=_("Until"))
