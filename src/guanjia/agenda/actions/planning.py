"""An agenda is written, changed, confirmed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.agenda.actions.keeping import breaks_follow, keep, lock, note
from guanjia.agenda.models import Agenda, AgendaItem, ItemPerson
from guanjia.agenda.queries.reading import break_floor, items_of
from guanjia.agenda.rules.draft import ItemDraft, Wrong, faults, filled
from guanjia.agenda.rules.refusals import AgendaRefused
from guanjia.agenda.rules.states import AGENDA_MOVES, AgendaState, ItemState, Part
from guanjia.conference.public import MOST_BREAKS, OVER, Block, Guest, GuestState
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.states import check_move

GONE = frozenset({GuestState.WITHDRAWN})


@transaction.atomic
def make_agenda(
    *, block: Block, drafts: Sequence[ItemDraft], actor: Any, at: datetime, moderator: str = "", precise: bool = False,
    language: str = "zh",
) -> Agenda:  # fmt: skip
    """The agenda of a meeting; times count from its start. Raises AgendaRefused: a controlled meeting (FIELD 1), one that has an
    agenda or is over, and what `rules.draft.faults` names; SecretRefused for a mark in a text."""
    if block.event.secrecy == "controlled":
        raise AgendaRefused(
            "", _("The agenda of a controlled meeting is not kept here: the organiser keeps it on paper.")
        )
    if block.stage in OVER:
        raise AgendaRefused("", _("This meeting is over."))
    agenda, made = Agenda.objects.get_or_create(
        block=block,
        defaults={
            "site": block.site, "event": block.event, "moderator": moderator.strip()[:80], "precise": precise,
            "language": language, "created_at": at,
        },
    )  # fmt: skip
    if not made:
        raise AgendaRefused("", _("This meeting has an agenda already."))
    refuse_marked({"moderator": moderator}, site=block.site)
    agenda.block = block
    _write(agenda, drafts)
    note(agenda, "agenda.make", actor, at, {"items": len(drafts)})
    return agenda


@transaction.atomic
def set_items(
    *, agenda: Agenda, drafts: Sequence[ItemDraft], rev: int | None, actor: Any, at: datetime, moderator: str | None = None,
    precise: bool | None = None, language: str | None = None,
) -> Agenda:  # fmt: skip
    """The whole agenda as the editor has it. Items that began keep their times whatever is typed; a row that is not named any more
    is deleted unless it began. Raises AgendaStale when somebody changed the agenda since `rev`, AgendaRefused, SecretRefused.
    """
    agenda = lock(agenda, rev)
    if moderator is not None:
        refuse_marked({"moderator": moderator}, site=agenda.site)
        agenda.moderator = moderator.strip()[:80]
    agenda.precise = agenda.precise if precise is None else precise
    agenda.language = language or agenda.language
    agenda.save(update_fields=["moderator", "precise", "language"])
    _write(agenda, drafts)
    keep(agenda, "agenda.edit", actor, at, {"items": len(drafts)})
    return agenda


@transaction.atomic
def confirm_agenda(*, agenda: Agenda, name: str, rev: int | None, actor: Any, at: datetime) -> Agenda:
    """The organiser confirmed exactly this agenda; its minutes are what deviations are counted from, its tea breaks are the crew's.

    Raises AgendaStale, AgendaRefused without a name, MoveRefused when it is confirmed already.
    """
    if not name.strip():
        raise AgendaRefused("name", _("Write down who confirmed."))
    refuse_marked({"name": name}, site=agenda.site)
    agenda = lock(agenda, rev)
    check_move(AGENDA_MOVES, agenda.stage, AgendaState.CONFIRMED)
    old, agenda.state = agenda.stage, AgendaState.CONFIRMED
    agenda.confirmed_by, agenda.confirmed_at = name.strip()[:80], at
    agenda.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    rows = [item for item in items_of(agenda) if item.stage is ItemState.PLANNED or item.first_begins is None]
    for item in rows:
        item.first_begins, item.first_minutes = item.begins, item.minutes
    AgendaItem.objects.bulk_update(rows, ["first_begins", "first_minutes"], batch_size=200)
    keep(agenda, "agenda.confirm", actor, at, {}, old, AgendaState.CONFIRMED)
    breaks_follow(agenda, actor, at)
    return agenda


@transaction.atomic
def set_scripts(*, agenda: Agenda, scripts: Mapping[int, str], rev: int | None, actor: Any, at: datetime) -> Agenda:
    """What the moderator says before each item (LANG-007, LANG-008, LANG-010); a changed script is open to be confirmed again."""
    refuse_marked({"script": "\n".join(scripts.values())}, site=agenda.site)
    agenda = lock(agenda, rev)
    rows = [item for item in items_of(agenda) if item.pk in scripts and item.script != scripts[item.pk].strip()]
    if not rows:
        return agenda
    for item in rows:
        item.script = scripts[item.pk].strip()[:4000]
    AgendaItem.objects.bulk_update(rows, ["script"], batch_size=200)
    agenda.script_by, agenda.script_at = "", None
    Agenda.objects.filter(pk=agenda.pk).update(script_by="", script_at=None, rev=agenda.rev + 1)
    agenda.rev += 1
    note(agenda, "agenda.script", actor, at, {"items": [item.pk for item in rows]})
    return agenda


@transaction.atomic
def confirm_script(*, agenda: Agenda, name: str, rev: int | None, actor: Any, at: datetime) -> Agenda:
    """The organiser confirmed what the moderator says. Raises AgendaStale; AgendaRefused without a name or a script."""
    if not name.strip():
        raise AgendaRefused("name", _("Write down who confirmed."))
    refuse_marked({"name": name}, site=agenda.site)
    agenda = lock(agenda, rev)
    if not AgendaItem.objects.filter(agenda=agenda).exclude(script="").exists():
        raise AgendaRefused("", _("There is no script yet."))
    Agenda.objects.filter(pk=agenda.pk).update(script_by=name.strip()[:80], script_at=at, rev=agenda.rev + 1)
    agenda.script_by, agenda.script_at, agenda.rev = name.strip()[:80], at, agenda.rev + 1
    note(agenda, "agenda.script_confirm", actor, at, {})
    return agenda


def _write(agenda: Agenda, drafts: Sequence[ItemDraft]) -> None:
    """Make the rows what the drafts say. Raises AgendaRefused with the first fault."""
    old = {item.pk: item for item in items_of(agenda)}
    ran = {pk: item for pk, item in old.items() if item.stage in {ItemState.RUNNING, ItemState.DONE}}
    wanted = _with_history([draft for draft in drafts if draft.id is None or draft.id in old], ran)
    floor = break_floor(agenda.site)
    ready = filled(wanted, floor)
    room = int((agenda.block.ends_at - agenda.block.starts_at).total_seconds() // 60)
    places = [place for place, draft in enumerate(ready) if draft.id in ran]
    for wrong in faults(ready, room_minutes=room, break_floor=floor, most_breaks=MOST_BREAKS, ran=places):
        raise AgendaRefused(wrong.field, said(wrong))
    texts = [
        text for draft in ready for text in (draft.title, *draft.speakers, *draft.interpreters, draft.script or "")
    ]
    refuse_marked({"items": "\n".join(texts)}, site=agenda.site)
    kept = {draft.id for draft in ready}
    AgendaItem.objects.filter(agenda=agenda, pk__in=[pk for pk in old if pk not in kept]).delete()
    rows = [_row(agenda, place, draft, old.get(draft.id or 0)) for place, draft in enumerate(ready, 1)]
    _store(agenda, rows, ready, {item.pk for item in ran.values()})


def said(wrong: Wrong) -> str:
    """The fault as a sentence in the reader's language, with the number of its row."""
    words = _(wrong.word) % wrong.values
    return words if wrong.row is None else _("Row %(row)s: %(words)s") % {"row": wrong.row + 1, "words": words}


