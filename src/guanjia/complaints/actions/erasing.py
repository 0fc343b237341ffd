"""What complaints forget when a person is erased."""

from datetime import datetime

from guanjia.complaints.actions.moving import COMPLAINT
from guanjia.complaints.models import Complaint
from guanjia.foundation.persons.public import Person
from guanjia.foundation.search.public import remove
from guanjia.knowledge.public import forget_judged

BLANK = {
    "problem": "", "persons": "", "details": "", "comment": "", "evidence_note": "", "process": "", "summary": "", "answers": {},
}  # fmt: skip


def erase_person_rows(person: Person, at: datetime) -> int:
    """Cut the link and empty what they said, also where it taught; kind, level, result and times stay, so that the counts do."""
    ids = list(Complaint.objects.filter(person=person).values_list("pk", flat=True))
    forget_judged(COMPLAINT, ids)
    remove(COMPLAINT, ids)
    return Complaint.objects.filter(person=person).update(person=None, **BLANK)
