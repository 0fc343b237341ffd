"""What assemblies forget when a person is erased."""

from datetime import datetime

from django.db.models import F

from guanjia.assembly.models import Attendee, Question, RecordPart, SpeechRequest
from guanjia.assembly.rules.record import PEOPLE
from guanjia.foundation.persons.public import Person


def erase_attendee_rows(person: Person, at: datetime) -> int:
    """Their part of every sealed record, what they asked and wanted to speak about, their link; votes stay, by number alone.

    The record still checks: a person's part may be missing (ADR 0106). How many rows that touched.
    """
    rows = list(Attendee.objects.filter(guest__person=person).values_list("pk", flat=True))
    names = [f"{PEOPLE}{pk}.json" for pk in rows]
    parts = RecordPart.objects.filter(record__assembly__attendees__in=rows, name__in=names).exclude(text="")
    touched = RecordPart.objects.filter(pk__in=list(parts.values_list("pk", flat=True))).update(text="")
    touched += Question.objects.filter(attendee__in=rows).update(words="", answer="")
    touched += SpeechRequest.objects.filter(attendee__in=rows).exclude(topic="").update(topic="")
    return touched + Attendee.objects.filter(pk__in=rows).update(serial=F("serial") + 1)
