"""Asking an organisation, and what it answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.conference.actions.delegations import Reply, ReplyLine
from guanjia.conference.actions.guests import Draft
from guanjia.conference.models import Delegation, Guest
from guanjia.foundation.sites.public import local, to_utc

NEW_LINES = 5


class AskForm(forms.Form):
    """Whom to write to, and until when the answer is wanted: by default the day before the event."""

    name = forms.CharField(label=_("Contact"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Empty: copy the link and send it yourself.")
    )
    until = forms.DateTimeField(
        label=_("Answer by"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, data: Any = None, *, delegation: Delegation, now: datetime) -> None:
        self.site = delegation.site
        starts = delegation.event.starts_at
        default = max(starts - timedelta(days=1), now + timedelta(hours=2)) if starts else now + timedelta(days=7)
        until = delegation.reply_until or default
        initial = {"name": delegation.contact_name, "until": local(self.site, until).replace(tzinfo=None, second=0)}
        super().__init__(data, initial=initial)

    def asked(self) -> dict[str, Any]:
        """The arguments of ask_delegation, once valid."""
        until = to_utc(self.site, self.cleaned_data["until"].replace(tzinfo=None))
        return {"name": self.cleaned_data["name"], "email": self.cleaned_data["email"], "until": until}


def reply_of(data: Mapping[str, str], guests: Iterable[Guest]) -> Reply:
    """The organisation's answer as typed: `answer-<id>`, `reason-<id>`, `instead-<id>` a guest, `new_name-<n>` and so on."""

    def typed(name: str, key: int, most: int) -> str:
        return data.get(f"{name}-{key}", "").strip()[:most]

    lines = []
    for guest in guests:
        instead = Draft(typed("instead", guest.pk, 80), position=typed("instead_position", guest.pk, 80))
        lines.append(ReplyLine(guest.pk, typed("answer", guest.pk, 10), typed("reason", guest.pk, 200), instead))
    added = [
        Draft(
            typed("new_name", n, 80),
            position=typed("new_position", n, 80),
            phone=typed("new_phone", n, 40),
            email=typed("new_email", n, 120),
        )
        for n in range(1, NEW_LINES + 1)
    ]
    return Reply(data.get("name", ""), lines, [draft for draft in added if draft.name])
