"""The duties that another one has to follow or may not share a hand with."""

from guanjia.duties.models import Duty
from guanjia.duties.rules.judge import Predecessor
from guanjia.duties.rules.states import DONE, DutyState


def predecessor(duty: Duty, code: str) -> Predecessor | None:
    """What is known of the duty of standard `code` for the same subject: the same occurrence if there is one, else the last
    due; of its rounds the last. None when `code` is empty or nothing of it is owed (withdrawn or never planned)."""
    if not code:
        return None
    rows = Duty.objects.filter(
        site_id=duty.site_id, subject_kind=duty.subject_kind, subject_id=duty.subject_id, standard_code=code
    ).exclude(state=DutyState.WITHDRAWN)
    row = (
        rows.filter(occurrence=duty.occurrence).order_by("-round").first() or rows.order_by("-due_at", "-round").first()
    )
    if row is None:
        return None
    done = row.state in DONE
    return Predecessor(done_at=row.performed_at if done else None, person_id=row.performed_by_id if done else None)
