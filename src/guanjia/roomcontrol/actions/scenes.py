"""A scene is set: every device is told, and the scene is done when each has said so (DIGI-009)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.places.public import Room
from guanjia.roomcontrol.models import Override, RunStep, Scene, SceneRun
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import (
    DEFAULTS,
    GIVES_WAY,
    OPEN,
    RUN_MOVES,
    RunState,
    SceneCode,
    StepState,
    Trigger,
    is_satisfied,
    run_state,
    step_due,
)
from guanjia.telemetry.public import Device, set_state

RUN = "roomcontrol.run"
COMMAND_HOLDS = timedelta(seconds=20)


def topic(site_id: int) -> str:
    """The live topic of a site's rooms."""
    return f"site:{site_id}:rooms"


def steps_of(room: Room, code: SceneCode, name: str = "") -> dict[str, dict[str, Any]]:
    """What a scene asks for in a room: the room's own data, the site's, else what every house has. Raises RoomRefused."""
    rows = Scene.objects.filter(site=room.site_id, code=code, name=name)
    own = rows.filter(room=room).first() or rows.filter(room=None).first()
    if own is not None:
        return dict(own.steps)
    if code not in DEFAULTS:
        raise RoomRefused("scene", _("No such scene here."))
    return DEFAULTS[code]


def start_scene(*, room: Room, code: SceneCode, name: str = "", trigger: Trigger, actor: Any, at: datetime) -> SceneRun:
    """Set a scene: tell every device of the room what it is to be. A scene that was open is dropped.

    Raises RoomRefused for a scene that is not there, and for a room without any device: nothing would happen.
    """
    steps = steps_of(room, code, name)
    return tell_devices(room=room, steps=steps, code=code, name=name, trigger=trigger, actor=actor, at=at)


@transaction.atomic
def tell_devices(
    *, room: Room, steps: dict[str, dict[str, Any]], code: SceneCode, name: str = "", trigger: Trigger, actor: Any, at: datetime,
    joins: bool = False,
) -> SceneRun:  # fmt: skip
    """Tell the devices of these kinds; those that somebody holds by hand are left alone by whoever gives way.

    `joins`: what is told becomes part of a scene that is open, instead of taking its place.
    """
    Room.objects.select_for_update().get(pk=room.pk)
    devices = list(
        Device.objects.filter(room=room, retired_at=None, kind__in=steps).select_related("site").order_by("code")
    )
    if not devices:
        raise RoomRefused("", _("No device of %(room)s answers to this: please set it by hand.") % {"room": room.name})
    run = _run_for(room, code, name, trigger, actor, at, joins=joins)
    held = (
        set(Override.objects.filter(room=room, ended_at=None).values_list("kind", flat=True))
        if GIVES_WAY[trigger]
        else set()
    )
    for device in devices:
        wanted, kept = steps[device.kind], device.kind in held
        state = StepState.KEPT if kept else StepState.SENT
        fields = {"wanted": wanted, "state": state, "sent_at": at, "tries": 1, "confirmed_at": None}
        RunStep.objects.update_or_create(run=run, device=device, defaults=fields)
        if not kept:
            set_state(device=device, args=wanted, holds_for=COMMAND_HOLDS, actor=actor, at=at)
    changes = {"scene": code.value, "trigger": trigger.value, "devices": len(devices)}
    record(site=room.site, at=at, actor=actor, action="set", subject=(RUN, run.pk), to_state=run.state, changes=changes)
    changed(RUN, [run.pk], site=room.site, at=at)
    touch(topic(room.site_id))
    _judge(run, at)
    return run


def _run_for(
    room: Room, code: SceneCode, name: str, trigger: Trigger, actor: Any, at: datetime, *, joins: bool
) -> SceneRun:
    for old in SceneRun.objects.filter(room=room, state__in=OPEN).select_related("site"):
        if joins:
            return old
        move_run(run=old, to=RunState.DROPPED, actor=actor, at=at)
    return SceneRun.objects.create(site=room.site, room=room, code=code, name=name, trigger=trigger, by=actor, at=at)


def move_run(*, run: SceneRun, to: RunState, actor: Any, at: datetime, reason: str = "") -> SceneRun:
    """The only writer of a run's state. Raises MoveRefused."""
    old = run.stage
    check_move(RUN_MOVES, old, to)
    ended = None if to in OPEN else at
    if not SceneRun.objects.filter(pk=run.pk, state=old).update(state=to, ended_at=ended, rev=run.rev + 1):
        raise MoveRefused(old, to)
    run.state, run.ended_at, run.rev = to, ended, run.rev + 1
    record(
        site=run.site,
        at=at,
        actor=actor,
        action=to.value,
        subject=(RUN, run.pk),
        from_state=old,
        to_state=to,
        reason=reason,
    )
    changed(RUN, [run.pk], site=run.site, at=at)
    touch(topic(run.site_id))
    return run


def heard(device: Device, at: datetime) -> None:
    """A device reported its state: what was asked of it is confirmed if that is what it says."""
    if device.room_id is None:
        return
    steps = RunStep.objects.filter(device=device, state__in=[StepState.SENT, StepState.BY_HAND], run__state__in=OPEN)
    for step in steps.select_related("run__site"):
        fresh = device.state_at is not None and device.state_at >= step.sent_at
        if fresh and is_satisfied(step.wanted, device.state):
            RunStep.objects.filter(pk=step.pk).update(state=StepState.CONFIRMED, confirmed_at=at)
            _judge(step.run, at)
    touch(topic(device.site_id))


def settle(*, site: Site, at: datetime) -> int:
    """Tell silent devices again, and give up on those that stay silent: how many went over to by hand."""
    given_up = 0
    rows = RunStep.objects.filter(run__site=site, state=StepState.SENT, run__state__in=OPEN)
    for step in rows.select_related("run__site", "device__site").order_by("pk")[:500]:
        due = step_due(step.sent_at, step.tries, at)
        if due == "wait":
            continue
        with transaction.atomic():
            mine = RunStep.objects.filter(pk=step.pk, state=StepState.SENT, tries=step.tries)
            if due == "again" and mine.update(tries=step.tries + 1, sent_at=at):
                set_state(device=step.device, args=step.wanted, holds_for=COMMAND_HOLDS, actor=None, at=at)
            elif due == "by_hand" and mine.update(state=StepState.BY_HAND):
                given_up += 1
                _judge(step.run, at)
    return given_up


def done_by_hand(*, run: SceneRun, actor: Any, at: datetime) -> SceneRun:
    """Somebody has seen to the devices that did not answer."""
    return move_run(run=run, to=RunState.SETTLED, actor=actor, at=at)


def _judge(run: SceneRun, at: datetime) -> None:
    fresh = SceneRun.objects.select_related("site").get(pk=run.pk)
    to = run_state([StepState(state) for state in RunStep.objects.filter(run=run).values_list("state", flat=True)])
    if to is not fresh.stage and to in RUN_MOVES[fresh.stage]:
        move_run(run=fresh, to=to, actor=None, at=at)
