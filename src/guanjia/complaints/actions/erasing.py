"""What complaints forget when a person is erased."""

from datetime import datetime

from guanjia.complaints.models import Complaint
from guanjia.foundation.persons.public import Person

BLANK = {
    "problem": "", "persons": "", "details": "", "comment": "", "evidence_note": "", "process": "", "summary": "", "answers": {},
}  # fmt: skip


def erase_person_rows(person: Person, at: datetime) -> int:
    """Cut the link and empty what they said; kind, level, result and times stay, so that the counts do."""
    return Complaint.objects.filter(person=person).update(person=None, **BLANK)
