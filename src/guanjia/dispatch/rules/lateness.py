"""What will be late: from what is known when a request comes in, and from what had happened by then (W19).

Nothing of a request's own future enters its features: the past of its kind counts only as far as it was over, its backlog
only as far as it was open, at the moment it came in.
"""

import heapq
import math
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

RECENT = 40
LEAST_TAUGHT = 200
PRIOR = 4.0
FEATURES = (
    "promised", "hour", "weekday", "month", "channel",
    "kind_late", "kind_recent", "kind_outlast", "kind_pace", "kind_open", "kind_overdue", "kind_week", "kind_known",
    "group_late", "group_recent", "group_outlast", "group_open", "group_overdue", "group_week",
    "all_late", "all_open", "all_overdue", "own_rank",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A request with a promise. `closed` None: still open. Moments in one zone, local."""

    kind: str
    group: str
    channel: str
    created: datetime
    due: datetime
    closed: datetime | None = None

    @property
    def promised_h(self) -> float:
        """Hours from coming in to the promise, at least a minute."""
        return max(1 / 60, (self.due - self.created).total_seconds() / 3600)

    def late_by(self, moment: datetime) -> bool | None:
        """Whether it was late, as known at `moment`; None while nobody can say."""
        if self.closed is not None and self.closed <= moment:
            return self.closed > self.due
        return True if self.due < moment else None


@dataclass(slots=True)
class Past:
    """What is over and what is open, of one kind, group or of all."""

    over: int = 0
    late: float = 0.0
    recent: deque[bool] = field(default_factory=lambda: deque(maxlen=RECENT))
    hours: deque[float] = field(default_factory=lambda: deque(maxlen=200))
    pace: float = 0.0
    open: int = 0
    overdue: int = 0
    came: deque[datetime] = field(default_factory=deque)

    def late_share(self, prior: float) -> float:
        return (self.late + PRIOR * prior) / (self.over + PRIOR)

    def recent_share(self, prior: float) -> float:
        return (sum(self.recent) + PRIOR / 2 * prior) / (len(self.recent) + PRIOR / 2)

    def outlast(self, hours: float, prior: float) -> float:
        """The share of those that are over which took longer than `hours`."""
        return (sum(each > hours for each in self.hours) + PRIOR / 2 * prior) / (len(self.hours) + PRIOR / 2)

    def week(self, at: datetime) -> int:
        """How many came in within seven days before `at`."""
        while self.came and self.came[0] < at - timedelta(days=7):
            self.came.popleft()
        return len(self.came)


class History:
    """Walks through cases in the order they came in; `row` sees only what was known then."""

    def __init__(self) -> None:
        self._kinds: dict[str, Past] = defaultdict(Past)
        self._groups: dict[str, Past] = defaultdict(Past)
        self._channels: dict[str, Past] = defaultdict(Past)
        self._all = Past()
        self._coming: list[tuple[datetime, int, str, Case]] = []
        self._count = 0
        self._overdue: set[int] = set()

    def row(self, case: Case) -> list[float]:
        """The features of a case at the moment it comes in, in the order of FEATURES."""
        self._pass_to(case.created)
        kind, group, whole = self._kinds[case.kind], self._groups[case.group], self._all
        everywhere = whole.late_share(0.15)
        in_group = group.late_share(everywhere)
        outlast = group.outlast(case.promised_h, in_group)
        return [
            math.log(case.promised_h), case.created.hour, case.created.weekday(), case.created.month,
            self._channels[case.channel].late_share(everywhere),
            kind.late_share(in_group), kind.recent_share(in_group), kind.outlast(case.promised_h, outlast),
            kind.pace, kind.open, kind.overdue / (kind.open + 2), kind.week(case.created), kind.over,
            in_group, group.recent_share(everywhere), outlast, group.open, group.overdue / (group.open + 2),
            group.week(case.created),
            whole.recent_share(everywhere), whole.open, whole.overdue / (whole.open + 2),
            case.promised_h / math.exp(kind.pace),
        ]  # fmt: skip

    def take(self, case: Case) -> None:
        """The case has come in: from now on it is open."""
        self._pass_to(case.created)
        self._count += 1
        for past in self._pasts(case):
            past.open += 1
            past.came.append(case.created)
        heapq.heappush(self._coming, (case.due, self._count, "due", case))
        if case.closed is not None:
            heapq.heappush(self._coming, (max(case.closed, case.created), self._count, "close", case))

    def _pasts(self, case: Case) -> tuple[Past, ...]:
        return self._kinds[case.kind], self._groups[case.group], self._channels[case.channel], self._all

    def _pass_to(self, moment: datetime) -> None:
        """Everything that happened before `moment` has happened."""
        while self._coming and self._coming[0][0] < moment:
            at, number, what, case = heapq.heappop(self._coming)
            if what == "due" and (case.closed is None or case.closed > at):
                self._overdue.add(number)
                for past in self._pasts(case):
                    past.overdue += 1
            elif what == "close":
                self._close(number, case)

    def _close(self, number: int, case: Case) -> None:
        was_late = number in self._overdue
        self._overdue.discard(number)
        hours = max(0.01, ((case.closed or case.due) - case.created).total_seconds() / 3600)
        for past in self._pasts(case):
            past.open -= 1
            past.overdue -= was_late
            past.over += 1
            past.late += was_late
            past.recent.append(was_late)
            past.hours.append(hours)
            past.pace += 0.1 * (math.log(hours) - past.pace) if past.over > 1 else math.log(hours)


def rows_of(cases: Iterable[Case]) -> Any:
    """Features of all cases, walked through in the order they came in; `cases` are sorted by `created`."""
    history, found = History(), []
    for case in cases:
        found.append(history.row(case))
        history.take(case)
    return np.array(found).reshape(-1, len(FEATURES))


class LateModel:
    """How likely a case is late: two learners, of steps and of lines, half and half. Same cases, same model."""

    def __init__(self, rows: Any, late: Sequence[bool]) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - a second of import, paid once
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.pipeline import make_pipeline  # noqa: PLC0415
        from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

        self._steps = HistGradientBoostingClassifier(
            max_depth=4, learning_rate=0.05, max_iter=120, min_samples_leaf=30, l2_regularization=5.0, random_state=0
        )
        self._lines = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=300))
        answers = np.array(late, bool)
        self._steps.fit(rows, answers)
        self._lines.fit(np.log1p(np.maximum(rows, -0.9)), answers)

    def risk(self, rows: Any) -> Any:
        """The likelihood of each row, 0 to 1."""
        lines = self._lines.predict_proba(np.log1p(np.maximum(rows, -0.9)))[:, 1]
        return 0.5 * self._steps.predict_proba(rows)[:, 1] + 0.5 * lines


def taught_by(cases: Sequence[Case], moment: datetime) -> LateModel | None:
    """A model of the cases whose outcome was known at `moment`; None with fewer than LEAST_TAUGHT or only one outcome."""
    rows = rows_of(cases)
    known = [(number, answer) for number, case in enumerate(cases) if (answer := case.late_by(moment)) is not None]
    answers = [answer for _number, answer in known]
    if len(known) < LEAST_TAUGHT or len(set(answers)) < 2:
        return None
    return LateModel(rows[[number for number, _answer in known]], answers)
