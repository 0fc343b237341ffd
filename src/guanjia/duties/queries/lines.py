"""Duties as a reader sees them: with title, subject, place and post in words. Constant queries for any number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from guanjia.duties.models import DutyRow
from guanjia.duties.queries.catalogue import standards_by_id
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.subjects.public import Snapshot, UnknownKind, snapshots
from guanjia.posts.public import Post
from guanjia.standards.public import Standard


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in words; `subject` is None when the subject no longer exists."""

    duty: DutyRow
    standard: Standard
    title: str
    subject: Snapshot | None
    post_name: str

    @property
    def pk(self) -> int:
        return self.duty.pk

    @property
    def state(self) -> DutyState:
        return self.duty.state_enum

    @property
    def subject_label(self) -> str:
        return self.subject.label if self.subject is not None else f"{self.duty.subject_kind} {self.duty.subject_id}"

    @property
    def place_name(self) -> str:
        return self.duty.place.name if self.duty.place is not None else ""

    @property
    def colour(self) -> str:
        """The colour of its badge: red once escalated, orange overdue, yellow at risk, else its state's."""
        if self.duty.state in LIVE:
            for worn, colour in (
                (self.duty.level, "red"),
                (self.duty.overdue, "orange"),
                (self.duty.at_risk, "yellow"),
            ):
                if worn:
                    return colour
        return self.state.colour

    def is_open_at(self, at: datetime) -> bool:
        """Whether its window has begun."""
        return self.duty.opens_at <= at


def lines_of(duties: Iterable[DutyRow]) -> list[DutyLine]:
    """The duties in words of the active language, in the order given. Give rows with `place` selected."""
    rows = list(duties)
    standards = standards_by_id({row.version_id for row in rows})
    subjects, names = _subjects(rows), post_names(rows)
    language = get_language() or "zh-hans"
    return [
        DutyLine(
            row,
            standards[row.version_id],
            standards[row.version_id].title.say(language),
            subjects.get((row.subject_kind, row.subject_id)),
            names.get((row.site_id, row.post_code), row.post_code),
        )
        for row in rows
    ]


def _subjects(rows: Sequence[DutyRow]) -> dict[tuple[str, int], Snapshot]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.subject_kind].add(row.subject_id)
    found: dict[tuple[str, int], Snapshot] = {}
    for kind, ids in by_kind.items():
        try:
            found |= {(kind, pk): each for pk, each in snapshots(kind, ids).items()}
        except UnknownKind:
            continue
    return found


def post_names(rows: Sequence[DutyRow]) -> dict[tuple[int, str], str]:
    """Names of the posts that owe these duties, by (site id, code). One query."""
    if not rows:
        return {}
    posts = Post.objects.filter(site_id__in={row.site_id for row in rows}, code__in={row.post_code for row in rows})
    chinese = (get_language() or "zh").startswith("zh")
    return {(post.site_id, post.code): post.name_zh if chinese else post.name_en for post in posts}
