"""The plan: apparent tardiness cost gives a first one, taking out and putting back makes it better (W19)."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from guanjia.dispatch.rules.jobs import Job, Plan, Stop, Ways, Worker
from guanjia.dispatch.rules.rounds import Day, cost_of, day_of, insertions

LOOKAHEADS = (1.0, 3.0)
WAY_WEIGHTS = (0.5, 2.0)
TURNS = 180
IMPOSSIBLE = 1e12
"""How often the plan is shaken: some 0.5 s for 200 jobs and 40 people."""


def assign(jobs: Sequence[Job], workers: Sequence[Worker], ways: Ways, *, seed: int = 1, turns: int = TURNS) -> Plan:
    """Who does which job when, with little weighted lateness. The same input and seed give the same plan.

    Nobody is given a job that needs a skill or a certificate they lack (EQUI-010); a job that would begin after the end of
    every shift is left with the reason "shift".
    """
    lacking = {job.id: _lack(job, workers) for job in jobs}
    doable = [job for job in jobs if not lacking[job.id]]
    left = {number: reason for number, reason in lacking.items() if reason}
    people = list(workers)
    if not doable:
        return Plan((), left)
    day = day_of(doable, people, ways)
    best = min(
        (first_plan(day, k, s) for k in LOOKAHEADS for s in WAY_WEIGHTS), key=lambda rounds: total_of(day, rounds)
    )
    rounds = improve(day, best, seed=seed, turns=turns)
    stops = [stop for who, round_ in enumerate(rounds) for stop in _stops(day, doable, people[who], who, round_)]
    kept = [stop for stop in stops if stop.worker.until is None or stop.start < stop.worker.until]
    left |= {stop.job.id: "shift" for stop in stops if stop not in kept}
    return Plan(tuple(kept), left)


def total_of(day: Day, rounds: list[list[int]]) -> float:
    """What all rounds cost together."""
    return sum(cost_of(day, worker, round_) for worker, round_ in enumerate(rounds))


def first_plan(day: Day, lookahead: float, way_weight: float) -> list[list[int]]:
    """Whoever is free first takes the job whose apparent tardiness cost is highest, the way counted as a set-up."""
    rounds: list[list[int]] = [[] for _ in range(day.n_workers)]
    at, here = day.free_at.copy(), day.n_jobs + np.arange(day.n_workers)
    waiting = np.ones(day.n_jobs, bool)
    mean_minutes = float(day.minutes.mean()) or 1.0
    mean_way = float(day.way.mean()) or 1.0
    scarce = 1.0 / np.maximum(1, day.able.sum(0))
    while waiting.any():
        useful = (day.able & waiting).any(1)
        worker = int(np.where(useful, at, np.inf).argmin())
        mine = np.flatnonzero(waiting & day.able[worker])
        begin = np.maximum(at[worker] + day.way[here[worker], mine], day.not_before[mine])
        minutes = day.minutes[worker, mine]
        slack = np.maximum(0.0, day.due[mine] - minutes - at[worker])
        idle = begin - at[worker]
        index = (
            day.weight[mine]
            / minutes
            * np.exp(-slack / (lookahead * mean_minutes) - way_weight * idle / (5 * mean_way))
        )
        job = int(mine[(index * (1 + scarce[mine]) - 1e-3 * day.extra[worker, mine]).argmax()])
        at[worker] = max(at[worker] + day.way[here[worker], job], day.not_before[job]) + day.minutes[worker, job]
        rounds[worker].append(job)
        here[worker] = job
        waiting[job] = False
    return rounds


def improve(day: Day, rounds: list[list[int]], *, seed: int, turns: int) -> list[list[int]]:
    """Shake the plan `turns` times and keep what is not dearer: everybody gives up one job and they are dealt out anew, all
    at once (an assignment problem), or a few jobs leave two rounds and go back one by one."""
    chance = random.Random(seed)
    now = [list(round_) for round_ in rounds]
    costs = np.array([cost_of(day, worker, round_) for worker, round_ in enumerate(now)])
    for turn in range(turns):
        if turn % 2:
            trial, prices = _one_by_one(day, now, costs, _of_two_rounds(day, now, costs, chance))
        else:
            trial, prices = _all_at_once(day, now, costs, _one_of_each(now, chance))
        if prices.sum() <= costs.sum() + 1e-9:
            now, costs = trial, prices
    return now


def _one_of_each(rounds: list[list[int]], chance: random.Random) -> list[int]:
    share = chance.choice((0.3, 0.6, 1.0))
    return [chance.choice(round_) for round_ in rounds if round_ and chance.random() < share]


def _all_at_once(day: Day, rounds: list[list[int]], costs: Any, out: list[int]) -> tuple[list[list[int]], Any]:
    if not out:
        return rounds, costs
    trial, prices = _without(day, rounds, costs, set(out))
    dearer, place = insertions(day, trial, prices, out)
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - most of a second of import, paid once

    workers, columns = linear_sum_assignment(np.where(np.isfinite(dearer), dearer, IMPOSSIBLE))
    for worker, column in zip(workers, columns, strict=True):
        trial[worker].insert(int(place[worker, column]), out[column])
        prices[worker] += dearer[worker, column]
    return trial, prices


def _one_by_one(day: Day, rounds: list[list[int]], costs: Any, out: list[int]) -> tuple[list[list[int]], Any]:
    trial, prices = _without(day, rounds, costs, set(out))
    for job in out:
        dearer, place = insertions(day, trial, prices, [job])
        worker = int(dearer[:, 0].argmin())
        trial[worker].insert(int(place[worker, 0]), job)
        prices[worker] += dearer[worker, 0]
    return trial, prices


def _of_two_rounds(day: Day, rounds: list[list[int]], costs: Any, chance: random.Random) -> list[int]:
    """A few jobs of a dear round and of one that could take them."""
    dear = chance.choices(range(len(rounds)), weights=[float(cost) + 0.1 for cost in costs])[0]
    donor = rounds[dear] or next(round_ for round_ in rounds if round_)
    first = chance.choice(donor)
    able = [worker for worker in range(len(rounds)) if worker != dear and rounds[worker] and day.able[worker, first]]
    other = rounds[chance.choice(able)] if able else donor
    out = {first, *chance.sample(other, min(len(other), chance.choice((0, 1, 1, 2))))}
    if chance.random() < 0.4:
        out.add(chance.choice(donor))
    order = list(out)
    chance.shuffle(order)
    return order


def _without(day: Day, rounds: list[list[int]], costs: Any, out: set[int]) -> tuple[list[list[int]], Any]:
    trial, prices = [], costs.copy()
    for worker, round_ in enumerate(rounds):
        kept = [job for job in round_ if job not in out]
        if len(kept) != len(round_):
            prices[worker] = cost_of(day, worker, kept)
        trial.append(kept)
    return trial, prices


def _stops(day: Day, jobs: list[Job], worker: Worker, who: int, round_: list[int]) -> list[Stop]:
    stops: list[Stop] = []
    at, here = float(day.free_at[who]), day.n_jobs + who
    for place, job in enumerate(round_):
        way = float(day.way[here, job])
        start = max(at + way, float(day.not_before[job]))
        at, here = start + float(day.minutes[who, job]), job
        stops.append(Stop(jobs[job], worker, way, start, at, place))
    return stops


def _lack(job: Job, workers: Sequence[Worker]) -> str:
    """Why nobody can do it: "" when somebody can."""
    if any(worker.can(job) for worker in workers):
        return ""
    skilled = any(not job.skill or job.skill in worker.skills for worker in workers)
    return "certificate" if skilled and job.certificate else "skill"
