"""Photos from before and after the work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.queries.orders import AFTER, BEFORE
from guanjia.servicedesk.subjects import ORDER


@transaction.atomic
def add_photos(*, order: WorkOrder, file_ids: Sequence[int], after: bool, actor: Any, at: datetime) -> int:
    """Keep stored photos with the order, as from before or after the work; how many. A second call adds nothing new."""
    files = list(StoredFile.objects.filter(site=order.site, pk__in=file_ids))
    for file in files:
        hold(file, (AFTER if after else BEFORE, order.pk))
    if files:
        action = "photo_after" if after else "photo_before"
        record(
            site=order.site, at=at, actor=actor, action=action, subject=(ORDER, order.pk), from_state=order.state,
            to_state=order.state, changes={"files": [file.pk for file in files]},
        )  # fmt: skip
    return len(files)
