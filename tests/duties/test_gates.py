"""Moves that wait for duties, and duties that a module ends by itself."""

import pytest
from django.utils import translation

from guanjia.duties.models import Duty
from guanjia.duties.public import GateClosed, discharge, require, tick
from tests.duties.world import DAWN, KIND, NINE, H, M, S, World


def test_an_open_duty_shuts_its_gate_and_names_itself(world: World) -> None:
    thing = world.thing()
    with translation.override("en"):
        with pytest.raises(GateClosed) as refusal:
            require(KIND, thing.id, "start", at=NINE - 3 * H)
        assert str(refusal.value) == "Not yet: Check (conference.leader, due 03-05 07:00)."


def test_other_moves_pass(world: World) -> None:
    require(KIND, world.thing().id, "cancel", at=DAWN)


def test_done_in_order_opens_the_gate(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    require(KIND, thing.id, "start", at=NINE)


def test_missed_keeps_the_gate_shut_until_it_is_done_late(world: World) -> None:
    thing = world.thing()
    tick(NINE + H)
    assert world.duty(thing).state == "missed"
    with pytest.raises(GateClosed):
        require(KIND, thing.id, "start", at=NINE + H)
    world.done(world.duty(thing), at=NINE + H)
    require(KIND, thing.id, "start", at=NINE + H)


def test_a_line_not_in_order_keeps_the_gate_shut_until_a_re_check(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing), items=[{"key": "doors", "value": False, "note": ""}])
    with translation.override("en"):
        with pytest.raises(GateClosed) as refusal:
            require(KIND, thing.id, "start", at=NINE)
        assert str(refusal.value) == "Not yet: Check: 1 not in order."
    receipt = world.done(world.duty(thing), at=NINE - M)
    assert receipt.status == "further"
    require(KIND, thing.id, "start", at=NINE)


def test_a_dirty_subject_is_planned_before_its_gate_is_looked_at(world: World) -> None:
    thing = world.thing(plan=False)
    with pytest.raises(GateClosed):
        require(KIND, thing.id, "start", at=DAWN)
    assert Duty.objects.filter(subject_id=thing.id).count() == 2


def test_a_module_ends_its_own_duty_once(world: World) -> None:
    thing = world.thing(ended_at=NINE)
    end = {"standard_code": "thing.survey", "at": NINE + H}
    assert discharge(KIND, thing.id, moment=NINE - S, **end) == 0
    assert discharge(KIND, thing.id, **end) == 1
    assert discharge(KIND, thing.id, **end) == 0
    survey = world.duty(thing, "thing.survey")
    assert (survey.state, survey.performed_at, survey.performed_by) == ("on_time", NINE + H, None)
