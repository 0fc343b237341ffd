"""What the desk wrote of a person goes with them."""

from datetime import datetime

from guanjia.foundation.persons.public import Person
from guanjia.frontdesk.desk.models import Call, Note, ProxyService, QuickCase


def erase_traces(person: Person, at: datetime) -> int:
    """Empty the words of the person's calls, messages and cases, and the paper noted; the rows stay. How many rows."""
    calls = Call.objects.filter(caller=person).update(caller_name="", content="", handling="", process="", purpose="")
    notes = Note.objects.filter(from_person=person).update(text="", result="")
    cases = 0
    for rows in (QuickCase.objects.filter(asker=person), QuickCase.objects.filter(target=person)):
        cases += rows.update(words="", place="", outcome="")
    return calls + notes + cases + ProxyService.objects.filter(person=person).update(paper_tail="", what="")
