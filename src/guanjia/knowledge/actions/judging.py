"""What people confirmed: the measure of the machine, and what it learns from (REPR-002)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.knowledge.models import Judged
from guanjia.knowledge.rules.scrub import scrub


def note_judged(
    *,
    site: Site,
    purpose: str,
    source: tuple[str, int],
    text: str,
    suggested: list[str],
    label: str,
    actor: Any,
    at: datetime,
) -> Judged:
    """Keep what was suggested (best first) and what a person then said, once a source; a later word replaces the label.

    The text is kept without doors, phones, plates and names.
    """
    row, made = Judged.objects.get_or_create(
        purpose=purpose,
        source_kind=source[0],
        source_id=source[1],
        defaults={
            "site": site,
            "text": scrub(text),
            "suggested": suggested[0] if suggested else "",
            "among": suggested[:3],
            "label": label,
            "user": actor,
            "at": at,
        },
    )
    if not made and row.label != label:
        row.label, row.user, row.at = label, actor, at
        row.save(update_fields=["label", "user", "at"])
    return row


def forget_judged(source_kind: str, ids: Iterable[int]) -> int:
    """Delete the words kept of these sources, because whoever said them is erased; how many rows went."""
    return Judged.objects.filter(source_kind=source_kind, source_id__in=list(ids)).delete()[0]
