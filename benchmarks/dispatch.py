"""200 requests to 40 people: how fast the plan is made, and its weighted lateness against earliest due date first.

Days are replayed from the 311 sample: 200 requests that follow each other, with the order of their promises: the shortest is
due first, the longest at the end of the shift, none before it could be done at all (an hour and 1.2 times the work). A promise
already broken would cost both arms the same and hide the difference. Durations, skills, ways, weights of the kinds and the
load (0.9 to 1.1) are drawn once by the seed.
"""

import csv
import random
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.framework import Arms, Figure, at_most, figure, seconds
from guanjia.dispatch.rules.jobs import Job, Plan, Spot, Stop, Ways, Worker
from guanjia.dispatch.rules.planning import assign

ENGINES = ("sqlite",)
FILE = Path(__file__).resolve().parents[2] / "shared/data/requests/baltimore-311-a.csv"
JOBS, PEOPLE, SHIFT, GRACE = 200, 40, 480.0, 60.0
BUILDINGS = [f"{number}" for number in range(1, 31)]
SKILLS = ("water", "power", "lift", "door", "green", "clean")
LOADS = (0.9, 0.95, 1.0, 1.05, 1.1)
SEEDS = (1, 2, 3)


def run(_arms: Arms) -> Iterator[Figure]:
    """Fifteen days: five loads by three seeds, each another stretch of the sample."""
    rows = read()
    ratios, times = [], []
    for number, (load, seed) in enumerate((load, seed) for load in LOADS for seed in SEEDS):
        first = number * (len(rows) - JOBS) // (len(LOADS) * len(SEEDS))
        jobs, workers, ways = replay(rows[first : first + JOBS], load, seed)
        plans: list[Plan] = []
        times.append(seconds(lambda: plans.append(assign(jobs, workers, ways))))  # noqa: B023 - called at once
        base = earliest_due_first(jobs, workers, ways)
        assert len(plans[0].stops) == len(base.stops) == JOBS, "both arms do every job"
        ratios.append(plans[0].cost / base.cost)
    told = (
        f"{JOBS} jobs, {PEOPLE} people, {len(ratios)} days, load {LOADS[0]} to {LOADS[-1]}, against EDD list scheduling"
    )
    yield figure("weighted lateness, median day", statistics.median(ratios), "x", at_most(0.6), told)
    yield figure("weighted lateness, worst day", max(ratios), "x", at_most(0.6), told)
    yield figure("a plan, median", statistics.median(times) * 1000, "ms", at_most(1000), told)
    yield figure("a plan, slowest", max(times) * 1000, "ms", at_most(1000), told)


def read() -> list[tuple[str, str, datetime, float]]:
    """Type, agency, moment and promised days of every request that has a promise, oldest first."""
    if not FILE.exists():
        raise SystemExit(f"LEFT OUT: {FILE.name} is not here")
    found = []
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["DueDate"]:
                created, due = moment_of(row["CreatedDate"]), moment_of(row["DueDate"])
                found.append((row["SRType"], row["Agency"], created, max(0.1, (due - created).total_seconds() / 86400)))
    return sorted(found, key=lambda each: each[2])


def moment_of(text: str) -> datetime:
    """A moment as the sample writes it; its zone does not matter here."""
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=UTC)


def replay(
    rows: list[tuple[str, str, datetime, float]], load: float, seed: int
) -> tuple[list[Job], list[Worker], Ways]:
    """A day of jobs, the people and the ways."""
    chance = random.Random(f"{seed}/{load}")
    places = {building: (chance.uniform(0, 12), chance.uniform(0, 12)) for building in BUILDINGS}
    ways = Ways(
        {
            (one, other): abs(places[one][0] - places[other][0]) + abs(places[one][1] - places[other][1])
            for one in BUILDINGS
            for other in BUILDINGS
            if one < other
        }
    )
    skill_of = {agency: chance.choice(SKILLS) for agency in sorted({row[1] for row in rows})}
    usual = {kind: chance.lognormvariate(0, 0.5) for kind in sorted({row[0] for row in rows})}
    weight_of = {kind: chance.choice((1.0, 2.0, 5.0)) for kind in sorted(usual)}
    raw = [usual[kind] * chance.lognormvariate(0, 0.3) for kind, *_rest in rows]
    scale = load * PEOPLE * SHIFT / sum(raw)
    order = sorted(range(len(rows)), key=lambda number: (rows[number][3], number))
    rank = {number: place / len(rows) for place, number in enumerate(order)}
    jobs = [
        Job(
            id=number,
            skill=skill_of[agency],
            minutes=raw[number] * scale,
            due=GRACE + max(1.2 * raw[number] * scale, SHIFT * rank[number]),
            weight=weight_of[kind],
            spot=Spot(chance.choice(BUILDINGS), chance.randint(1, 25)),
        )
        for number, (kind, agency, _created, _promised) in enumerate(rows)
    ]
    return jobs, crew(jobs, chance), ways


def crew(jobs: list[Job], chance: random.Random) -> list[Worker]:
    """People with two or three skills; the first skill is drawn as often as the work asks for it."""
    asked = [job.skill for job in jobs]
    workers = []
    for number in range(PEOPLE):
        skills = {chance.choice(asked): 1.0}
        for skill in chance.sample(SKILLS, 2):
            skills.setdefault(skill, 1.25)
        workers.append(Worker(number, skills, Spot(chance.choice(BUILDINGS), 0)))
    for skill in set(asked):
        if not any(skill in worker.skills for worker in workers):
            workers[0] = Worker(0, {**workers[0].skills, skill: 1.25}, workers[0].spot)
    return workers


def earliest_due_first(jobs: list[Job], workers: list[Worker], ways: Ways) -> Plan:
    """The bare arm: jobs by due date, each to whoever of the skilled ends it first, the way and the speed counted."""
    at = {worker.id: (worker.free_at, worker.spot) for worker in workers}
    stops = []
    for job in sorted(jobs, key=lambda each: each.due or 0.0):
        choices = []
        for worker in workers:
            if worker.can(job):
                free, spot = at[worker.id]
                way = ways.between(spot, job.spot)
                choices.append((free + way + worker.takes(job), worker.id, way))
        end, chosen, way = min(choices)
        at[chosen] = (end, job.spot)
        stops.append(Stop(job, workers[chosen], way, end - workers[chosen].takes(job), end, 0))
    return Plan(tuple(stops))
