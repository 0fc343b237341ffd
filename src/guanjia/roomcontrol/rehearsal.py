"""What must hold of rooms whenever a rehearsal looks."""

from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site
from guanjia.roomcontrol.models import Override, RunStep, SceneRun
from guanjia.roomcontrol.rules.scenes import RunState, StepState


def done_unconfirmed(site: Site) -> list[str]:
    """Scenes called done though a device has not said so."""
    rows = RunStep.objects.filter(
        run__site=site, run__state=RunState.DONE, state__in=[StepState.SENT, StepState.BY_HAND]
    )
    return [f"run {run}: device {device}" for run, device in rows.values_list("run", "device")]


def forgotten(site: Site) -> list[str]:
    """Holds by hand that were there before the meeting that runs now."""
    rows = SceneRun.objects.filter(site=site, code="start", trigger="block")
    begun = {run.room_id: run.at for run in rows.order_by("at")}
    holds = Override.objects.filter(site=site, ended_at=None, room__in=begun)
    return [f"hold {each.pk}" for each in holds if each.at < begun[each.room_id]]


INVARIANTS = (
    Invariant("a scene is done when its devices said so", done_unconfirmed),
    Invariant("no hold outlives the start of the next meeting", forgotten),
)
