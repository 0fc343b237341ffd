"""What happened to a duty, in order."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.duties.models import DutyRow, LadderStep
from guanjia.foundation.journal.public import Entry
from guanjia.people.public import User
from guanjia.posts.public import Post

ACTIONS = {
    "duties.end": gettext_lazy("Ended"),
    "duties.perform": gettext_lazy("Performed by the system"),
    "duties.discharge": gettext_lazy("Ended by its module"),
    "duties.escalate": gettext_lazy("Escalated"),
    "duties.assign": gettext_lazy("Given to somebody else"),
    "duties.call_leader": gettext_lazy("Leader called"),
    "duties.keep_evidence": gettext_lazy("Evidence kept"),
    "duties.accept_evidence": gettext_lazy("Evidence accepted by a leader"),
    "duties.decide_evidence": gettext_lazy("Decided by a leader"),
    "duties.counter_sign": gettext_lazy("Counter-signed"),
    "duties.fail_item": gettext_lazy("Line not in order"),
    "duties.report_fault": gettext_lazy("Fault reported"),
}
STEPS = {
    "at_risk": gettext_lazy("At risk"),
    "overdue": gettext_lazy("Overdue"),
    "missed": gettext_lazy("Missed"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline. `person` "" is the system; `planned_at` only of a step that the clock came to late."""

    at: datetime
    text: str
    person: str = ""
    detail: str = ""
    planned_at: datetime | None = None


def timeline(duty: DutyRow) -> list[Happening]:
    """Journal and ladder of the duty, oldest first. Four queries."""
    entries = list(
        Entry.objects.filter(subject_kind="duties.duty", subject_id=duty.pk).select_related("text").order_by("id")
    )
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={each.actor_id for each in entries})}
    found = [_entry(each, names) for each in entries]
    steps = list(LadderStep.objects.filter(duty_id=duty.pk))
    codes = {each.post_code for each in steps}
    posts = {post.code: post.name for post in Post.objects.filter(site_id=duty.site_id, code__in=codes)}
    found += [_step(each, posts) for each in steps]
    return sorted(found, key=lambda each: each.at)


def _entry(entry: Entry, names: dict[int, str]) -> Happening:
    text = str(ACTIONS.get(entry.action, entry.action))
    detail = [str(entry.changes[key]) for key in ("item", "value", "move") if entry.changes.get(key) not in (None, "")]
    if entry.reason:
        detail.append(entry.reason)
    return Happening(entry.at, text, names.get(entry.actor_id or 0, ""), " · ".join(detail))


def _step(step: LadderStep, post_names: dict[str, str]) -> Happening:
    number = step.step.partition(":")[2]
    text = _("Ladder, rung %(number)s") % {"number": number} if number else str(STEPS.get(step.step, step.step))
    late = step.taken_at - step.due_at
    told = _("told to %(post)s") % {"post": post_names.get(step.post_code, step.post_code)} if step.sent else ""
    return Happening(step.taken_at, text, "", told, step.due_at if late.total_seconds() >= 60 else None)
