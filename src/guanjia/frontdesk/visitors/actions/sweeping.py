"""What the house does by itself about visitors: passes end, data goes on its day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from guanjia.duties.public import Task
from guanjia.foundation.journal.public import erase_texts, record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.persons.public import Person, erase, holds_on, unlink_person
from guanjia.foundation.sites.public import Site, setting
from guanjia.frontdesk.visitors.actions.booking import LINK
from guanjia.frontdesk.visitors.actions.moving import VISIT, move_visit
from guanjia.frontdesk.visitors.actions.site import SITE
from guanjia.frontdesk.visitors.models import AccessNeed, Visit
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, OVER, VisitState
from guanjia.posts.public import on_post

KEEP_DAYS = "visitors.keep_days"
ARTICLE = "个人信息保护法 第19条、第47条"
S = VisitState


def mark_overstayed(task: Task) -> None:
    """The pass has ended and they are still inside: the chase begins, security is told. Nothing for who left."""
    visit = _visit(task)
    if visit.stage is not S.ADMITTED or visit.leave_by is None or visit.leave_by > task.at:
        return
    move_visit(visit=visit, to=S.OVERSTAYED, actor=None, at=task.at)
    notify(
        site=visit.site,
        users=on_post(visit.site, "security", task.at),
        template="visitors.overstay",
        context={"number": visit.number, "unit": visit.unit.code if visit.unit else ""},
        link=reverse("visitors:visit", args=[visit.site.code, visit.number]),
        at=task.at,
    )


def expire(task: Task) -> None:
    """The pass has ended and nobody came, or nobody was let in."""
    visit = _visit(task)
    if visit.stage in AT_DOOR | {S.BOOKED} and visit.pass_until <= task.at:
        move_visit(visit=visit, to=S.EXPIRED, actor=None, at=task.at)


def _visit(task: Task) -> Visit:
    return Visit.objects.select_related("site", "unit", "person").get(pk=task.subject_id)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasing did: visits whose details went, persons erased whole, visits that a legal hold keeps."""

    visits: int
    persons: int
    held: int


def erase_old(task: Task) -> None:
    """The daily duty of the site: what is older than its setting goes (FDSK-024)."""
    site = Site.objects.get(pk=task.subject_id)
    erase_before(site=site, moment=task.at - timedelta(days=setting(site, KEEP_DAYS)), actor=None, at=task.at)


@transaction.atomic
def erase_before(*, site: Site, moment: datetime, actor: Any, at: datetime) -> Erased:
    """Erase the details of visits that were over before `moment`, and the visitors for whom the site has no other reason.

    Somebody with a younger visit stays until that one's day; a legal hold keeps what it names and says so. A second call
    finds nothing.
    """
    rows = Visit.objects.filter(site=site, erased_at=None, state__in=OVER, pass_until__lt=moment)
    old = list(rows.exclude(departed_at__gte=moment).select_related("person"))
    people = {visit.person_id: visit.person for visit in old}
    held = {pk for pk, person in people.items() if holds_on(person, at)}
    going = [visit for visit in old if visit.person_id not in held]
    clear_visits([visit.pk for visit in going], at)
    persons = sum(_let_go(site, people[pk], actor, at) for pk in sorted({visit.person_id for visit in going}))
    done = Erased(len(going), persons, len(old) - len(going))
    if old:
        counts = {"visits": done.visits, "persons": done.persons, "held": done.held}
        record(
            site=site,
            at=at,
            actor=actor,
            action="erase_visits",
            subject=(SITE, site.pk),
            reason=ARTICLE,
            changes=counts,
        )
    return done


def clear_visits(ids: list[int], at: datetime) -> int:
    """Empty what says something about the visitor; number, kind and times stay as counts."""
    erase_texts([(VISIT, pk) for pk in ids])
    rows = Visit.objects.filter(pk__in=ids, erased_at=None)
    return rows.update(purpose="", belongings="", paper="", paper_last4="", erased_at=at)


def erase_visits_of(person: Person, at: datetime) -> int:
    """The visits of a person who is erased, from persons."""
    AccessNeed.objects.filter(person=person).delete()
    return clear_visits(list(Visit.objects.filter(person=person, erased_at=None).values_list("pk", flat=True)), at)


def _let_go(site: Site, person: Person, actor: Any, at: datetime) -> bool:
    """End the site's reason to see them; whoever has no other reason anywhere is erased."""
    if Visit.objects.filter(site=site, person=person, erased_at=None).exists():
        return False
    unlink_person(site=site, person=person, kind=LINK)
    if person.links.exists() or person.erased_at is not None:
        return False
    erase(person, actor=actor, at=at, reason=ARTICLE, site=site)
    return True
