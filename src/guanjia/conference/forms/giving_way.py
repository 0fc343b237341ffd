"""Who needs a room that somebody else has."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.conference.forms.times import TimesForm
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BEFORE_START
from guanjia.foundation.sites.public import Site


class GiveWayForm(TimesForm):
    """The meeting that needs the room, when, and why."""

    comer = forms.ModelChoiceField(label=_("Meeting that needs the room"), queryset=Event.objects.none())
    reason = forms.CharField(label=_("Why"), max_length=300)

    field_order = ("comer", "on", "start", "end", "overnight", "reason")

    def __init__(self, *args: Any, site: Site, block: Block, **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        others = Event.objects.filter(site=site, state__in=BEFORE_START).exclude(pk=block.event_id)
        self.fields["comer"].queryset = others.order_by("-pk")  # type: ignore[attr-defined]
