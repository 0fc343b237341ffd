"""Who may not do a duty of an internal meeting although they stand on its post (GOVT-014, GOVT-018; W11 "uncleared person")."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.conference.public import Block
from guanjia.duties.public import Duty
from guanjia.protected.models import Dossier
from guanjia.protected.queries.clearance import BEFORE, WATCHED_POSTS, why_not
from guanjia.protected.rules.meeting import DOSSIER
from guanjia.ui.listing import listed


def not_cleared(duty: Duty, user: Any, moment: datetime) -> str:
    """Why the user may not do this duty at that moment, naming what is missing; "" where the staff gate does not speak."""
    if duty.post_code not in WATCHED_POSTS:
        return ""
    dossier = _dossier(duty)
    if dossier is None or dossier.event.starts_at is None:
        return ""
    event = dossier.event
    ends = event.ended_at or event.ends_at or event.starts_at
    if not event.starts_at - BEFORE <= moment <= ends:
        return ""
    lacks = why_not(dossier, user, event.starts_at)
    told = {"name": user, "ref": event.ref, "what": listed(lacks)}
    return _("%(name)s may not work at %(ref)s: missing %(what)s.") % told if lacks else ""


def _dossier(duty: Duty) -> Dossier | None:
    rows = Dossier.objects.filter(site=duty.site_id, event__secrecy="internal").select_related("site", "event")
    match duty.subject_kind:
        case "conference.block":
            return rows.filter(event__in=Block.objects.filter(pk=duty.subject_id).values("event")).first()
        case "conference.event":
            return rows.filter(event=duty.subject_id).first()
        case kind if kind == DOSSIER:
            return rows.filter(pk=duty.subject_id).first()
    return None
