"""Something is broken where a duty is being done (异常转工单)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.duties.actions.ending import DUTY
from guanjia.duties.events import FaultReported
from guanjia.duties.models import Duty
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked


def report_fault(*, actor: Any, duty_id: int, words: str, file_ids: Sequence[int] = (), at: datetime) -> int:
    """Say that something is broken at a duty's place; the duty stays as it is. Returns the id of the journal entry that holds the
    words; FaultReported asks the service desk for an order. Every call is a report. Raises Duty.DoesNotExist, SecretRefused."""
    with transaction.atomic():
        duty = Duty.objects.select_related("site").get(pk=duty_id)
        refuse_marked({"words": words}, site=duty.site)
        files = list(StoredFile.objects.filter(site=duty.site, pk__in=file_ids))
        for file in files:
            hold(file, (DUTY, duty.pk))
        event = FaultReported(
            duty_id=duty.pk, subject_kind=duty.subject_kind, subject_id=duty.subject_id, place_id=duty.place_id,
            file_ids=tuple(file.pk for file in files), reporter_id=actor.pk,
        )  # fmt: skip
        entry = record(
            site=duty.site,
            at=at,
            actor=actor,
            action="duties.report_fault",
            subject=(DUTY, duty.pk),
            reason=words,
            event=event,
        )
        return entry.pk
