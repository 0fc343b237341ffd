"""应到, 实到, 请假, 替会 are read aloud: the four numbers are the evidence."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.models import Block
from guanjia.conference.queries.guests import head_count
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import Duty, DutyState, Proof, Receipt, submit_evidence

STANDARD = "conference.count_read"
OPEN = (DutyState.OPEN, DutyState.PAUSED, DutyState.MISSED)


def count_duty(block: Block) -> Duty | None:
    """The duty to read the count of this block, newest round; None without guest list or once withdrawn."""
    rows = Duty.objects.filter(subject_kind=BLOCK, subject_id=block.pk, standard_code=STANDARD)
    return rows.exclude(state=DutyState.WITHDRAWN).order_by("-round").first()


def read_count(*, block: Block, actor: Any, at: datetime) -> Receipt:
    """The actor read the numbers of this moment aloud. The same numbers again by the same person are one piece of evidence.

    Raises Refused where nothing is to be read.
    """
    duty = count_duty(block)
    if duty is None:
        raise Refused("", gettext("There is no guest list, so no count to be read."))
    count = head_count(block.event)
    numbers = {name: getattr(count, name) for name in ("expected", "present", "excused", "substituted")}
    told = "/".join(str(number) for number in numbers.values())
    return submit_evidence(
        actor=actor,
        duty_id=duty.pk,
        evidence_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{STANDARD}:{duty.pk}:{actor.pk}:{told}"),
        at=at,
        proof=Proof(items=[{"key": key, "value": value} for key, value in numbers.items()]),
    )
