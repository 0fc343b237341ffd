"""The agenda of a rehearsal and of the demo: written, confirmed, run late, re-planned with one tap."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.agenda.actions.planning import confirm_agenda, confirm_script, make_agenda, set_scripts
from guanjia.agenda.actions.replanning import accept_offer
from guanjia.agenda.actions.running import BEGUN, finish_item, start_item
from guanjia.agenda.actions.scripting import proposed_scripts
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.queries.offers import offer_of
from guanjia.agenda.queries.reading import agendas, items_of
from guanjia.agenda.queries.running import course_of, proposals_of
from guanjia.agenda.rules.draft import ItemDraft
from guanjia.agenda.rules.refusals import AgendaRefused, AgendaStale
from guanjia.agenda.rules.states import AgendaState, ItemState, Kind
from guanjia.conference.public import OVER, Block, BlockState, Event, Refused
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site
from guanjia.places.public import SlotTaken
from guanjia.posts.public import on_post

LEAST, LATE = 60, 3
"""Minutes of a meeting that is worth an agenda, and minutes late from which the leader takes a proposal."""
SIGNER, MODERATOR = "办公室 周主任", "市政府副秘书长 何川"
PARTS: tuple[tuple[str, Kind, int, tuple[str, ...], dict[str, Any]], ...] = (
    ("开场与致辞", Kind.OPENING, 8, ("梁远",), {}),
    ("全市经济运行情况通报", Kind.TALK, 22, ("韩冬",), {}),
    ("典型经验交流", Kind.DISCUSSION, 22, ("江雪", "白露"), {}),
    ("茶歇", Kind.BREAK, 20, (), {"shortest": 15}),
    ("表彰先进单位", Kind.AWARD, 10, (), {"freeze_doors": True}),
    ("自由交流", Kind.FREE, 10, (), {"optional": True}),
    ("总结讲话", Kind.CLOSING, 8, ("梁远",), {}),
)
"""The agenda of a meeting of 100 minutes; others get it stretched."""


def drafts_for(minutes: int) -> list[ItemDraft]:
    """The agenda stretched or squeezed to a meeting of this length; a short one has no tea break."""
    parts = PARTS if minutes >= 100 else tuple(part for part in PARTS if part[1] is not Kind.BREAK)
    whole = sum(part[2] for part in parts)
    free = minutes - sum(part[2] for part in parts if part[1] is Kind.BREAK)
    told = whole - sum(part[2] for part in parts if part[1] is Kind.BREAK)
    return [
        ItemDraft(title, lasts if kind is Kind.BREAK else max(3, lasts * free // told), kind, speakers=who, **more)
        for title, kind, lasts, who, more in parts
    ]


def write_agenda(block: Block, actor: Any, at: datetime, *, confirmed: bool = True) -> Agenda:
    """An agenda for the meeting, its script proposed, both confirmed by the organiser."""
    minutes = int((block.ends_at - block.starts_at).total_seconds() // 60)
    agenda = make_agenda(block=block, drafts=drafts_for(minutes), actor=actor, at=at, moderator=MODERATOR)
    scripts = proposed_scripts(agenda, items_of(agenda))
    agenda = set_scripts(agenda=agenda, scripts=scripts, rev=None, actor=actor, at=at)
    if confirmed:
        confirm_script(agenda=agenda, name=SIGNER, rev=None, actor=actor, at=at)
        confirm_agenda(agenda=agenda, name=SIGNER, rev=None, actor=actor, at=at)
    return agenda


def cast(stage: Stage) -> None:
    """Every longer meeting of the event on the stage gets an agenda an hour after it is there, and is run by it."""
    event = Event.objects.filter(pk=stage.memory.get("event", 0)).first()
    if event is None or event.secrecy == "controlled":
        return
    for block in Block.objects.filter(event=event).exclude(state=BlockState.CANCELLED).order_by("starts_at"):
        if block.ends_at - block.starts_at >= timedelta(minutes=LEAST):
            stage.at(min(stage.now + timedelta(hours=1), block.starts_at), Write(block.pk))
            stage.at(block.starts_at + timedelta(minutes=1), Go(block.pk))


def _actor(stage: Stage, post: str) -> Any:
    people = on_post(stage.site, post, stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Write:
    """The co-ordinator writes the agenda; the organiser confirms."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Write and confirm."""
        block = Block.objects.select_related("site", "event__site", "room").get(pk=self.block_id)
        if block.stage in OVER or Agenda.objects.filter(block=block).exists():
            return
        write_agenda(block, _actor(stage, "conference.coordinator"), stage.now)
        stage.counts["agendas"] += 1


