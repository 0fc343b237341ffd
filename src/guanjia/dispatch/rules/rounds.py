"""The arithmetic of rounds on arrays: what a round costs, and what it would cost with one more job at any place."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from guanjia.dispatch.rules.jobs import LIFT, PER_LEVEL, SAME_DOOR, Job, Spot, Ways, Worker

FAR_OFF = 1e7
FOREIGN_AREA = 6.0
OVERTIME = 50.0
BUSY = 0.5
EARLY = 0.002
"""Costs beside lateness, in weighted minutes: an area that is another's, a minute after the shift, an order already
carried, a minute of the day (so that of two plans without lateness the shorter one wins)."""


@dataclass(frozen=True, slots=True)
class Day:
    """Jobs and people as arrays; row `n_jobs + w` of `way` is where worker w starts."""

    minutes: Any
    due: Any
    weight: Any
    not_before: Any
    able: Any
    way: Any
    extra: Any
    free_at: Any
    until: Any

    @property
    def n_jobs(self) -> int:
        """How many jobs."""
        return len(self.due)

    @property
    def n_workers(self) -> int:
        """How many people."""
        return len(self.free_at)


def day_of(jobs: list[Job], workers: list[Worker], ways: Ways) -> Day:
    """Arrays of the same order as the lists; equal spots are measured once."""
    way = table_of([*(job.spot for job in jobs), *(worker.spot for worker in workers)], ways)
    foreign = [[bool(job.area) and job.area not in worker.areas for job in jobs] for worker in workers]
    return Day(
        minutes=np.array([[worker.takes(job) for job in jobs] for worker in workers]),
        due=np.array([FAR_OFF if job.due is None else job.due for job in jobs]),
        weight=np.array([job.weight for job in jobs]),
        not_before=np.array([job.not_before for job in jobs]),
        able=np.array([[worker.can(job) for job in jobs] for worker in workers]),
        way=way[:, : len(jobs)],
        extra=np.array([[FOREIGN_AREA * each for each in row] for row in foreign])
        + np.array([[BUSY * worker.carried] for worker in workers]),
        free_at=np.array([worker.free_at for worker in workers]),
        until=np.array([FAR_OFF if worker.until is None else worker.until for worker in workers]),
    )


def table_of(spots: list[Spot], ways: Ways) -> Any:
    """Minutes between all spots, as `Ways.between` has them."""
    names = sorted({spot.building for spot in spots})
    index = np.array([names.index(spot.building) for spot in spots])
    level = np.abs(np.array([spot.level for spot in spots], dtype=float))
    signed = np.array([spot.level for spot in spots], dtype=float)
    grounds = np.array([[ways.between(Spot(one), Spot(other)) for other in names] for one in names])
    across = grounds[np.ix_(index, index)] + PER_LEVEL * (level[:, None] + level[None, :])
    climbed = np.abs(signed[:, None] - signed[None, :])
    inside = np.where(climbed == 0, SAME_DOOR, LIFT + PER_LEVEL * climbed)
    nowhere = np.array([not spot.building for spot in spots])
    table = np.where(index[:, None] == index[None, :], inside, across)
    return np.where(nowhere[:, None] | nowhere[None, :], ways.unknown, table)


def cost_of(day: Day, worker: int, round_: list[int]) -> float:
    """What one person's round costs."""
    at, here, total = float(day.free_at[worker]), day.n_jobs + worker, 0.0
    for job in round_:
        at = max(at + day.way[here, job], day.not_before[job]) + day.minutes[worker, job]
        total += day.weight[job] * max(0.0, at - day.due[job]) + day.extra[worker, job] + EARLY * at
        total += OVERTIME * max(0.0, at - day.until[worker])
        here = job
    return float(total)


@dataclass(frozen=True, slots=True)
class Laid:
    """Rounds side by side: element s of worker w at [w, s]; a place that nothing fills costs and moves nothing."""

    length: Any
    real: Any
    job: Any
    way: Any
    minutes: Any
    due: Any
    weight: Any
    not_before: Any
    extra: Any
    early: Any


