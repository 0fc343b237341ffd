"""What the service desk forgets when a person is erased."""

from datetime import datetime

from django.db.models import Q

from guanjia.foundation.files.public import FileHold
from guanjia.foundation.journal.public import erase_texts
from guanjia.foundation.persons.public import Person
from guanjia.foundation.search.public import remove
from guanjia.knowledge.public import forget_judged
from guanjia.servicedesk.models import CallBack, IncomingMail, RequestNote, ServiceRequest, WorkOrder
from guanjia.servicedesk.subjects import ORDER, REQUEST

FORGOTTEN = "–"
HOLDERS = (REQUEST, "servicedesk.signature")


def erase_person_rows(person: Person, at: datetime) -> int:
    """Cut the link of what somebody asked for and empty the words: on requests, their orders, notes, calls, in the journal,
    in the search and where they taught; photos and signatures are let go. Kind, place, times, word and rating stay, so
    that the counts do. How many requests; a second call finds none.
    """
    rows = ServiceRequest.objects.filter(Q(person=person) | Q(reporter=person))
    ids = list(rows.values_list("pk", flat=True))
    orders = list(WorkOrder.objects.filter(request__in=ids).values_list("pk", flat=True))
    forget_judged(REQUEST, ids)
    remove(REQUEST, ids)
    erase_texts([(REQUEST, pk) for pk in ids] + [(ORDER, pk) for pk in orders])
    FileHold.objects.filter(holder_kind__in=HOLDERS, holder_id__in=ids).delete()
    RequestNote.objects.filter(request__in=ids).update(text="")
    CallBack.objects.filter(request__in=ids).update(words="")
    IncomingMail.objects.filter(request__in=ids).update(sender="", reason="")
    WorkOrder.objects.filter(pk__in=orders).update(title=FORGOTTEN, description="", result="")
    ServiceRequest.objects.filter(pk__in=ids).update(
        title=FORGOTTEN,
        description="",
        place_text="",
        result="",
        compensation="",
        confirm_code="",
        person=None,
        reporter=None,
    )
    return len(ids)
