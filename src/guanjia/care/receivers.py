"""Who is called back after a complaint has ended."""

from guanjia.care.actions.calling import plan_call
from guanjia.care.rules.calls import CallSource
from guanjia.complaints.events import ComplaintMoved
from guanjia.complaints.public import COMPLAINT, Complaint
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry


@receives(ComplaintMoved)
def call_after_complaint(event: ComplaintMoved, entry: Entry) -> None:
    """A filed complaint of somebody we know is asked about once more (FDSK-018); of an anonymous one nobody can be."""
    if event.new != "filed":
        return
    row = Complaint.objects.select_related("site").filter(pk=event.complaint_id, anonymous=False).first()
    if row is None or row.person_id is None:
        return
    plan_call(
        site=row.site, source=CallSource.COMPLAINT, key=f"complaint:{row.pk}:{entry.pk}", topic=row.number, unit_id=row.unit_id,
        person_id=row.person_id, subject=(COMPLAINT, row.pk), actor=None, at=entry.at,
    )  # fmt: skip