def laid(day: Day, rounds: list[list[int]]) -> Laid:
    """The rounds as arrays."""
    longest = max(map(len, rounds), default=0)
    rows = np.array([round_ + [-1] * (longest - len(round_)) for round_ in rounds], dtype=int).reshape(
        len(rounds), longest
    )
    real = rows >= 0
    job = np.where(real, rows, 0)
    who = np.arange(len(rounds))[:, None]
    before = np.concatenate([day.n_jobs + who, job], axis=1)[:, :longest]
    return Laid(
        length=real.sum(1),
        real=real,
        job=job,
        way=np.where(real, day.way[before, job], 0.0),
        minutes=np.where(real, day.minutes[who, job], 0.0),
        due=day.due[job],
        weight=np.where(real, day.weight[job], 0.0),
        not_before=np.where(real, day.not_before[job], -FAR_OFF),
        extra=np.where(real, day.extra[who, job], 0.0),
        early=np.where(real, EARLY, 0.0),
    )


def insertions(day: Day, rounds: list[list[int]], costs: Any, jobs: list[int]) -> tuple[Any, Any]:
    """How much dearer each round becomes with each job at its best place there: two arrays (worker, job): by how much, where.

    inf where the person cannot do the job.
    """
    line = laid(day, rounds)
    at, here, spent = _prefixes(day, line)
    asked = np.array(jobs)
    who = np.arange(len(rounds))[:, None, None]
    over = day.until[:, None, None]
    end = np.maximum(at[:, :, None] + day.way[here[:, :, None], asked], day.not_before[asked]) + day.minutes[who, asked]
    total = spent[:, :, None] + day.weight[asked] * np.maximum(0.0, end - day.due[asked]) + EARLY * end
    total += day.extra[who, asked] + OVERTIME * np.maximum(0.0, end - over)
    for step in range(line.job.shape[1]):
        real = line.real[:, step, None]
        first = end[:, : step + 1]
        way = np.empty_like(first)
        way[:, :step] = line.way[:, step, None, None]
        way[:, step] = np.where(real, day.way[asked[None, :], line.job[:, step, None]], 0.0)
        first += way
        np.maximum(first, line.not_before[:, step, None, None], out=first)
        first += line.minutes[:, step, None, None]
        late = np.maximum(0.0, first - line.due[:, step, None, None]) * line.weight[:, step, None, None]
        late += line.early[:, step, None, None] * first
        late += (
            np.where(real[:, :, None], OVERTIME, 0.0) * np.maximum(0.0, first - over) + line.extra[:, step, None, None]
        )
        total[:, : step + 1] += late
    beyond = np.arange(total.shape[1])[None, :] > line.length[:, None]
    total[beyond] = np.inf
    place = total.argmin(1)
    dearer = np.take_along_axis(total, place[:, None, :], 1)[:, 0] - costs[:, None]
    return np.where(day.able[:, asked], dearer, np.inf), place


def _prefixes(day: Day, line: Laid) -> tuple[Any, Any, Any]:
    """When and where each worker stands before each place, and what was spent until then: arrays (worker, place)."""
    workers, longest = line.job.shape
    at, spent = np.empty((workers, longest + 1)), np.zeros((workers, longest + 1))
    at[:, 0] = day.free_at
    here = np.concatenate([day.n_jobs + np.arange(workers)[:, None], line.job], axis=1)
    for step in range(longest):
        end = np.maximum(at[:, step] + line.way[:, step], line.not_before[:, step]) + line.minutes[:, step]
        over = np.where(line.real[:, step], OVERTIME, 0.0) * np.maximum(0.0, end - day.until)
        late = line.weight[:, step] * np.maximum(0.0, end - line.due[:, step])
        spent[:, step + 1] = spent[:, step] + late + line.extra[:, step] + line.early[:, step] * end + over
        at[:, step + 1] = end
    return at, here, spent
