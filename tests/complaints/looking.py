"""Reads the clocks of a complaint."""

from guanjia.complaints.actions.moving import COMPLAINT
from guanjia.complaints.models import Complaint
from guanjia.duties.public import Duty


def duty_of(complaint: Complaint, code: str) -> Duty:
    return Duty.objects.filter(
        subject_kind=COMPLAINT, subject_id=complaint.pk, standard_code=f"complaints.{code}"
    ).latest("pk")


def live(complaint: Complaint) -> set[str]:
    rows = Duty.objects.filter(subject_kind=COMPLAINT, subject_id=complaint.pk)
    return {row.standard_code.removeprefix("complaints.") for row in rows if row.is_live}
