"""The plan: who may do what, what it costs, that it is better than the obvious one (W19, EQUI-010)."""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from guanjia.dispatch.rules.jobs import Job, Spot, Ways, Worker
from guanjia.dispatch.rules.planning import assign, first_plan, total_of
from guanjia.dispatch.rules.rounds import cost_of, day_of, insertions, table_of

WAYS = Ways({("1", "2"): 5.0, ("2", "3"): 7.0})
PLUMBER = Worker(1, {"water": 1.0}, Spot("1"))
FITTER = Worker(2, {"water": 1.0, "lift": 1.0}, Spot("2"), certificates=frozenset({"lift"}))
LEAK = Job(10, "water", 30, 60, 1.0, Spot("1", 3))


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        (Spot("1", 3), Spot("1", 3), 1.0),
        (Spot("1", 3), Spot("1", 8), 3.0),
        (Spot("1"), Spot("2"), 8.0),
        (Spot("2"), Spot("1"), 8.0),
        (Spot("1", 10), Spot("2", -1), 11.3),
        (Spot("1"), Spot("9"), 9.0),
        (Spot(), Spot("1"), 6.0),
    ],
)
def test_ways(one, other, minutes):
    assert WAYS.between(one, other) == pytest.approx(minutes)


def test_the_table_is_what_the_rule_says():
    spots = [Spot("1", 3), Spot("1", 8), Spot("2", -1), Spot("9"), Spot(), Spot("3", 2)]
    assert table_of(spots, WAYS) == pytest.approx(np.array([[WAYS.between(a, b) for b in spots] for a in spots]))


@pytest.mark.parametrize(
    ("job", "worker_id", "reason"),
    [
        (LEAK, 1, None),
        (replace(LEAK, skill="lift", certificate="lift"), 2, None),
        (replace(LEAK, skill="gas"), None, "skill"),
        (replace(LEAK, certificate="gas"), None, "certificate"),
        (replace(LEAK, not_before=500), None, "shift"),
    ],
)
def test_nobody_gets_what_they_may_not_do(job, worker_id, reason):
    plan = assign([job], [replace(PLUMBER, until=480.0), replace(FITTER, until=480.0)], WAYS)
    stop = plan.of(job.id)
    assert (stop.worker.id if stop else None) == worker_id
    assert plan.left.get(job.id) == reason


def test_the_nearer_one_goes_and_the_busy_one_does_not():
    far = replace(PLUMBER, id=3, spot=Spot("3"))
    assert assign([LEAK], [far, PLUMBER], WAYS).stops[0].worker.id == 1
    assert assign([LEAK], [far, replace(PLUMBER, free_at=90.0)], WAYS).stops[0].worker.id == 3


def test_whose_area_it_is_decides_between_equals():
    mine, other = replace(PLUMBER, id=5, areas=frozenset({"east"})), replace(PLUMBER, id=4)
    assert assign([replace(LEAK, area="east")], [other, mine], WAYS).stops[0].worker.id == 5


def test_an_appointment_is_not_begun_early():
    stop = assign([replace(LEAK, not_before=45.0)], [PLUMBER], WAYS).stops[0]
    assert (stop.start, stop.end) == (45.0, 75.0) and stop.late == 15.0


def test_the_dearer_minute_goes_first():
    jobs = [replace(LEAK, id=1, due=30), replace(LEAK, id=2, due=40, weight=9)]
    assert [stop.job.id for stop in assign(jobs, [PLUMBER], WAYS).stops] == [2, 1]


def test_nothing_to_do_is_an_empty_plan():
    assert assign([], [PLUMBER], WAYS).stops == () and assign([LEAK], [], WAYS).left == {10: "skill"}


def a_day(seed):
    chance = random.Random(seed)
    spots = [Spot(chance.choice("123"), chance.randint(0, 9)) for _ in range(40)]
    jobs = [
        Job(
            n,
            chance.choice(["water", "lift"]),
            chance.uniform(10, 60),
            chance.uniform(20, 300),
            chance.choice([1, 5]),
            spots[n],
        )
        for n in range(30)
    ]
    workers = [
        Worker(n, {"water": 1.0, "lift": 1.3} if n % 2 else {"water": 1.2}, spots[30 + n], until=600.0)
        for n in range(6)
    ]
    return jobs, workers


@pytest.mark.parametrize("seed", range(4))
def test_what_a_job_adds_is_what_the_round_then_costs(seed):
    jobs, workers = a_day(seed)
    day = day_of(jobs, workers, WAYS)
    rounds = first_plan(day, 1.0, 1.0)
    taken = [rounds[3].pop(), rounds[5].pop(0)]
    costs = np.array([cost_of(day, worker, round_) for worker, round_ in enumerate(rounds)])
    dearer, place = insertions(day, rounds, costs, taken)
    for column, job in enumerate(taken):
        for worker, round_ in enumerate(rounds):
            if not day.able[worker, job]:
                assert dearer[worker, column] == np.inf
                continue
            each = [cost_of(day, worker, [*round_[:at], job, *round_[at:]]) for at in range(len(round_) + 1)]
            assert dearer[worker, column] == pytest.approx(min(each) - costs[worker])
            assert each[place[worker, column]] == pytest.approx(min(each))


@pytest.mark.parametrize("seed", range(3))
def test_every_job_is_planned_once_and_the_plan_is_no_dearer_than_its_beginning(seed):
    jobs, workers = a_day(seed)
    plan = assign(jobs, workers, WAYS)
    day = day_of(jobs, workers, WAYS)
    rounds = [[stop.job.id for stop in plan.stops if stop.worker.id == worker.id] for worker in workers]
    assert sorted(job for round_ in rounds for job in round_) == list(range(30))
    assert total_of(day, rounds) < total_of(day, first_plan(day, 1.0, 1.0))
    assert plan == assign(jobs, workers, WAYS)
    for worker in workers:
        mine = [stop for stop in plan.stops if stop.worker.id == worker.id]
        assert all(later.start >= earlier.end for earlier, later in pairwise(mine))