@dataclass(frozen=True)
class Go:
    """The next item begins. Speakers run over now and then; the leader takes the cheapest proposal."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """One step, and the next one when this item will be over."""
        agenda = agendas(stage.site).filter(block=self.block_id).first()
        if agenda is None or agenda.block.stage in OVER:
            return
        if agenda.block.stage not in BEGUN:
            stage.at(stage.now + timedelta(minutes=2), self)
            return
        who = _actor(stage, "conference.leader")
        self._catch_up(stage, agenda, who)
        agenda = agendas(stage.site).get(pk=agenda.pk)
        course = course_of(agenda, stage.now)
        if course.next is None:
            if course.now is not None:
                finish_item(item=course.now, actor=who, at=stage.now)
            return
        begun = start_item(item=course.next, actor=who, at=stage.now)
        stage.counts["items"] += 1
        over = stage.rng.choice((0, 0, 0, 1, 4, 9))
        stage.at(stage.now + timedelta(minutes=begun.minutes + over), self)

    def _catch_up(self, stage: Stage, agenda: Agenda, who: Any) -> None:
        course = course_of(agenda, stage.now)
        if course.late < LATE:
            return
        stage.counts["overruns"] += 1
        found = proposals_of(course)
        if not found:
            return
        try:
            accept_offer(agenda=agenda, offer=offer_of(course, found[0]), actor=who, at=stage.now)
        except (AgendaRefused, AgendaStale, Refused, SlotTaken):
            return
        stage.counts["replanned"] += 1


def load(site: Site, now: datetime) -> None:
    """The demo's agendas: tomorrow's large meeting and the forum, confirmed; one in the room right now, twelve minutes late."""
    for title in ("全市经济工作会议", "数字产业论坛"):
        block = _block(site, title)
        if block is not None:
            write_agenda(block, block.event.coordinator, now)
    block = _block(site, "城市更新项目调度会")
    if block is None or block.stage not in BEGUN or block.started_at is None:
        return
    agenda = write_agenda(block, block.event.coordinator, now)
    items = items_of(agenda)
    start_item(item=items[0], actor=block.event.coordinator, at=now, happened_at=block.started_at)
    late = max(block.started_at, now - timedelta(minutes=items[1].minutes + 4))
    start_item(item=items[1], actor=block.event.coordinator, at=now, happened_at=late)


def _block(site: Site, title: str) -> Block | None:
    rows = Block.objects.filter(site=site, event__title=title).exclude(state=BlockState.CANCELLED)
    return rows.select_related("site", "event__site", "event__coordinator", "room").order_by("starts_at").first()


def overlapping_items(site: Site) -> list[str]:
    """Items to come that begin before the one above is over."""
    found = []
    rows = AgendaItem.objects.filter(agenda__site=site, state=ItemState.PLANNED).order_by("agenda", "position")
    before: AgendaItem | None = None
    for item in rows:
        if before is not None and before.agenda_id == item.agenda_id and item.begins < before.begins + before.minutes:
            found.append(f"agenda {item.agenda_id}: item {item.pk} begins in item {before.pk}")
        before = item
    return found


def fixed_items_moved(site: Site) -> list[str]:
    """Items with a fixed time that stand earlier than the organiser confirmed."""
    rows = AgendaItem.objects.filter(agenda__site=site, fixed=True, state=ItemState.PLANNED, first_begins__isnull=False)
    return [
        f"item {item.pk}"
        for item in rows.filter(agenda__state=AgendaState.CONFIRMED)
        if item.begins < (item.first_begins or 0)
    ]


def items_out_of_order(site: Site) -> list[str]:
    """Items that began before an earlier one was over."""
    found, last = [], {}
    rows = AgendaItem.objects.filter(agenda__site=site, started_at__isnull=False).order_by("agenda", "started_at", "pk")
    for item in rows:
        ended = last.get(item.agenda_id)
        if ended is not None and item.started_at is not None and item.started_at < ended:
            found.append(f"agenda {item.agenda_id}: item {item.pk}")
        last[item.agenda_id] = item.ended_at or item.started_at
    return found


INVARIANTS = (
    Invariant("items of an agenda do not overlap", overlapping_items),
    Invariant("a fixed time is not moved forward", fixed_items_moved),
    Invariant("one item after the other", items_out_of_order),
)
COUNTED = ("agendas", "items", "overruns", "replanned")
TROUPE = Troupe("agenda", cast, lambda stage: {name: stage.counts[name] for name in COUNTED}, play=EVENT)
