"""What the service desk does when a duty finds something wrong, and when somebody leaves."""

from django.conf import settings

from guanjia.duties.events import DutyItemFailed, FaultReported
from guanjia.duties.public import Duty, evidence_note
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.people.events import MembershipEnded
from guanjia.people.public import User
from guanjia.servicedesk.actions.leaving import hand_back_work
from guanjia.servicedesk.actions.opening import Report, open_order
from guanjia.servicedesk.rules.orders import KIND_OF_FAILURE, OrderKind, Urgency


@receives(DutyItemFailed)
def open_for_failed_item(event: DutyItemFailed, entry: Entry) -> None:
    """A line that is not in order opens what its standard names; the same line of the same evidence opens one order."""
    kind = KIND_OF_FAILURE.get(event.on_failure)
    duty = Duty.objects.select_related("site").filter(pk=event.duty_id).first()
    if kind is None or duty is None:
        return
    report = Report(
        title=" ".join(part for part in (_said(event), event.value) if part),
        kind=kind,
        urgency=Urgency.URGENT if kind is OrderKind.HAZARD else Urgency.NORMAL,
        description=evidence_note(event.evidence_id, event.item),
        place_id=event.place_id,
        subject=(event.subject_kind, event.subject_id),
        source_key=f"evidence:{event.evidence_id}:{event.item}",
        file_ids=event.file_ids,
    )
    open_order(site=duty.site, report=report, actor=_actor(entry.actor_id), at=entry.at)


@receives(FaultReported)
def open_for_report(event: FaultReported, entry: Entry) -> None:
    """异常转工单: somebody found something broken while at a duty."""
    duty = Duty.objects.select_related("site").filter(pk=event.duty_id).first()
    if duty is None:
        return
    report = Report(
        title=entry.reason or duty.standard_code,
        urgency=Urgency.URGENT,
        place_id=event.place_id,
        subject=(event.subject_kind, event.subject_id),
        source_key=f"journal:{entry.pk}",
        file_ids=event.file_ids,
    )
    open_order(site=duty.site, report=report, actor=_actor(event.reporter_id), at=entry.at)


@receives(MembershipEnded)
def take_work_back(event: MembershipEnded, entry: Entry) -> None:
    """Whoever has no role left at the site works on nothing there."""
    user = User.objects.filter(pk=event.user_id).first()
    if event.left and user is not None:
        hand_back_work(user=user, site_id=event.site_id, at=entry.at)


def _actor(pk: int | None) -> User | None:
    return User.objects.filter(pk=pk).first() if pk else None


def _said(event: DutyItemFailed) -> str:
    """The line in the language of the house: an order is read by several people."""
    return event.item_zh if settings.LANGUAGE_CODE.startswith("zh") else event.item_en
