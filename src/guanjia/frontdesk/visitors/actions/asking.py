"""The host is asked by a message with a link of their own; one answer counts (VISI-005)."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.persons.public import Person, reveal
from guanjia.frontdesk.visitors.actions.admitting import host_says_yes, refuse
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import HostQuestion, Visit
from guanjia.frontdesk.visitors.queries.hosts import hosts_of, is_host
from guanjia.frontdesk.visitors.rules.asking import HostAnswer, may_answer, may_ask_again
from guanjia.frontdesk.visitors.rules.states import Refusal

TEMPLATE = "visitors.host_asked"


@transaction.atomic
def ask_hosts(*, visit: Visit, at: datetime) -> int:
    """Send the named host, or everybody of the home who may receive visitors, a link to say yes or no; how many were asked.

    By text message or e-mail, so a host needs no account; asked again only after a minute. Nothing for a visit that is
    confirmed already or whose host is one of us.
    """
    if visit.unit_id is None or visit.confirmed_at is not None or visit.host_user_id is not None:
        return 0
    hosts = hosts_of(visit.site, visit.unit_id, at)
    named = [each for each in hosts if each.pk == visit.host_id]
    return sum(_ask(visit, host, at) for host in named or hosts)


def _ask(visit: Visit, host: Person, at: datetime) -> bool:
    token = secrets.token_urlsafe(32)
    given = {"token": token, "asked_at": at}
    asked, made = HostQuestion.objects.get_or_create(visit=visit, host=host, defaults=given)
    if not made and (asked.answered_at is not None or not may_ask_again(asked.asked_at, at)):
        return False
    HostQuestion.objects.filter(pk=asked.pk).update(asked_at=at)
    write_to(
        site=visit.site,
        person=host,
        template=TEMPLATE,
        context={"name": visit.person.name, "unit": visit.unit.code if visit.unit else "", "count": visit.party},
        link=reverse("visitor_host", args=[asked.token]),
        at=at,
    )
    return True


@transaction.atomic
def answer_by_link(*, question: HostQuestion, said: HostAnswer, at: datetime) -> Visit:
    """The host answers through the link, once. Raises VisitRefused "answered" for a second answer or a link that no longer
    holds, "host_gone" for somebody who has moved out since; that attempt leaves its trace.
    """
    visit, host = question.visit, question.host
    answered, confirmed = question.answered_at is not None, visit.confirmed_at is not None
    if not may_answer(visit.stage, answered=answered, confirmed=confirmed, pass_until=visit.pass_until, at=at):
        raise VisitRefused("answered")
    if visit.unit_id is None or not is_host(visit.site, host.pk, visit.unit_id, at):
        raise VisitRefused("host_gone")
    if not HostQuestion.objects.filter(pk=question.pk, answered_at=None).update(answer=said, answered_at=at):
        raise VisitRefused("answered")
    if said is HostAnswer.YES:
        return host_says_yes(visit=visit, host_id=host.pk, how="link", actor=None, at=at)
    return refuse(visit=visit, why=Refusal.HOST_DENIES, actor=None, at=at)


def note_stale_answer(*, question: HostQuestion, at: datetime) -> None:
    """Somebody who no longer lives there tried to let a visitor in: it stands in the visit's history."""
    visit = question.visit
    record(site=visit.site, at=at, actor=None, action="stale_host", subject=(VISIT, visit.pk), from_state=visit.state,
           to_state=visit.state, changes={"host": question.host_id})  # fmt: skip


def numbers_of_hosts(*, visit: Visit, actor: Any, at: datetime) -> list[tuple[str, list[str]]]:
    """The hosts with their telephones in full, for the call from the gate; each look is logged with the visit's number."""
    if visit.unit_id is None:
        return []
    hosts = hosts_of(visit.site, visit.unit_id, at)
    hosts.sort(key=lambda each: each.pk != visit.host_id)
    reason = visit.number
    return [(each.name, reveal(each, "phone", actor=actor, at=at, site=visit.site, reason=reason)) for each in hosts]
