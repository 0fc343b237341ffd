"""What a plan is made of: jobs, people, the way between places. Times are minutes from the moment of planning."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SAME_DOOR, LIFT, PER_LEVEL, UNKNOWN_WAY = 1.0, 1.5, 0.3, 6.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: a building by code and a level; building "" means nobody knows."""

    building: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be given out.

    `skill` "" anybody can do; `certificate` "" needs none (EQUI-010). `due` may be negative (already late); None: never
    late. `not_before` is the beginning of an appointment. `weight` says what a minute of lateness costs.
    """

    id: int
    skill: str
    minutes: float
    due: float | None
    weight: float = 1.0
    spot: Spot = Spot()
    area: str = ""
    certificate: str = ""
    not_before: float = 0.0


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works. `free_at` when the order in hand ends; `until` the end of the shift, None open.

    `skills` maps a skill to how long this person takes for it (1.0 = as planned, 1.3 = slower); `carried` counts the open
    orders they hold already; `certificates` are the valid ones only.
    """

    id: int
    skills: Mapping[str, float]
    spot: Spot = Spot()
    free_at: float = 0.0
    until: float | None = None
    areas: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    carried: int = 0

    def can(self, job: Job) -> bool:
        """Whether this person has the skill, and the certificate where the job asks for one."""
        skilled = not job.skill or job.skill in self.skills
        return skilled and (not job.certificate or job.certificate in self.certificates)

    def takes(self, job: Job) -> float:
        """Minutes that the job takes this person."""
        return job.minutes * self.skills.get(job.skill, 1.0)


@dataclass(frozen=True, slots=True)
class Ways:
    """Minutes on foot between buildings, both directions; a pair that is missing takes `unknown`."""

    minutes: Mapping[tuple[str, str], float] = field(default_factory=dict)
    unknown: float = UNKNOWN_WAY

    def between(self, one: Spot, other: Spot) -> float:
        """From door to door: stairs or lift inside a building, down, over and up between two."""
        if not one.building or not other.building:
            return self.unknown
        if one.building == other.building:
            levels = abs(one.level - other.level)
            return SAME_DOOR if not levels else LIFT + PER_LEVEL * levels
        pair = (one.building, other.building)
        way = self.minutes.get(pair, self.minutes.get(pair[::-1], self.unknown))
        return way + 2 * LIFT + PER_LEVEL * (abs(one.level) + abs(other.level))


@dataclass(frozen=True, slots=True)
class Stop:
    """A job in somebody's round."""

    job: Job
    worker: Worker
    way: float
    start: float
    end: float
    place: int

    @property
    def late(self) -> float:
        """Minutes after the promise, 0 when in time."""
        return max(0.0, self.end - self.job.due) if self.job.due is not None else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds for everybody; `left` are jobs nobody can be given, by id, with the reason: skill, certificate or shift."""

    stops: tuple[Stop, ...] = ()
    left: Mapping[int, str] = field(default_factory=dict)

    @property
    def cost(self) -> float:
        """Weighted minutes of lateness."""
        return sum(stop.job.weight * stop.late for stop in self.stops)

    def of(self, job_id: int) -> Stop | None:
        """The stop of a job; None when it is left."""
        return next((stop for stop in self.stops if stop.job.id == job_id), None)
