"""Who has to know that times changed: guests who speak or interpret, the crew of breaks and meals, the leader."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.states import ItemState, Kind
from guanjia.conference.public import NoteKind, language_of
from guanjia.conference.public import note as write_log
from guanjia.duties.public import Task
from guanjia.foundation.messages.public import Template, notify, write_to
from guanjia.foundation.sites.public import local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.posts.public import on_post

MOVED = Template("agenda.moved", N_("Your time changes: {old} → {new}"), N_("{event}, {room}: {item}"))
LEFT_OUT = Template("agenda.left_out", N_("Left out of the agenda: {item}"), N_("{event}, {room}"))
CREW = Template("agenda.crew", N_("{room}: {item} {old} → {new}"), N_("The agenda was changed."))
OVER = Template("agenda.over", N_("{room}: {item} is over its time"), N_("Choose how the agenda gets on."))
TEMPLATES = (MOVED, LEFT_OUT, CREW, OVER)
TOLD = ("conference.leader", "conference.coordinator")
SERVED = frozenset({Kind.BREAK, Kind.MEAL})


def tell_concerned(*, agenda: Agenda, items: Sequence[AgendaItem], before: Mapping[int, int], at: datetime) -> int:
    """Write to guests whose item moved, ring the crew for breaks and meals; how many were told. `before` holds old minutes.

    Who speaks and waits is told by message; names without an address are on the live page for whoever rings them.
    """
    told = 0
    for item in items:
        if item.stage is ItemState.RUNNING:
            continue
        gone = item.stage is ItemState.DROPPED
        if not gone and item.begins == before[item.pk]:
            continue
        told += _guests(agenda, item, before[item.pk], gone, at)
        if item.sort in SERVED:
            told += _crew(agenda, item, before[item.pk], at)
    return told


def _guests(agenda: Agenda, item: AgendaItem, old: int, gone: bool, at: datetime) -> int:
    people = [row.comes for row in item.people.all() if row.comes is not None and row.comes.person is not None]
    for guest in people:
        person = guest.person
        assert person is not None, "chosen by it"
        write_to(
            site=agenda.site, person=person, template=(LEFT_OUT if gone else MOVED).code, at=at, language=language_of(guest),
            context=_facts(agenda, item, old),
        )  # fmt: skip
    return len(people)


def _crew(agenda: Agenda, item: AgendaItem, old: int, at: datetime) -> int:
    crew = [*on_post(agenda.site, "conference.attendant", at), *on_post(agenda.site, "environment.cleaner", at)]
    link = reverse("conference:block", args=[agenda.site.code, agenda.block_id])
    return notify(site=agenda.site, users=crew, template=CREW.code, context=_facts(agenda, item, old), link=link, at=at)


def _facts(agenda: Agenda, item: AgendaItem, old: int) -> dict[str, str]:
    """Words of a message; an internal meeting goes by its number, its items by nothing (FIELD 16)."""
    open_ = agenda.event.secrecy == "ordinary"
    return {
        "event": agenda.event.title if open_ else agenda.event.ref,
        "room": agenda.block.room.name,
        "item": item.title if open_ or item.sort in SERVED else "–",
        "old": f"{local(agenda.site, agenda.moment(old)):%H:%M}",
        "new": "–" if item.stage is ItemState.DROPPED else f"{local(agenda.site, item.planned_at):%H:%M}",
    }


def tell_overrun(task: Task) -> None:
    """The performer agenda.tell_overrun: an item is over its time, so leader and co-ordinator get the way to the proposals, and the
    log of the meeting a line (INMT-024). Called by the clock, may be called again; nothing for an item that is over by now."""
    rows = AgendaItem.objects.select_related(
        "agenda__site", "agenda__event", "agenda__block__room", "agenda__block__event"
    )
    item = rows.filter(pk=task.subject_id, state=ItemState.RUNNING).first()
    if item is None or item.planned_end > task.at:
        return
    agenda, minutes = item.agenda, int((task.at - item.planned_end).total_seconds() // 60)
    people = [user for post in TOLD for user in on_post(agenda.site, post, task.at)]
    link = reverse("agenda:live", args=[agenda.site.code, agenda.block_id])
    notify(
        site=agenda.site, users=people, template=OVER.code, context=_facts(agenda, item, item.begins), link=link,
        urgent=True, at=task.at,
    )  # fmt: skip
    write_log(block=agenda.block, kind=NoteKind.OVERRUN, words=f"+{minutes}", actor=None, at=task.at)
