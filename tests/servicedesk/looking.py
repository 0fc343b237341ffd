"""Reads the clocks of a request."""

from guanjia.duties.public import Duty, plan_now
from guanjia.servicedesk.public import REQUEST, ServiceRequest
from tests.factories.conference import NINE


def clock(request: ServiceRequest, name: str) -> Duty:
    """The duty of that name, planned at nine."""
    plan_now(REQUEST, [request.pk], at=NINE)
    return Duty.objects.get(subject_kind=REQUEST, subject_id=request.pk, occurrence__startswith=f"{name}:")
