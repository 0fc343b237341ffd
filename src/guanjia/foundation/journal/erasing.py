"""Erases free text beside the journal. The entry and its seal stay whole."""

from collections.abc import Iterable

from guanjia.foundation.journal.models import Entry, JournalText


def erase_texts(subjects: Iterable[tuple[str, int]]) -> int:
    """Delete the texts and salts of all entries of the given subjects; the count. A second call finds none."""
    count = 0
    for kind, subject_id in subjects:
        entries = Entry.objects.filter(subject_kind=kind, subject_id=subject_id).values("pk")
        count += JournalText.objects.filter(pk__in=entries).delete()[0]
    return count