def _with_history(drafts: Sequence[ItemDraft], ran: Mapping[int, AgendaItem]) -> list[ItemDraft]:
    """Items that began come first and as they were, whatever is typed of their times."""
    past = [
        ItemDraft(
            title=item.title, minutes=item.minutes, kind=item.sort, begins=item.begins, shortest=item.shortest,
            fixed=item.fixed, optional=item.optional, movable=item.movable, freeze_doors=item.freeze_doors, id=item.pk,
        )
        for item in ran.values()
    ]  # fmt: skip
    return [*past, *(draft for draft in drafts if draft.id not in ran)]


def _row(agenda: Agenda, place: int, draft: ItemDraft, old: AgendaItem | None) -> AgendaItem:
    row = old or AgendaItem(agenda=agenda)
    row.position, row.title, row.kind = place, draft.title.strip()[:200], draft.kind
    row.begins, row.minutes, row.shortest = draft.begins or 0, draft.minutes, draft.shortest or 1
    row.optional, row.fixed, row.movable = draft.optional, draft.fixed, bool(draft.movable)
    row.freeze_doors = draft.freeze_doors
    if draft.script is not None:
        row.script = draft.script.strip()[:4000]
    return row


FIELDS = (
    "position",
    "title",
    "kind",
    "begins",
    "minutes",
    "shortest",
    "optional",
    "fixed",
    "movable",
    "freeze_doors",
    "script",
)


def _store(agenda: Agenda, rows: list[AgendaItem], drafts: Sequence[ItemDraft], ran: set[int]) -> None:
    AgendaItem.objects.bulk_update([row for row in rows if row.pk], FIELDS, batch_size=100)
    AgendaItem.objects.bulk_create([row for row in rows if not row.pk])
    fresh = [(row, draft) for row, draft in zip(rows, drafts, strict=True) if row.pk not in ran]
    ItemPerson.objects.filter(item__in=[row for row, _draft in fresh]).delete()
    names = {name.strip() for _row_, draft in fresh for name in (*draft.speakers, *draft.interpreters)}
    guests = {
        guest.name: guest
        for guest in Guest.objects.filter(event=agenda.event_id, name__in=names).exclude(state__in=GONE).order_by("-pk")
    }
    people = [
        ItemPerson(item=row, part=part, position=place, guest=guests.get(name.strip()), name=_name(name, guests))
        for row, draft in fresh
        for part, given in ((Part.SPEAKER, draft.speakers), (Part.INTERPRETER, draft.interpreters))
        for place, name in enumerate(given)
        if name.strip()
    ]
    ItemPerson.objects.bulk_create(people, batch_size=500)


def _name(name: str, guests: Mapping[str, Guest]) -> str:
    """A guest's name stays on the guest list, so that erasing the guest erases it here."""
    return "" if name.strip() in guests else name.strip()[:80]
