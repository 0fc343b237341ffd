"""A text that the meeting words together, as its readers see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.assembly.models import Assembly, Attendee, Passage, PassageEdit, Wording

HELD_FOR = timedelta(minutes=2)


@dataclass(frozen=True)
class Shown:
    """A passage; `changed_by` who wrote it last ("" the clerk's first words), `at_it` who is writing at it now."""

    passage: Passage
    changed_by: str
    at_it: str


def open_to(attendee: Attendee, *, on_tablet: bool) -> list[Wording]:
    """Texts that this reader may see: of an internal meeting on tablets of the house only, as its papers."""
    if not (on_tablet or attendee.assembly.own_devices):
        return []
    return list(Wording.objects.filter(assembly=attendee.assembly_id))


def shown_of(wording: Wording, at: datetime, reader: Attendee | None = None) -> list[Shown]:
    """Its passages in order; those taken out are left out. Two queries."""
    rows = Passage.objects.filter(wording=wording).exclude(words="").select_related("held_by__guest")
    edits = PassageEdit.objects.filter(passage__wording=wording, attendee__isnull=False)
    last = dict(edits.values_list("passage_id", "attendee__guest__name"))
    return [Shown(row, last.get(row.pk, ""), _at_it(row, at, reader)) for row in rows]


def _at_it(row: Passage, at: datetime, reader: Attendee | None) -> str:
    if row.held_by is None or row.held_at is None or at - row.held_at > HELD_FOR or row.held_by == reader:
        return ""
    return str(row.held_by.guest.name)


def text_of(wording: Wording) -> str:
    """The whole as it stands."""
    return "\n\n".join(Passage.objects.filter(wording=wording).exclude(words="").values_list("words", flat=True))


def wordings_part(assembly: Assembly) -> list[dict[str, Any]]:
    """What the sealed record says: each text as it ended, and who changed what, in the order in which it was changed."""
    edits = PassageEdit.objects.filter(passage__wording__assembly=assembly).select_related("passage")
    return [
        {
            "title": wording.title,
            "text": text_of(wording),
            "changes": [
                {"passage": edit.passage_id, "rev": edit.rev, "who": edit.attendee_id, "words": edit.words}
                for edit in edits
                if edit.passage.wording_id == wording.pk
            ],
        }
        for wording in Wording.objects.filter(assembly=assembly)
    ]
