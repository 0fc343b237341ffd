"""A text is worded together: whoever is in the meeting changes a passage, nobody overwrites what they have not seen (DIGI-013)."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import locked
from guanjia.assembly.actions.noting import note, topic_of
from guanjia.assembly.models import Assembly, Attendee, Passage, PassageEdit, Wording
from guanjia.assembly.queries.attendance import where_of
from guanjia.assembly.rules.presence import HERE
from guanjia.assembly.rules.refusals import AssemblyRefused, TextStale
from guanjia.assembly.rules.states import AssemblyState
from guanjia.foundation.live.public import touch_soon
from guanjia.foundation.secrecy.public import refuse_marked

LONGEST, MOST = 2000, 80


@transaction.atomic
def open_wording(*, assembly: Assembly, title: str, text: str, actor: Any, at: datetime) -> Wording:
    """Lay a text before the meeting; an empty line ends a passage. Raises AssemblyRefused by field, SecretRefused."""
    row = locked(assembly)
    if row.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is over."))
    refuse_marked({"title": title, "text": text}, site=row.site)
    passages = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    if not title.strip():
        raise AssemblyRefused("title", _("Give the text a title."))
    if not 0 < len(passages) <= MOST or any(len(part) > LONGEST for part in passages):
        raise AssemblyRefused(
            "text", _("A text has 1 to 80 passages of at most 2000 characters; an empty line ends one.")
        )
    wording = Wording.objects.create(assembly=row, title=title.strip(), made_by=actor, made_at=at)
    for place, words in enumerate(passages, 1):
        _written(Passage.objects.create(wording=wording, place=place, words=words), None, at)
    note(row, "wording.open", actor=actor, at=at, changes={"wording": wording.pk, "passages": len(passages)})
    return wording


@transaction.atomic
def hold_passage(*, passage: Passage, attendee: Attendee, at: datetime) -> None:
    """Tell the others that this person is at the passage, for two minutes. It locks nothing."""
    _refuse(passage.wording, attendee, at)
    Passage.objects.filter(pk=passage.pk).update(held_by=attendee, held_at=at)
    touch_soon(topic_of(attendee.assembly))


@transaction.atomic
def save_passage(*, passage: Passage, words: str, seen_rev: int, attendee: Attendee, at: datetime) -> Passage:
    """Put these words in its place; empty words take it out. Raises TextStale with what stands there when somebody was faster."""
    _refuse(passage.wording, attendee, at)
    text = _read(words, passage.wording.assembly)
    fields = {"words": text, "rev": seen_rev + 1, "held_by": None, "held_at": None}
    if not Passage.objects.filter(pk=passage.pk, rev=seen_rev).update(**fields):
        now = Passage.objects.get(pk=passage.pk)
        raise TextStale(_("Somebody else changed this passage while you wrote. Look at both."), now.words, now.rev)
    row = Passage.objects.select_related("wording__assembly").get(pk=passage.pk)
    _written(row, attendee, at)
    _noted(row, attendee, at)
    return row


@transaction.atomic
def add_passage(*, wording: Wording, after: int, words: str, attendee: Attendee, at: datetime) -> Passage:
    """A new passage behind the one at place `after` (0: before all). Raises AssemblyRefused for none, or one too many."""
    _refuse(wording, attendee, at)
    text = _read(words, wording.assembly)
    if not text:
        raise AssemblyRefused("words", _("Write the passage."))
    rows = Passage.objects.filter(wording=wording)
    if rows.count() >= MOST:
        raise AssemblyRefused(
            "words", _("A text has 1 to 80 passages of at most 2000 characters; an empty line ends one.")
        )
    place = min(max(0, after), rows.aggregate(last=Max("place"))["last"] or 0) + 1
    rows.filter(place__gte=place).update(place=F("place") + 1)
    row = Passage.objects.create(wording=wording, place=place, words=text)
    _written(row, attendee, at)
    _noted(row, attendee, at)
    return row


@transaction.atomic
def close_wording(*, wording: Wording, actor: Any, at: datetime) -> None:
    """Nobody changes it any more. A second call changes nothing."""
    if Wording.objects.filter(pk=wording.pk, closed_at=None).update(closed_at=at):
        note(wording.assembly, "wording.close", actor=actor, at=at, changes={"wording": wording.pk})


def _refuse(wording: Wording, attendee: Attendee, at: datetime) -> None:
    """Judged with the text held: who closes it waits for who writes, and the other way round."""
    held = Wording.objects.select_for_update(of=("self",), no_key=True).get(pk=wording.pk)
    if attendee.assembly_id != held.assembly_id or attendee.assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    if held.closed_at is not None:
        raise AssemblyRefused("", _("This text is closed: nothing was changed."))
    if where_of(attendee, at) not in HERE:
        raise AssemblyRefused("", _("You are not counted as present. Check in at the door, or join from afar first."))


def _read(words: str, assembly: Assembly) -> str:
    text = words.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise AssemblyRefused("words", _("A passage has at most 2000 characters."))
    refuse_marked({"words": text}, site=assembly.site)
    return text


def _written(row: Passage, attendee: Attendee | None, at: datetime) -> None:
    PassageEdit.objects.create(passage=row, rev=row.rev, words=row.words, attendee=attendee, at=at)


def _noted(row: Passage, attendee: Attendee, at: datetime) -> None:
    told = {"passage": row.pk, "rev": row.rev, "attendee": attendee.pk}
    note(attendee.assembly, "wording.edit", actor=None, at=at, changes=told)
