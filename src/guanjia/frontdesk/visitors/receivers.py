"""What visitors do when something below them happens."""

from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.frontdesk.homes.events import RenovationMoved, WorkerPassGiven, WorkerPassTaken
from guanjia.frontdesk.homes.public import Worker
from guanjia.frontdesk.visitors.actions.access import free_for_order
from guanjia.frontdesk.visitors.actions.contractors import end_worker_visits, let_worker_come
from guanjia.servicedesk.events import OrderMoved
from guanjia.servicedesk.public import OrderState, WorkOrder


@receives(OrderMoved)
def free_facility(event: OrderMoved, entry: Entry) -> None:
    """A ramp whose work order is completed, or called off, is open again on the map."""
    if event.new in {OrderState.COMPLETED, OrderState.CANCELLED}:
        order = WorkOrder.objects.filter(pk=event.order_id).first()
        if order is not None:
            free_for_order(order, entry.at)


OVER = frozenset({"passed", "closed", "cancelled"})
"""A renovation in one of these states is over, and so are the passes of its workers."""


@receives(WorkerPassGiven)
def open_gates_to_worker(event: WorkerPassGiven, entry: Entry) -> None:
    """A worker's numbered pass opens the gates."""
    rows = Worker.objects.select_related("person", "renovation__site", "renovation__unit")
    worker = rows.filter(pk=event.worker_id, taken_away_at=None).first()
    if worker is not None:
        let_worker_come(worker=worker, actor=None, at=entry.at)


@receives(WorkerPassTaken)
def close_gates_to_worker(event: WorkerPassTaken, entry: Entry) -> None:
    """A pass that was taken away opens nothing any more."""
    end_worker_visits(worker_ids=[event.worker_id], actor=None, at=entry.at)


@receives(RenovationMoved)
def close_gates_with_renovation(event: RenovationMoved, entry: Entry) -> None:
    """With the renovation the passes of all its workers end; while it is stopped they stay shut, and open again after."""
    if event.new in OVER:
        workers = Worker.objects.filter(renovation=event.renovation_id).values_list("pk", flat=True)
        end_worker_visits(worker_ids=list(workers), actor=None, at=entry.at)
