"""Minutes are drafted from the record, edited, and confirmed by the chair."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import locked
from guanjia.assembly.actions.noting import note
from guanjia.assembly.models import Assembly, Attendee, Minutes
from guanjia.assembly.queries.minutes import draft_of
from guanjia.assembly.rules.refusals import AssemblyRefused, TextStale
from guanjia.assembly.rules.states import AssemblyState, MinutesState
from guanjia.foundation.secrecy.public import refuse_marked

LANGUAGES = ("zh-hans", "en")


@transaction.atomic
def draft_minutes(*, assembly: Assembly, language: str, actor: Any, at: datetime) -> Minutes:
    """The draft from the record; a draft that somebody has edited is only replaced by its own button, and a confirmed one never."""
    row = locked(assembly)
    if row.stage is AssemblyState.PREPARING:
        raise AssemblyRefused("", _("The meeting has not begun: there is nothing to write down."))
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    known = Minutes.objects.select_for_update().filter(assembly=row).first()
    if known is not None and known.stage is MinutesState.CONFIRMED:
        raise AssemblyRefused("", _("The minutes are confirmed and stand."))
    text = draft_of(row, spoken, at)
    if known is None:
        known = Minutes.objects.create(assembly=row, text=text, language=spoken, drafted_at=at, edited_by=actor)
    else:
        Minutes.objects.filter(pk=known.pk).update(
            text=text, language=spoken, drafted_at=at, edited_by=actor, rev=F("rev") + 1
        )
        known.refresh_from_db()
    note(row, "minutes.draft", actor=actor, at=at)
    return known


@transaction.atomic
def edit_minutes(*, minutes: Minutes, text: str, rev: int, actor: Any, at: datetime) -> Minutes:
    """Save the text. Raises TextStale with what stands there when somebody saved in between, AssemblyRefused once confirmed."""
    refuse_marked({"text": text}, site=minutes.assembly.site)
    if not text.strip():
        raise AssemblyRefused("text", _("The minutes cannot be empty."))
    mine = Minutes.objects.filter(pk=minutes.pk, rev=rev, state=MinutesState.DRAFT)
    if not mine.update(text=text, edited_by=actor, rev=rev + 1):
        now = Minutes.objects.get(pk=minutes.pk)
        if now.stage is MinutesState.CONFIRMED:
            raise AssemblyRefused("", _("The minutes are confirmed and stand."))
        raise TextStale(_("Somebody else saved in between. Put both together and save again."), now.text, now.rev)
    note(minutes.assembly, "minutes.edit", actor=actor, at=at)
    return Minutes.objects.select_related("assembly__site", "assembly__event").get(pk=minutes.pk)


@transaction.atomic
def confirm_minutes(
    *, minutes: Minutes, rev: int, chair: Attendee | None = None, name: str = "", actor: Any, at: datetime
) -> Minutes:
    """The chair confirms the text of this revision: by their own page (`chair`), or on paper with the name that stands there.

    Raises AssemblyRefused for anybody else, before the meeting is over, or for a text that changed since it was read.
    """
    row = locked(minutes.assembly)
    if row.stage is not AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is not over yet."))
    if chair is not None and row.chair_id != chair.pk:
        raise AssemblyRefused("", _("Only the chair confirms the minutes."))
    signed = chair.guest.name if chair is not None else name.strip()
    if not signed:
        raise AssemblyRefused("name", _("Say who signed the minutes."))
    refuse_marked({"name": signed}, site=row.site)
    mine = Minutes.objects.filter(pk=minutes.pk, rev=rev, state=MinutesState.DRAFT)
    if not mine.update(state=MinutesState.CONFIRMED, confirmed_by=signed[:80], confirmed_at=at, rev=rev + 1):
        raise AssemblyRefused("", _("The text changed since you read it, or it is confirmed already. Read it again."))
    note(row, "minutes.confirm", actor=actor, at=at, changes={"chair": chair.pk if chair else None, "rev": rev})
    return Minutes.objects.select_related("assembly__site", "assembly__event").get(pk=minutes.pk)
