"""Devices that did not answer are the technician's: one work order for a scene (EQFT-004, DIGI-009)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.live.public import touch
from guanjia.roomcontrol.actions.scenes import RUN, topic
from guanjia.roomcontrol.models import RunStep, SceneRun
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import StepState
from guanjia.servicedesk.public import OrderKind, Report, Urgency, WorkOrder, open_order


@transaction.atomic
def call_technician(*, run: SceneRun, actor: Any, at: datetime) -> WorkOrder:
    """Open a work order that names every device of the scene that is done by hand; the same scene again returns the same order.

    Raises RoomRefused for a scene whose devices all answered.
    """
    silent = RunStep.objects.filter(run=run, state=StepState.BY_HAND).select_related("device")
    names = [step.device.name for step in silent]
    if not names:
        raise RoomRefused("", _("Every device of this scene has answered."))
    report = Report(
        title=_("%(room)s: does not answer: %(devices)s") % {"room": run.room.name, "devices": "、".join(names)},
        kind=OrderKind.REPAIR,
        urgency=Urgency.URGENT,
        place_id=run.room.spaces.order_by("pk").values_list("pk", flat=True).first(),
        subject=(RUN, run.pk),
        source_key=f"roomcontrol:{run.pk}",
    )
    order = open_order(site=run.site, report=report, actor=actor, at=at)
    touch(topic(run.site_id))
    return order
