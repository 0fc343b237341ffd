"""The papers of a rehearsal and of the demo: listed, printed, handed out, recalled with one that is searched for, destroyed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, Min, Q

from guanjia.conference.public import Block, Draft, Event, add_guests
from guanjia.foundation.rehearsal.public import EVENT, Clockwork, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site
from guanjia.materials.actions.destroying import begin_destruction, sign_destruction
from guanjia.materials.actions.handing import hand_copy
from guanjia.materials.actions.listing import add_paper, confirm_list, open_list
from guanjia.materials.actions.printing import pack_paper, print_paper
from guanjia.materials.actions.recalling import finish_recall, report_missing, take_back
from guanjia.materials.models import Copy, HandOut, Incident, Paper, PaperList
from guanjia.materials.queries.heads import COMES, heads_of, spare_of
from guanjia.materials.rules.copies import copies_for
from guanjia.materials.rules.recall import gaps
from guanjia.materials.rules.states import UNACCOUNTED, CopyState, ListState, Method, PaperState
from guanjia.posts.public import on_post

NUMBERED = 12
"""Numbered copies that a rehearsal makes: enough for the front row."""
AHEAD = timedelta(days=4)
"""How long before a meeting its list is looked at."""
ROWS = ("paper__site", "paper__event", "paper__block__room", "site", "holder", "meant_for__delegation")


def cast(stage: Stage) -> None:
    """The event on the stage gets its papers an hour on; they are handed out before it begins and recalled after its end."""
    event = Event.objects.filter(pk=stage.memory.get("event", 0)).first()
    if event is None or event.secrecy == "controlled":
        return
    spans = Block.objects.filter(event=event).aggregate(first=Min("starts_at"), last=Max("ends_at"))
    if spans["first"] is None:
        return
    stage.at(stage.now + timedelta(hours=1), Prepare(event.pk))
    stage.at(spans["first"] - timedelta(minutes=20), HandThem(event.pk))
    stage.at(spans["last"] + timedelta(minutes=12), Recall(event.pk))
    stage.at(spans["last"] + timedelta(hours=3), Destroy(event.pk))


def settle_lists(stage: Stage) -> None:
    """The co-ordinator says in time of the other meetings on the stage that they need no papers."""
    rows = PaperList.objects.filter(site=stage.site, state=ListState.DRAFT, event__starts_at__lte=stage.now + AHEAD)
    for listed in rows.exclude(event=stage.memory.get("event", 0)).select_related("site"):
        if (who := _who(stage, "conference.coordinator")) is not None:
            confirm_list(listed=listed, none_needed=True, actor=who, at=stage.now)


def _who(stage: Stage, post: str) -> Any:
    people = on_post(stage.site, post, stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Prepare:
    """The co-ordinator lists and confirms; copies are made."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """List, confirm, print."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who, keeper = _who(stage, "conference.coordinator"), _who(stage, "conference.leader")
        if who is None or keeper is None:
            return
        told: dict[str, Any] = {"event": event, "actor": who, "at": stage.now}
        if open_list(**told).state != ListState.DRAFT:
            return  # it was confirmed in time, days ago: nothing is listed after that without a reason
        add_paper(values=AGENDA, **told)
        paper = add_paper(values=INTERNAL | {"keeper": keeper}, **told)
        confirm_list(listed=open_list(**told), actor=who, at=stage.now)
        count = min(NUMBERED, copies_for(heads_of(event), spare_of(event)))
        if count:
            print_paper(paper=paper, count=count, actor=who, at=stage.now)
            pack_paper(paper=paper, actor=who, at=stage.now)
            stage.counts["papers_numbered"] += count


@dataclass(frozen=True)
class HandThem:
    """The keeper hands each numbered copy to its reader."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Every copy that somebody's number is on."""
        who = _who(stage, "conference.leader")
        rows = Copy.objects.filter(paper__event=self.event_id, state=CopyState.KEPT, meant_for__state__in=COMES)
        for copy in rows.select_related(*ROWS).order_by("serial"):
            if who is not None and copy.meant_for is not None:
                hand_copy(copy=copy, guest=copy.meant_for, actor=who, at=stage.now)
                stage.counts["papers_handed"] += 1


@dataclass(frozen=True)
class Recall:
    """Copies are scanned back; now and then one is missing and found after a search."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Take back all but the last; report that one; find it ten minutes later."""
        who = _who(stage, "conference.attendant")
        rows = list(Copy.objects.filter(paper__event=self.event_id, state=CopyState.OUT).select_related(*ROWS))
        if who is None or not rows:
            return
        for copy in rows[:-1]:
            take_back(copy=copy, actor=who, at=stage.now)
        report_missing(
            copy=rows[-1],
            searched="会场、座位、茶歇区已搜寻，已电话询问领取人",
            reported_to="安保组长",
            actor=who,
            at=stage.now,
        )
        stage.counts["papers_missing"] += 1
        stage.at(stage.now + timedelta(minutes=10), Found(self.event_id))


@dataclass(frozen=True)
class Found:
    """The missing copy comes back and the recall is finished."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Take back, count the spares, finish."""
        who = _who(stage, "conference.attendant")
        if who is None:
            return
        rows = Copy.objects.filter(paper__event=self.event_id, state__in=UNACCOUNTED)
        for copy in rows.select_related(*ROWS):
            take_back(copy=copy, actor=who, at=stage.now)
        for paper in Paper.objects.filter(event=self.event_id, internal=True, state=PaperState.OUT):
            spares = paper.copies.filter(state=CopyState.KEPT).count()
            finish_recall(paper=paper, spares=spares, actor=who, at=stage.now)


