"""When nobody comes: a patrol that is missed is told, a successor who is late leaves the shift with whoever has it (W18)."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from guanjia.duties.public import Duty, plan_now, submit_evidence, tick
from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.public import local
from guanjia.frontdesk.watch.actions import handing
from guanjia.frontdesk.watch.actions.logging import set_point
from guanjia.frontdesk.watch.models import Checkpoint
from guanjia.frontdesk.watch.rules.log import PointKind
from guanjia.posts.public import Post
from guanjia.servicedesk.public import WorkOrder
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.homes.playing import put_on
from tests.frontdesk.watch.test_handover import LEAK, open_matters, post, written

__all__ = ["open_matters", "post"]
pytestmark = pytest.mark.django_db
M = timedelta(minutes=1)


def ring(cast: Cast, at: datetime) -> None:
    """The clock comes to this moment, the news reaches its receivers."""
    tick(at, site=cast.site)
    relay(now=at)


def told(cast: Cast) -> int:
    return Notice.objects.filter(user=cast.lin).count()


def test_a_patrol_that_nobody_made_is_told_to_the_duty_manager_after_half_an_hour(cast: Cast) -> None:
    put_on(cast.site, cast.lin, NINE, "duty.manager")
    point = set_point(
        site=cast.site, point=Checkpoint(code="P1", name="东门", kind=PointKind.DESK), actor=cast.mei, at=NINE
    )
    plan_now("watch.checkpoint", [point.pk], at=NINE)
    duty = Duty.objects.filter(standard_code="watch.patrol.desk", due_at__gt=NINE).order_by("due_at").first()
    assert duty is not None
    ring(cast, duty.due_at + 29 * M)
    assert told(cast) == 0
    ring(cast, duty.due_at + 30 * M)
    assert told(cast) == 1
    duty.refresh_from_db()
    assert duty.is_live


def test_while_the_successor_is_late_the_shift_stays_where_it_is_and_the_duty_manager_hears(
    cast: Cast, post: Post, open_matters: list[object]
) -> None:
    put_on(cast.site, cast.lin, NINE, "duty.manager")
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    plan_now(handing.POST, [post.pk], at=NINE)
    owed = Duty.objects.filter(standard_code="watch.handover.desk", subject_id=post.pk, due_at__gt=NINE)
    due = owed.order_by("due_at")[0].due_at
    ring(cast, due + 14 * M)
    before = told(cast)  # of the morning's safety check, which nobody made either
    ring(cast, due + 15 * M)
    assert told(cast) == before + 1
    handover.refresh_from_db()
    assert handover.state == "offered" and handover.giver == cast.rita and handover.taker is None
    late = due + 40 * M
    handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.hana, at=late)
    plan_now(handing.POST, [post.pk], at=late)
    assert owed.order_by("due_at")[0].state == "late"


def test_the_desk_is_checked_for_safety_every_morning_and_what_fails_is_opened(cast: Cast, post: Post) -> None:
    put_on(cast.site, cast.rita, NINE, "frontdesk")
    plan_now(handing.POST, [post.pk], at=NINE - 60 * M)
    duty = Duty.objects.filter(standard_code="watch.safety.desk").order_by("due_at")[0]
    assert f"{local(cast.site, duty.due_at):%Y-%m-%d %H:%M}" == "2026-03-05 09:00"
    good = [{"key": key, "value": True, "note": ""} for key in ("extinguishers", "cables", "floor", "alarm")]
    bad = {"key": "exits", "value": False, "note": "疏散门前堆放快件"}
    submit_evidence(actor=cast.rita, duty_id=duty.pk, evidence_id=uuid4(), at=NINE, items=[*good, bad])
    relay(now=NINE)
    order = WorkOrder.objects.get()
    assert (order.kind, order.urgency) == ("hazard", "urgent")
