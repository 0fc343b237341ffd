"""What must hold of requests and orders whenever the tables are read."""

from guanjia.foundation.journal.public import entries
from guanjia.foundation.sites.public import Site
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.queries.certificates import lacks
from guanjia.servicedesk.queries.orders import photos_of
from guanjia.servicedesk.queries.requests import request_photos
from guanjia.servicedesk.rules.certificates import CERTIFICATE_OF
from guanjia.servicedesk.rules.requests import RequestState
from guanjia.servicedesk.subjects import ORDER

S = RequestState


def closed_without_word(site: Site) -> list[str]:
    """Requests that are closed, and nobody's word stands beside it."""
    return list(ServiceRequest.objects.filter(site=site, state=S.CLOSED, word="").values_list("number", flat=True))


def lost_photos(site: Site) -> list[str]:
    """Orders whose request has more photos than are seen on the order."""
    orders = WorkOrder.objects.filter(site=site, request__isnull=False).select_related("request")
    return [each.number for each in orders.iterator() if request_photos(each.request).count() > photos_of(each).count()]


def worked_on_after_end(site: Site) -> list[str]:
    """Orders that are still worked on although their request is over."""
    over = (S.CLOSED, S.CANCELLED, S.MERGED, S.DECLINED)
    working = ("new", "dispatched", "accepted", "in_progress", "on_hold")
    rows = WorkOrder.objects.filter(site=site, state__in=working, request__state__in=over)
    return list(rows.values_list("number", flat=True))


def given_without_certificate(site: Site) -> list[str]:
    """Orders that somebody took on who lacked the certificate that day (EQUI-010)."""
    rows = WorkOrder.objects.filter(site=site, skill__in=CERTIFICATE_OF, assignee__isnull=False)
    taken = {each.pk: each for each in rows.select_related("assignee", "site")}
    moves = entries(site, action="accept").filter(subject_kind=ORDER, subject_id__in=taken)
    return [
        taken[pk].number
        for pk, at in moves.values_list("subject_id", "at")
        if lacks(site, taken[pk].assignee, taken[pk].skill, at)
    ]
