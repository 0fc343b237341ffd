"""What the counter wrote of people goes on its day (FDSK-020, FDSK-024): calls, messages, cases, papers looked at."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from guanjia.duties.public import Task
from guanjia.foundation.journal.public import erase_texts, record
from guanjia.foundation.persons.public import Person, erase, holds_on, unlink_person
from guanjia.foundation.sites.public import Site, setting
from guanjia.foundation.subjects.public import begin
from guanjia.frontdesk.desk.actions.keeping import CALL, CASE, NOTE
from guanjia.frontdesk.desk.models import Call, Note, ProxyService, QuickCase
from guanjia.frontdesk.desk.rules.calls import CallState
from guanjia.frontdesk.desk.rules.notes import OPEN_NOTE
from guanjia.frontdesk.desk.rules.quick import OPEN_CASE

DESK = "desk.site"
KEEP_DAYS = "desk.keep_days"
ARTICLE = "个人信息保护法 第19条、第47条"
CALLER = "caller"
"""Why a site sees somebody of whom it knows nothing but that they rang."""


def watch_desk(*, site: Site, at: datetime) -> None:
    """Let the planner know the counter of the site; a further call costs one look and changes nothing."""
    begin(DESK, site.pk, site=site, at=at)


def clear_old(task: Task) -> None:
    """The daily duty of the site."""
    site = Site.objects.get(pk=task.subject_id)
    clear_before(site=site, moment=task.at - timedelta(days=setting(site, KEEP_DAYS)), actor=None, at=task.at)


@transaction.atomic
def clear_before(*, site: Site, moment: datetime, actor: Any, at: datetime) -> int:
    """Empty what was over before `moment`; how many rows. Numbers, kinds and times stay as counts.

    A legal hold on the person keeps the row. Who was known only because they rang is erased whole with their last call.
    A second call finds nothing.
    """
    calls = Call.objects.filter(site=site, state=CallState.CLOSED, closed_at__lt=moment, cleared_at=None)
    callers = {call.caller_id: call.caller for call in calls.select_related("caller") if call.caller is not None}
    held = {pk for pk, person in callers.items() if holds_on(person, at)}
    going = calls.exclude(caller__in=held)
    ids = list(going.values_list("pk", flat=True))
    erase_texts([(CALL, pk) for pk in ids])
    cleared = Call.objects.filter(pk__in=ids).update(
        caller=None, caller_name="", content="", handling="", process="", purpose="", cleared_at=at
    )
    cleared += _others(site, moment, at)
    for pk, person in callers.items():
        if pk not in held:
            _let_go(site, person, actor, at)
    if cleared:
        changes = {"rows": cleared, "held": len(held)}
        record(site=site, at=at, actor=actor, action="clear", subject=(DESK, site.pk), reason=ARTICLE, changes=changes)
    return cleared


def _others(site: Site, moment: datetime, at: datetime) -> int:
    """Messages, cases and papers looked at, as far as no legal hold keeps their persons."""
    notes = Note.objects.filter(site=site, left_at__lt=moment).exclude(state__in=OPEN_NOTE).exclude(text="")
    cases = QuickCase.objects.filter(site=site, settled_at__lt=moment).exclude(state__in=OPEN_CASE)
    cases = cases.exclude(words="", place="", outcome="")
    proxies = ProxyService.objects.filter(site=site, at__lt=moment).exclude(what="", paper_tail="")
    notes = _free(notes, ("from_person",), at)
    cases = _free(cases, ("asker", "target"), at)
    erase_texts([(NOTE, pk) for pk in notes.values_list("pk", flat=True)])
    erase_texts([(CASE, pk) for pk in cases.values_list("pk", flat=True)])
    done = notes.update(text="", result="") + cases.update(words="", place="", outcome="")
    return done + _free(proxies, ("person",), at).update(what="", paper_tail="")


def _free(rows: QuerySet[Any], names: tuple[str, ...], at: datetime) -> QuerySet[Any]:
    """The rows of which no person is held."""
    people = {getattr(row, name) for row in rows.select_related(*names) for name in names} - {None}
    held = [person.pk for person in people if holds_on(person, at)]
    kept = Q()
    for name in names:
        kept |= Q(**{f"{name}__in": held})
    return rows.model.objects.filter(pk__in=[row.pk for row in rows.exclude(kept)])


def _let_go(site: Site, person: Person, actor: Any, at: datetime) -> None:
    """Whoever the site knew only as a caller is erased with the last call."""
    person.refresh_from_db()
    if person.erased_at is None and not Call.objects.filter(site=site, caller=person).exists():
        unlink_person(site=site, person=person, kind=CALLER)
        if not person.links.exists():
            erase(person, actor=actor, at=at, reason=ARTICLE, site=site)
