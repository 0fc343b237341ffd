"""A work order begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.posts.public import on_post
from guanjia.servicedesk.events import OrderOpened
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.queries.certificates import lacks
from guanjia.servicedesk.rules.orders import POST_OF_KIND, OrderKind, OrderState, Urgency

ORDER = "servicedesk.work_order"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is known when an order is opened. `source_key` makes a second report of the same thing return the first order.

    `request_id`: the request that it is made for; its photos stay with it and are shown on both. `post` "" = of the kind.
    """

    title: str
    kind: OrderKind = OrderKind.REPAIR
    urgency: Urgency = Urgency.NORMAL
    description: str = ""
    place_id: int | None = None
    subject: tuple[str, int] = ("", 0)
    source_key: str = ""
    file_ids: Sequence[int] = ()
    request_id: int | None = None
    post: str = ""
    skill: str = ""


def open_order(*, site: Site, report: Report, actor: Any, at: datetime) -> WorkOrder:
    """Open a work order with its number, tell those on its post, and dispatch it when exactly one of them is there

    (that of a request waits for the dispatcher).
    Raises SecretRefused for marked text. The same `source_key` again, also at the same moment, returns the known order.
    """
    if (known := _known(site, report)) is not None:
        return known
    refuse_marked({"title": report.title, "description": report.description}, site=site)
    try:
        with transaction.atomic():
            return _open(site, report, actor, at)
    except IntegrityError:
        if (known := _known(site, report)) is None:
            raise
        return known


def _known(site: Site, report: Report) -> WorkOrder | None:
    return WorkOrder.objects.filter(site=site, source_key=report.source_key).first() if report.source_key else None


def _open(site: Site, report: Report, actor: Any, at: datetime) -> WorkOrder:
    manned = on_post(site, report.post or POST_OF_KIND[report.kind], at)
    alone = len(manned) == 1 and report.request_id is None and not lacks(site, manned[0], report.skill, at)
    order = WorkOrder.objects.create(
        site=site,
        number=next_number(site=site, prefix="GD", on=local(site, at).date()),
        kind=report.kind,
        urgency=report.urgency,
        title=report.title.strip()[:200],
        description=report.description.strip(),
        place_id=report.place_id,
        subject_kind=report.subject[0],
        subject_id=report.subject[1],
        source_key=report.source_key,
        request_id=report.request_id,
        post=report.post,
        skill=report.skill,
        reporter=actor,
        opened_at=at,
        state=OrderState.DISPATCHED if alone else OrderState.NEW,
        assignee=manned[0] if alone else None,
    )
    for file in StoredFile.objects.filter(site=site, pk__in=report.file_ids):
        hold(file, (ORDER, order.pk))
    record(
        site=site,
        at=at,
        actor=actor,
        action="open",
        subject=(ORDER, order.pk),
        to_state=order.state,
        changes={"assignee": order.assignee_id},
        event=OrderOpened(order.pk, order.kind, order.subject_kind, order.subject_id),
    )
    changed(ORDER, [order.pk], site=site, at=at)
    tell(order, manned, "servicedesk.opened", at)
    touch(f"site:{site.pk}:board")
    return order


def tell(order: WorkOrder, users: Sequence[Any], template: str, at: datetime) -> None:
    """Ring the bell of these people about the order; a meeting that waits passes quiet hours."""
    place = order.place.name if order.place is not None else ""
    notify(
        site=order.site,
        users=users,
        template=template,
        context={"number": order.number, "title": order.title, "place": place},
        link=reverse("servicedesk:order", args=[order.site.code, order.number]),
        urgent=order.urgency == Urgency.CRITICAL,
        at=at,
    )
