"""What of the service desk hangs when a shift ends."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from guanjia.foundation.sites.public import Site
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.rules.orders import OrderState, Urgency
from guanjia.servicedesk.rules.requests import OPEN_REQUEST, RequestState
from guanjia.ui.hanging import HangingItem

COUNTER = frozenset({"frontdesk", "dispatcher", "hotline", "duty.manager"})
SOON = timedelta(hours=12)
MOST = 20
DONE = frozenset({RequestState.COMPLETED, RequestState.VERIFIED})


def open_matters(site: Site, post_code: str, at: datetime) -> list[HangingItem]:
    """For the counter what is urgent, on hold or appointed within twelve hours; for technicians the orders begun and not done."""
    if post_code == "technician":
        return _orders(site)
    if post_code not in COUNTER:
        return []
    rows = ServiceRequest.objects.filter(site=site, history=False, state__in=OPEN_REQUEST - DONE)
    pressing = ~Q(urgency=Urgency.NORMAL) | Q(state=RequestState.ON_HOLD) | Q(appointment_from__range=(at, at + SOON))
    return [
        HangingItem(
            f"servicedesk.request:{row.pk}",
            str(row),
            reverse("servicedesk:request", args=[site.code, row.number]),
            row.appointment_from,
        )
        for row in rows.filter(pressing).order_by("opened_at", "pk")[:MOST]
    ]


def _orders(site: Site) -> list[HangingItem]:
    begun = [OrderState.ACCEPTED, OrderState.IN_PROGRESS, OrderState.ON_HOLD]
    rows = WorkOrder.objects.filter(site=site, state__in=begun).order_by("opened_at", "pk")[:MOST]
    return [
        HangingItem(
            f"servicedesk.work_order:{row.pk}", str(row), reverse("servicedesk:order", args=[site.code, row.number])
        )
        for row in rows
    ]
