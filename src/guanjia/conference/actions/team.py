"""Who stands for an event, and what departments are asked for (TEAM-001, 006, 007, 012, 013)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.models import Event, SupportNeed, TeamMember
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.sheet import Department, Role
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed

SUPPORT = "conference.support"


@transaction.atomic
def name_member(*, event: Event, role: Role, user: Any, deputy: Any, actor: Any, at: datetime) -> TeamMember:
    """Give a part to somebody, with a deputy or None; naming again replaces. Nobody is their own deputy."""
    if deputy is not None and deputy.pk == user.pk:
        raise Refused("deputy", _("The deputy is somebody else."))
    member, _made = TeamMember.objects.update_or_create(
        event=event, role=role.value, defaults={"site": event.site, "user": user, "deputy": deputy}
    )
    changes = {"role": role.value, "user": user.pk, "deputy": deputy.pk if deputy else None}
    record(site=event.site, at=at, actor=actor, action="name_member", subject=(EVENT, event.pk), changes=changes)
    return member


@transaction.atomic
def ask_support(
    *, event: Event, department: Department, need: str, due_at: datetime, actor: Any, at: datetime
) -> SupportNeed:
    """Write a numbered work contact sheet (工作联系单): what a department is asked for, by when (TEAM-012)."""
    refuse_marked({"need": need}, site=event.site)
    if not need.strip():
        raise Refused("need", _("Write down what is needed."))
    if due_at <= at:
        raise Refused("due_at", _("This time has passed."))
    asked = SupportNeed.objects.create(
        site=event.site,
        event=event,
        number=next_number(site=event.site, prefix="LX", on=local(event.site, at).date()),
        department=department.value,
        need=need.strip()[:300],
        due_at=due_at,
        asked_at=at,
    )
    changes = {"number": asked.number, "department": department.value, "due_at": due_at}
    record(site=event.site, at=at, actor=actor, action="ask_support", subject=(EVENT, event.pk), changes=changes)
    changed(SUPPORT, [asked.pk], site=event.site, at=at)
    return asked


@transaction.atomic
def meet_support(*, need_id: int, actor: Any, at: datetime) -> SupportNeed:
    """The department has done it: who and when. A second call changes nothing."""
    need = SupportNeed.objects.select_for_update(of=("self",)).select_related("site").get(pk=need_id)
    if need.met_at is None:
        need.met_at, need.met_by = at, actor
        need.save(update_fields=["met_at", "met_by"])
        changes = {"number": need.number}
        record(
            site=need.site, at=at, actor=actor, action="meet_support", subject=(EVENT, need.event_id), changes=changes
        )
        changed(SUPPORT, [need.pk], site=need.site, at=at)
    return need
