"""Somebody leaves the site while work lies with them: it goes back to the dispatcher, not with them (W19)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.people.public import Roles, User, users_with_role
from guanjia.servicedesk.actions.moving import move_order
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.rules.orders import OrderState
from guanjia.servicedesk.rules.requests import WORKED_ON

LEFT_WITH = "servicedesk.left_with"
NOT_BEGUN = (OrderState.DISPATCHED, OrderState.ACCEPTED)
BEGUN = (OrderState.IN_PROGRESS, OrderState.ON_HOLD)


@transaction.atomic
def hand_back_work(*, user: User, site_id: int, at: datetime) -> tuple[int, int]:
    """What they had not begun waits for the dispatcher again; what they had begun is told to the dispatchers, for a half-done
    job is not undone by itself. Requests that they followed have nobody's name. How many of each; a second call does nothing.
    """
    orders = WorkOrder.objects.select_related("site", "request").filter(site=site_id, assignee=user)
    back = list(orders.filter(state__in=NOT_BEGUN))
    for order in back:
        move_order(order=order, to=OrderState.NEW, actor=None, at=at, reason=_("%(who)s has left") % {"who": user},
                   assignee=None)  # fmt: skip
    begun = list(orders.filter(state__in=BEGUN))
    ServiceRequest.objects.filter(site=site_id, handler=user, state__in=WORKED_ON).update(handler=None)
    if begun:
        site = begun[0].site
        people = users_with_role(site, Roles.DISPATCHER, Roles.DUTY_MANAGER, Roles.SITE_MANAGER, at=at)
        context = {"who": str(user), "numbers": "、".join(order.number for order in begun)}
        notify(site=site, users=people, template=LEFT_WITH, context=context, at=at)
    return len(back), len(begun)
