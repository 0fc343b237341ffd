"""Comparing what a rule asks for with the rows that exist."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from guanjia.duties.rules.dates import at_place, birth, redate
from guanjia.duties.rules.links import chain, floating, relative
from guanjia.duties.rules.moves import timer, trigger
from guanjia.duties.rules.passes import Pass
from guanjia.duties.rules.periods import calendar, quota
from guanjia.duties.rules.planned import Discharged, Moved, Planned, Withdrawn
from guanjia.duties.rules.states import DONE, DutyState
from guanjia.duties.rules.target import Scene, Target, Wanted
from guanjia.standards.rules.condition import matches
from guanjia.standards.rules.standard import Standard
from guanjia.standards.rules.when import Calendar, Chain, Floating, Quota, Relative, Timer, Trigger

CHANGED = "changed_at"
"""The moment by which a subject of any kind says that it became another thing, so that what was checked is owed again."""


def wanted(scene: Scene) -> Wanted:
    """The targets of the scene's standard, none when its filter does not hold."""
    if not matches(scene.standard.filter, scene.facts()):
        return {}, "filter"
    match scene.standard.when:
        case Relative() as when:
            return relative(when, scene)
        case Chain() as when:
            return chain(when, scene)
        case Calendar() as when:
            return calendar(when, scene)
        case Floating() as when:
            return floating(when, scene)
        case Quota() as when:
            return quota(when, scene)
        case Timer() as when:
            return timer(when, scene)
        case Trigger() as when:
            return trigger(when, scene)


@dataclass
class Comparison:
    """One look at a scene, by the version in force and the older ones that begun rows keep."""

    scene: Scene
    version: int
    earlier: Mapping[int, Standard]

    def __post_init__(self) -> None:
        self._wanted: dict[int, Wanted] = {}

    def standard(self, version: int) -> Standard:
        return self.scene.standard if version == self.version else self.earlier.get(version, self.scene.standard)

    def wanted(self, version: int) -> Wanted:
        if version not in self._wanted:
            standard = self.standard(version)
            scene = self.scene if standard is self.scene.standard else replace(self.scene, standard=standard)
            self._wanted[version] = wanted(scene)
        return self._wanted[version]

    def look(self) -> Pass:
        """What to write now; what a discharge leads to is seen on the next look."""
        created, moved, withdrawn = [], [], []
        kept: list[Planned] = []
        latest = self.scene.latest()
        for row in latest.values():
            target = self._again(row) if not row.live else None
            if target is not None:
                created.append(self._bear(target, row.round + 1))
            elif row.live:
                held = self._hold(row)
                if held is None:
                    withdrawn.append(self._withdrawal(row))
                    continue
                if held != row:
                    moved.append(Moved(row, held))
                kept.append(held)
            elif row.state is DutyState.MISSED:
                kept.append(row)
        created += [self._bear(target, 1) for target in self._births(latest)]
        told = self.scene.subject.moves or self.scene.happened
        discharged = list(self._discharges([*kept, *created])) if told else []
        return Pass(created, moved, withdrawn, discharged)

    def _hold(self, row: Planned) -> Planned | None:
        """The live row as it should be; None when nothing asks for it any more. A begun window keeps its version."""
        at, own = self.scene.at, row.version if row.opens_at <= self.scene.at else self.version
        target = self.wanted(own)[0].get(row.occurrence)
        if own != self.version and (target is None or target.opens_at > at):
            own, target = self.version, self.wanted(self.version)[0].get(row.occurrence)
        if target is None:
            return None
        return at_place(redate(row, target, self.standard(own), own, at), self.scene.subject)

    def _withdrawal(self, row: Planned) -> Withdrawn:
        return Withdrawn(row, self.wanted(self.version)[1])

    def _again(self, row: Planned) -> Target | None:
        """The target that asks for a further round beside a finished row: its moment or place is another now, or it is outdated."""
        target = self.wanted(self.version)[0].get(row.occurrence)
        if target is None or not target.born or target.lost or self._over():
            return None
        if row.state is DutyState.WITHDRAWN:
            return None if target.ended else target
        if not isinstance(self.scene.standard.when, Relative):
            return None
        before = self.wanted(row.version)[0].get(row.occurrence)
        place = self.scene.subject.facts.get("space_id")
        elsewhere = None not in (row.place, place) and row.place != place
        if before is None or (before.natural_at == row.natural_at and not elsewhere and not self._outdated(row)):
            return None
        on_move = self.scene.standard.on_move
        owed_again = on_move == "follow" and row.state is DutyState.MISSED and target.natural_at > self.scene.at
        return target if on_move == "reopen" or owed_again else None

    def _outdated(self, row: Planned) -> bool:
        """Whether the subject says that it became another thing after this was done."""
        changed_at = self.scene.subject.moments.get(CHANGED)
        return changed_at is not None and row.ended_at is not None and row.ended_at < changed_at

    def _births(self, latest: Mapping[str, Planned]) -> list[Target]:
        if self._over():
            return []
        fresh = [each for each in self.wanted(self.version)[0].values() if each.born and each.occurrence not in latest]
        lost = sorted((each for each in fresh if each.lost), key=lambda each: each.natural_at)
        timely = [each for each in fresh if not each.lost]
        return [*self._caught_up(lost), *timely]

    def _caught_up(self, lost: list[Target]) -> list[Target]:
        """What an outage left out: each, one for all that came after the newest row there is, or none."""
        if not lost or self.scene.standard.catch_up == "skip":
            return []
        if self.scene.standard.catch_up == "each":
            return lost
        newest = max((row.natural_at for row in self.scene.rows), default=None)
        after = [each for each in lost if newest is None or each.natural_at > newest]
        return [replace(after[-1], merged=len(after))] if after else []

    def _over(self) -> bool:
        """Whether the moment has passed after which no duty is born."""
        end = self.scene.moment(self.scene.standard.not_after)
        return end is not None and self.scene.at >= end

    def _bear(self, target: Target, round_: int) -> Planned:
        return at_place(birth(target, self.scene.standard, self.version, self.scene.at, round_), self.scene.subject)

    def _discharges(self, rows: Sequence[Planned]) -> Iterator[Discharged]:
        """Which rows the subject's own moves, or events about it, have ended. One move ends one row."""
        used = {row.ended_at for row in self.scene.rows if row.state in DONE}
        for row in sorted(rows, key=lambda each: each.natural_at):
            found = self._end_of(row, used)
            if found is not None:
                used.add(found[1])
                yield Discharged(row, *found)

    def _end_of(self, row: Planned, used: set[datetime | None]) -> tuple[str, datetime] | None:
        standard = self.standard(row.version)
        if isinstance(standard.when, Timer):
            target = self.wanted(row.version)[0].get(row.occurrence)
            return target.ended if target else None
        names = standard.discharged_by.names
        if standard.discharged_by.by == "move":
            told = [each for each in self.scene.subject.moves if each[0] in names]
        else:
            told = [(each.kind, each.at) for each in self.scene.happened if each.kind in names]
        if isinstance(standard.when, Relative):
            fitting = [each for each in told if row.round == 1 or each[1] >= row.born_at]
        else:
            fitting = [each for each in told if each[1] >= row.opens_at and each[1] not in used]
        return min(fitting, key=lambda each: each[1], default=None)