@dataclass(frozen=True)
class Destroy:
    """The co-ordinator destroys, the leader watches."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """One report for what was recalled."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who, witness = _who(stage, "conference.coordinator"), _who(stage, "conference.leader")
        papers = list(Paper.objects.filter(event=event, state=PaperState.RECALLED))
        if who is None or witness is None or not papers:
            return
        made = begin_destruction(
            event=event, papers=papers, method=Method.SHREDDED, place="碎纸间", actor=who, at=stage.now
        )
        sign_destruction(made=made, actor=witness, at=stage.now)
        stage.counts["papers_destroyed"] += made.copies.count()


AGENDA = {"title": "会议议程", "kind": "agenda", "form": "electronic"}
INTERNAL = {"title": "会议讨论稿", "kind": "background", "form": "printed", "internal": True, "packing": "seat"}
LARGE = (
    {"title": "会议议程", "kind": "agenda", "form": "both"},
    {"title": "参会指南", "kind": "guide", "form": "electronic"},
    {"title": "经济运行分析", "kind": "background", "form": "printed", "packing": "laid"},
)
READERS = (
    ("陈岩", "市发展和改革委员会"), ("许宁", "市财政局"), ("方舟", "市自然资源局"), ("沈悦", "市住建局"), ("陆鸣", "市商务局"),
    ("顾清", "市审计局"), ("丁一凡", "市国资委"), ("欧阳雪", "市司法局"), ("司徒远", "市统计局"), ("段誉明", "市数据局"),
)  # fmt: skip


def load(site: Site, now: datetime) -> None:
    """The demo's papers: the large meeting's list with what was printed of it, and numbered copies of the internal meeting,
    two of them handed out. Called once, after the conferences are there."""
    large = Event.objects.select_related("site", "coordinator").filter(site=site, title="全市经济工作会议").first()
    if large is not None and large.coordinator is not None:
        told: dict[str, Any] = {"event": large, "actor": large.coordinator, "at": now}
        papers = [add_paper(values=values, reason="主办方提出", **told) for values in LARGE]
        confirm_list(listed=open_list(**told), actor=large.coordinator, at=now)
        wanted = copies_for(heads_of(large), spare_of(large))
        print_paper(paper=papers[0], count=wanted, actor=large.coordinator, at=now)
    closed = Event.objects.select_related("site", "coordinator").filter(site=site, secrecy="internal").first()
    if closed is not None and closed.coordinator is not None:
        _internal(closed, now)


def _internal(event: Event, now: datetime) -> None:
    who = event.coordinator
    told: dict[str, Any] = {"event": event, "actor": who, "at": now}
    add_guests(drafts=[Draft(name, delegation=unit) for name, unit in READERS], **told)
    paper = add_paper(values=INTERNAL | {"keeper": who, "title": "工作方案（讨论稿）"}, reason="主办方提出", **told)
    confirm_list(listed=open_list(**told), actor=who, at=now)
    print_paper(paper=paper, count=copies_for(heads_of(event), spare_of(event)), actor=who, at=now)
    rows = paper.copies.filter(meant_for__state__in=COMES).select_related(*ROWS).order_by("serial")
    for copy in rows[:2]:
        hand_copy(copy=copy, guest=copy.meant_for, actor=who, at=now)


def unbalanced(site: Site) -> list[str]:
    """Made = in the house + out + lost + destroyed, without a gap in the numbers; who has a copy stands on the record."""
    found = []
    for paper in Paper.objects.filter(site=site, internal=True).exclude(batch=""):
        serials = list(paper.copies.values_list("serial", flat=True))
        if gaps(serials) or len(serials) != paper.printed_count:
            found.append(f"paper {paper.pk}: {len(serials)} numbers for {paper.printed_count} copies")
    held = HandOut.objects.filter(site=site, copy__isnull=False, back_at=None)
    wrong = held.exclude(copy__state__in=UNACCOUNTED) | held.exclude(guest=F("copy__holder"))
    out = Copy.objects.filter(site=site, state__in=UNACCOUNTED).exclude(pk__in=held.values("copy"))
    return found + [
        f"copy {pk} disagrees with the record"
        for pk in [*wrong.values_list("copy", flat=True), *out.values_list("pk", flat=True)]
    ]


def unproven(site: Site) -> list[str]:
    """A lost copy has an incident approved by two, a destroyed one a report signed by two."""
    approved = Incident.objects.filter(site=site, first_by__isnull=False, second_by__isnull=False).values("copy")
    lost = Copy.objects.filter(site=site, state=CopyState.LOST).exclude(pk__in=approved)
    signed = Q(destruction__watched_by__isnull=False)
    gone = Copy.objects.filter(site=site, state=CopyState.DESTROYED).exclude(signed)
    return [
        f"copy {pk} ended without proof"
        for pk in [*lost.values_list("pk", flat=True), *gone.values_list("pk", flat=True)]
    ]


def of_classified(site: Site) -> list[str]:
    """Of a classified meeting there is no paper (FIELD 1)."""
    rows = Paper.objects.filter(site=site, event__secrecy="controlled")
    return [f"paper {pk} is of a classified meeting" for pk in rows.values_list("pk", flat=True)]


COUNTED = ("papers_numbered", "papers_handed", "papers_missing", "papers_destroyed")
INVARIANTS = (
    Invariant("numbered copies out = back + destroyed + lost with incident", unbalanced),
    Invariant("copies end with proof", unproven),
    Invariant("no paper of a classified meeting", of_classified),
)
LISTS = Clockwork("materials.lists", settle_lists)
TROUPE = Troupe("materials", cast, lambda stage: {name: stage.counts[name] for name in COUNTED}, play=EVENT)
