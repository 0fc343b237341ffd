"""Moves of a subject that wait for duties; duties that a module ends by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.duties.actions.ending import End, end_duty
from guanjia.duties.actions.locking import lock_duty
from guanjia.duties.actions.planning import plan_now
from guanjia.duties.models import Duty
from guanjia.duties.queries.catalogue import standards_by_id
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import PlanCursor
from guanjia.posts.public import Post


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A duty that holds a move back. `failed_count` > 0: it was done, but so many lines are not in order."""

    duty_id: int
    title: str
    post: str
    due: str
    failed_count: int

    def __str__(self) -> str:
        if self.failed_count:
            return _("%(title)s: %(count)d not in order") % {"title": self.title, "count": self.failed_count}
        return _("%(title)s (%(post)s, due %(due)s)") % {"title": self.title, "post": self.post, "due": self.due}


class GateClosed(Exception):
    """The move is refused; str() names the duties that hold it back, in the reader's language."""

    def __init__(self, move: str, obstacles: list[Obstacle]) -> None:
        super().__init__(move, obstacles)
        self.move, self.obstacles = move, obstacles

    def __str__(self) -> str:
        listed = "; ".join(str(each) for each in self.obstacles)
        return _("Not yet: %(duties)s.") % {"duties": listed}


def require(kind: str, id: int, move: str, *, at: datetime) -> None:
    """Pass if no duty of the subject gates `move`, else raise GateClosed. Call it inside the mover's transaction.

    Plans first if the subject is marked dirty. A gate is shut by a duty that is owed or was missed, and by one that was done but
    found something not in order, until a re-check finds all in order.
    """
    with transaction.atomic():
        if PlanCursor.objects.filter(kind=kind, subject_id=id, dirty=True).exists():
            plan_now(kind, [id], at=at)
        obstacles = obstacles_of(kind, id, move)
    if obstacles:
        raise GateClosed(move, obstacles)


def obstacles_of(kind: str, id: int, move: str) -> list[Obstacle]:
    """The duties that hold the move back as planned now, first due first. Three queries at most."""
    rows = Duty.objects.filter(subject_kind=kind, subject_id=id).exclude(state=DutyState.WITHDRAWN)
    shut = [row for row in rows.select_related("site").order_by("due_at", "pk") if _holds(row)]
    standards = standards_by_id({row.version_id for row in shut})
    shut = [row for row in shut if move in standards[row.version_id].gates]
    names = _post_names(shut)
    language = get_language() or "zh-hans"
    return [
        Obstacle(
            row.pk,
            standards[row.version_id].title.say(language),
            names.get(row.post_code, row.post_code),
            f"{local(row.site, row.due_at):%m-%d %H:%M}",
            row.failed_count,
        )
        for row in shut
    ]


def _holds(row: Duty) -> bool:
    return row.state in LIVE or row.state == DutyState.MISSED or row.failed_count > 0


def _post_names(rows: list[Duty]) -> dict[str, str]:
    if not rows:
        return {}
    posts = Post.objects.filter(site_id=rows[0].site_id, code__in={row.post_code for row in rows})
    chinese = (get_language() or "zh").startswith("zh")
    return {post.code: post.name_zh if chinese else post.name_en for post in posts}


def discharge(
    kind: str, id: int, *, standard_code: str, at: datetime, actor: Any = None, moment: datetime | None = None
) -> int:
    """End what is owed of this standard for the subject, because the module itself saw it done; the count ended.

    `moment` (default `at`) counts as the end. Moves and events that the standard names as its discharge need no call: planning
    sees them. A second call ends nothing.
    """
    wanted = Duty.objects.filter(subject_kind=kind, subject_id=id, standard_code=standard_code)
    wanted = wanted.filter(state__in=[*LIVE, DutyState.MISSED], opens_at__lte=moment or at)
    count = 0
    with transaction.atomic():
        for pk in list(wanted.order_by("pk").values_list("pk", flat=True)):
            duty = lock_duty(pk)
            if duty is not None and (duty.state in LIVE or duty.state == DutyState.MISSED):
                end_duty(duty, End(moment=moment or at, person=actor, action="duties.discharge"), actor=actor, at=at)
                count += 1
    return count
