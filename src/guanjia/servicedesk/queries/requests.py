"""Which requests."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor
from guanjia.servicedesk.models import Incident, Quote, ServiceRequest
from guanjia.servicedesk.permissions import sees_orders
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.requests import OPEN_REQUEST, WORKED_ON, Category, Channel, RequestState
from guanjia.servicedesk.subjects import REQUEST

LATELY = 10


def request_list(
    site: Site, *, show: str = "open", words: str = "", category: str = "", kind: str = "", channel: str = ""
) -> QuerySet[ServiceRequest]:
    """Requests of the site, newest first; `show` is open, all or a state."""
    rows = ServiceRequest.objects.filter(site=site).select_related("unit", "place", "handler")
    if show == "open":
        rows = rows.filter(state__in=OPEN_REQUEST, history=False)
    elif show in set(RequestState):
        rows = rows.filter(state=show)
    if category in set(Category):
        rows = rows.filter(category=category)
    if kind in catalogue().kinds:
        rows = rows.filter(kind=kind)
    if channel in set(Channel):
        rows = rows.filter(channel=channel)
    if words:
        place = Q(unit__code__icontains=words) | Q(place__name__icontains=words) | Q(place_text__icontains=words)
        rows = rows.filter(Q(title__icontains=words) | Q(number__icontains=words) | place)
    return rows.order_by("-opened_at", "-pk")


def requests_of(
    site: Site, *, person_ids: Collection[int] = (), unit_ids: Collection[int] = (), only_open: bool = False
) -> QuerySet[ServiceRequest]:
    """What these persons asked for, or what was asked for these units; newest first. Empty for nobody and nothing."""
    whose = Q(person_id__in=person_ids) | Q(reporter_id__in=person_ids) | Q(unit_id__in=unit_ids)
    rows = ServiceRequest.objects.filter(whose, site=site).select_related("unit", "place", "site")
    if only_open:
        rows = rows.filter(state__in=OPEN_REQUEST)
    return rows.order_by("-opened_at", "-pk")


def open_quotes_of(site: Site, person_ids: Iterable[int]) -> QuerySet[Quote]:
    """Quotes that wait for these people's word, oldest first."""
    rows = Quote.objects.filter(request__site=site, request__person__in=list(person_ids), state=Quote.State.OFFERED)
    return rows.select_related("request").order_by("pk")


def seen_request(site: Site, number: str, *, person_ids: Collection[int]) -> ServiceRequest | None:
    """The request with this number when one of these persons asked for it; None for a neighbour's, as for none."""
    whose = Q(person_id__in=person_ids) | Q(reporter_id__in=person_ids)
    rows = ServiceRequest.objects.select_related("site", "unit", "place", "person")
    return rows.filter(whose, site=site, number=number).first()


def request_photos(request: ServiceRequest) -> QuerySet[StoredFile]:
    """The photos that came with it."""
    return StoredFile.objects.filter(holds__holder_kind=REQUEST, holds__holder_id=request.pk).order_by("pk")


def may_see_request_file(user: Any, site: Site, request_id: int) -> bool:
    """Whoever works at the site, and its auditors."""
    if not (sees_orders(user, site) or is_auditor(user, site)):
        return False
    return ServiceRequest.objects.filter(pk=request_id, site=site).exists()


def findable(user: Any, site: Site, ids: list[int]) -> list[int]:
    """Which of these requests the searcher may see: all of the site for those who work there."""
    if not (sees_orders(user, site) or is_auditor(user, site)):
        return []
    return list(ServiceRequest.objects.filter(site=site, pk__in=ids).values_list("pk", flat=True))


def explained_by(incident: Incident) -> QuerySet[ServiceRequest]:
    """Requests that wait, of the incident's kind and building, and hang on none: what it probably explains."""
    rows = ServiceRequest.objects.filter(
        site_id=incident.site_id, kind=incident.kind, state__in=WORKED_ON, incident=None, history=False
    )
    rows = rows.filter(building_id=incident.building_id) if incident.building_id else rows
    return rows.select_related("site", "unit", "place", "person").order_by("-opened_at")
