"""The moves of subjects, from the journal."""

from datetime import datetime

from guanjia.foundation.journal.public import timelines


def moves_of(kind: str, ids: list[int]) -> dict[int, tuple[tuple[str, datetime], ...]]:
    """The moves of these subjects, from the journal."""
    found = timelines(kind, ids) if ids else {}
    return {pk: tuple((entry.action, entry.at) for entry in found.get(pk, [])) for pk in ids}
