"""What duties do when something has happened: tell people."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from guanjia.duties.actions.recatalogue import mark_changed_catalogue
from guanjia.duties.events import DutiesAtRisk, DutiesEscalated, EvidenceDoubted, LeaderCalled, Rung
from guanjia.duties.models import Duty
from guanjia.duties.permissions import LEADING
from guanjia.duties.queries.lines import DutyLine, lines_of
from guanjia.duties.queries.lists import with_places
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import Template, notify, register_template
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Roles, User, users_with_role
from guanjia.posts.events import RosterChanged
from guanjia.posts.public import on_post, on_post_many
from guanjia.standards.events import StandardPatched

LATE_BY = timedelta(minutes=1)
TEMPLATES = (
    Template("duties.at_risk", N_("Due soon: {title}"), N_("{subject} {place}: due {time}.")),
    Template("duties.escalated", N_("Overdue: {title}"), N_("{subject} {place}: due {time}, not done.")),
    Template(
        "duties.escalated_late",
        N_("Overdue (told late): {title}"),
        N_("{subject} {place}: due {time}, not done. This was to be told at {planned}."),
    ),
    Template("duties.leader_called", N_("{caller} asks you to come: {title}"), N_("{subject} {place}")),
    Template("duties.evidence_doubted", N_("Evidence to review: {title}"), N_("{subject} {place}")),
)
for each in TEMPLATES:
    register_template(each)


@receives(DutiesAtRisk, inline=False)
def tell_owners(event: DutiesAtRisk, entry: Entry) -> None:
    """Remind whoever has each duty in hand that it is due soon; nobody for an empty post, which the lists show."""
    rows = Duty.objects.filter(pk__in=event.duty_ids, state=DutyState.OPEN, overdue=False).select_related("assignee")
    lines = lines_of(with_places(rows))
    if not lines:
        return
    site = lines[0].duty.site
    manned = on_post_many(site, {line.duty.post_code for line in lines}, event.at)
    for line in lines:
        users = [line.duty.assignee] if line.duty.assignee is not None else manned[line.duty.post_code]
        notify(site=site, users=users, template="duties.at_risk", context=_facts(line), link=_link(line), at=event.at)


@receives(DutiesEscalated, inline=False)
def tell_rungs(event: DutiesEscalated, entry: Entry) -> None:
    """Tell whoever is on the post of each rung; nobody there: the site's managers. A rung taken late says so."""
    lines = {
        line.pk: line for line in lines_of(with_places(Duty.objects.filter(pk__in=[r.duty_id for r in event.rungs])))
    }
    rungs = [rung for rung in event.rungs if rung.duty_id in lines and _still_worth(lines[rung.duty_id], rung)]
    if not rungs:
        return
    site = lines[rungs[0].duty_id].duty.site
    manned = on_post_many(site, {rung.post_code for rung in rungs}, event.at)
    managers: list[User] = list(users_with_role(site, Roles.SITE_MANAGER, at=event.at))
    for rung in rungs:
        line = lines[rung.duty_id]
        notify(
            site=site, users=manned[rung.post_code] or managers, template=_template(rung, event.at),
            context=_facts(line) | {"planned": rung.planned_at}, link=_link(line), urgent=rung.channel != "app",
            call=rung.channel == "voice", at=event.at,
        )  # fmt: skip


@receives(StandardPatched)
def replan_patched(event: StandardPatched, entry: Entry) -> None:
    """A promise holds differently at the site: mark what it touches."""
    mark_changed_catalogue(Site.objects.get(pk=event.site_id), entry.at)


@receives(RosterChanged)
def show_new_hands(event: RosterChanged, entry: Entry) -> None:
    """What is owed may have a new owner: wake the pages that show who."""
    touch(f"site:{event.site_id}:board")


@receives(LeaderCalled)
def tell_leader(event: LeaderCalled, entry: Entry) -> None:
    """Bring the leader: whoever leads there now, urgently."""
    line = _line(event.duty_id)
    if line is None:
        return
    caller = User.objects.get(pk=event.caller_id)
    context = _facts(line) | {"caller": str(caller)}
    users = _leaders(line, entry.at)
    notify(
        site=line.duty.site, users=users, template="duties.leader_called", context=context, link=_link(line), urgent=True,
        at=entry.at,
    )  # fmt: skip


@receives(EvidenceDoubted)
def tell_doubt(event: EvidenceDoubted, entry: Entry) -> None:
    """Evidence waits for a leader."""
    line = _line(event.duty_id)
    if line is None:
        return
    link = reverse("duties:review", args=[line.duty.site.code])
    notify(
        site=line.duty.site, users=_leaders(line, entry.at), template="duties.evidence_doubted", context=_facts(line), link=link,
        at=entry.at,
    )  # fmt: skip


def _still_worth(line: DutyLine, rung: Rung) -> bool:
    """Not when it was done or withdrawn meanwhile, nor when a higher rung has been climbed since."""
    unfinished = line.duty.is_live or line.state is DutyState.MISSED
    return unfinished and line.duty.level <= rung.level


def _template(rung: Rung, at: datetime) -> str:
    return "duties.escalated_late" if at - rung.planned_at > LATE_BY else "duties.escalated"


def _line(duty_id: int) -> DutyLine | None:
    return next(iter(lines_of(with_places(Duty.objects.filter(pk=duty_id)))), None)


def _leaders(line: DutyLine, at: datetime) -> list[User]:
    """Whoever stands on the leader's post of the duty's own trade now; else those who may lead here; else the managers."""
    site = line.duty.site
    code = f"{line.duty.post_code.partition('.')[0]}.leader"
    return (
        on_post(site, code, at)
        or users_with_role(site, *LEADING, at=at)
        or users_with_role(site, Roles.SITE_MANAGER, at=at)
    )


def _facts(line: DutyLine) -> dict[str, Any]:
    return {"title": line.title, "subject": line.subject_label, "place": line.place_name, "time": line.duty.due_at}


def _link(line: DutyLine) -> str:
    return reverse("duties:my_duty", args=[line.duty.site.code, line.pk])
