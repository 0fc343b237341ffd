"""Faults and close-out in a rehearsal: what breaks, who mends it, what is found, asked and returned."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.actions.closing import begin_restoring, close_event, finish_restoring, send_event_survey
from guanjia.conference.actions.faults import FaultReport, close_fault, report_fault, try_repair
from guanjia.conference.actions.faults_spare import put_spare
from guanjia.conference.models import Block, Event, FaultRecord
from guanjia.conference.queries.spares import spares_for
from guanjia.conference.rehearsal.hosts import leader_of
from guanjia.conference.rules.faults import FaultClass, FaultState, Impact
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BEGUN, BlockState, EventState
from guanjia.custody.public import ItemKind, Thing, give_back, take_item, unbalanced
from guanjia.duties.public import GateClosed
from guanjia.foundation.rehearsal.public import Invariant, Stage
from guanjia.foundation.sites.public import Site
from guanjia.posts.public import on_post
from guanjia.servicedesk.public import OrderState, accept_order, complete_order, move_order
from guanjia.surveys.public import Survey, take_answer

M = timedelta(minutes=1)
WORDS = {
    "spare": "抱歉耽误各位，备用设备马上换上。",
    "mended": "接插件松动，已更换并试运行正常",
    "signed": "已签收",
    "cause": "接插件老化松动",
    "prevention": "列入会前检查，每月更换易损件",
}
"""What rehearsed people write: the demo shows it to its readers."""
SHARE = 0.08
"""Of a hundred meetings eight have a fault, and at least one of an event has."""


def plant_faults(stage: Stage, event: Event) -> None:
    """Have something fail in some meetings, at a minute that the seed chooses."""
    blocks = list(Block.objects.filter(event=event, placed=True).order_by("starts_at", "pk"))
    for number, block in enumerate(blocks):
        chance, part = stage.rng.random(), stage.rng.random()
        kind = stage.rng.choice(list(FaultClass))
        if chance < SHARE or number == 0:
            stage.at(block.starts_at + (0.2 + 0.5 * part) * (block.ends_at - block.starts_at), _Fail(block.pk, kind))


def plant_fault(stage: Stage, block: Block, kind: FaultClass, moment: datetime) -> None:
    """Have one thing fail at a moment of a meeting."""
    stage.at(moment, _Fail(block.pk, kind))


class _Fail:
    """An attendant sees the fault; it takes its way to the technician and back."""

    def __init__(self, block_id: int, kind: FaultClass, tries: int = 0) -> None:
        self.block_id, self.kind, self.tries = block_id, kind, tries

    def __call__(self, stage: Stage) -> None:
        block = Block.objects.get(pk=self.block_id)
        if block.stage not in BEGUN:
            if self.tries < 20:
                stage.at(stage.now + 3 * M, _Fail(self.block_id, self.kind, self.tries + 1))
            return
        impact = stage.rng.choice(list(Impact))
        report = FaultReport(kind=self.kind, impact=impact, key=f"{stage.site.code}:{self.block_id}:{self.kind}")
        fault = report_fault(block_id=block.pk, report=report, actor=_somebody(stage), at=stage.now)
        stage.counts["faults"] += 1
        for minutes, step in ((2, _accept), (4, _spare), (15, _mend), (18, _try), (60, _close)):
            stage.at(stage.now + minutes * M, _Step(fault.pk, step))


class _Step:
    """One of the steps of a fault, done by whoever is there."""

    def __init__(self, fault_id: int, step: Any) -> None:
        self.fault_id, self.step = fault_id, step

    def __call__(self, stage: Stage) -> None:
        rows = FaultRecord.objects.select_related("site", "order__site", "block__room", "order__place")
        self.step(stage, rows.get(pk=self.fault_id))


def _accept(stage: Stage, fault: FaultRecord) -> None:
    worker = _somebody(stage, "technician")
    accept_order(order=fault.order, actor=worker, at=stage.now)
    move_order(order=fault.order, to=OrderState.IN_PROGRESS, actor=worker, at=stage.now)


def _spare(stage: Stage, fault: FaultRecord) -> None:
    if fault.stage is FaultState.IDENTIFIED:
        found = spares_for(fault, stage.now)
        piece = found[0].equipment.pk if found else None
        put_spare(fault=fault, words=WORDS["spare"], equipment_id=piece, actor=_somebody(stage), at=stage.now)


def _mend(stage: Stage, fault: FaultRecord) -> None:
    complete_order(order=fault.order, result=WORDS["mended"], actor=_somebody(stage, "technician"), at=stage.now)


def _try(stage: Stage, fault: FaultRecord) -> None:
    if fault.stage is not FaultState.REPAIRED:
        stage.at(stage.now + 3 * M, _Step(fault.pk, _try))  # the news of the repair has not come yet
        return
    try_repair(fault=fault, good=True, actor=_somebody(stage), at=stage.now)
    if fault.spare_item is not None and fault.spare_item.is_open:
        give_back(item=fault.spare_item, signature=WORDS["signed"], actor=_somebody(stage), at=stage.now)


def _close(stage: Stage, fault: FaultRecord) -> None:
    if fault.stage is not FaultState.TESTED:
        stage.at(stage.now + 10 * M, _Step(fault.pk, _close))
        return
    fault.order.refresh_from_db()
    close_fault(
        fault=fault,
        cause=WORDS["cause"],
        prevention=WORDS["prevention"],
        actor=_somebody(stage, "technician"),
        at=stage.now,
    )


def close_out(stage: Stage, event: Event) -> None:
    """Plant what follows the end: something is found and given back, the survey is answered, the event is closed."""
    last = Block.objects.filter(event=event).order_by("-ends_at").first()
    if last is not None:
        stage.at(last.ends_at + 90 * M, _After(event.pk))


class _After:
    """The morning after, or the evening: tried again until every room is restored."""

    def __init__(self, event_id: int, tries: int = 0) -> None:
        self.event_id, self.tries = event_id, tries

    def __call__(self, stage: Stage) -> None:
        event = Event.objects.select_related("site", "coordinator").get(pk=self.event_id)
        if event.stage is EventState.ENDED:
            _find_umbrella(stage, event)
            begin_restoring(event=event, actor=leader_of(stage), at=stage.now)
        if event.stage is EventState.RESTORING:
            survey = send_event_survey(event=event, actor=leader_of(stage), at=stage.now)
            if survey is not None:
                _answer(stage, survey)
        self._go_on(stage, event)

    def _go_on(self, stage: Stage, event: Event) -> None:
        try:
            if event.stage is EventState.RESTORING:
                event = finish_restoring(event=event, actor=leader_of(stage), at=stage.now)
            if event.stage is EventState.SURVEYED:
                event = close_event(event=event, actor=leader_of(stage), at=stage.now)
        except (Refused, GateClosed):
            pass
        if event.stage is not EventState.CLOSED and self.tries < 40:
            stage.at(stage.now + 30 * M, _After(self.event_id, self.tries + 1))


def _find_umbrella(stage: Stage, event: Event) -> None:
    block = Block.objects.filter(event=event, state=BlockState.RESTORED).order_by("pk").first()
    keeper = _somebody(stage)
    if block is None or keeper is None:
        return
    thing = Thing(name="雨伞", subject=("conference.block", block.pk), place=block.room.name)
    item = take_item(
        site=stage.site, kind=ItemKind.LOST_PROPERTY, thing=thing, keeper=keeper, actor=keeper, at=stage.now
    )
    give_back(item=item, signature=WORDS["signed"], actor=keeper, at=stage.now)


def _answer(stage: Stage, survey: Survey) -> None:
    if survey.answers.exists():
        return
    for number in range(5):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{survey.token}/{number}")
        scores = {"overall": stage.rng.randrange(3, 6), "venue": stage.rng.randrange(2, 6)}
        take_answer(survey=survey, form_key=key, scores=scores, at=stage.now)
        stage.counts["surveys"] += 1


def _somebody(stage: Stage, code: str = "conference.attendant") -> Any:
    people = on_post(stage.site, code, stage.now)
    return people[0] if people else leader_of(stage)


def report_dayof(stage: Stage) -> dict[str, object]:
    """Counts read from the tables: faults reported and closed, surveys sent and answers to them."""
    rows = FaultRecord.objects.filter(site=stage.site)
    surveys = Survey.objects.filter(site=stage.site)
    return {
        "faults": rows.count(),
        "faults_closed": rows.filter(state=FaultState.CLOSED).count(),
        "surveys": surveys.count(),
        "survey_answers": sum(survey.answers.count() for survey in surveys),
    }


def faults_without_order(site: Site) -> list[str]:
    """Every fault has one work order of its own site, and a closed fault has cause and prevention."""
    strangers = FaultRecord.objects.filter(site=site).exclude(order__site=site)
    bare = FaultRecord.objects.filter(site=site, state=FaultState.CLOSED, cause="")
    return [f"fault {row.pk} has no order here" for row in strangers] + [
        f"fault {row.pk} was closed bare" for row in bare
    ]


def surveys_about_nothing(site: Site) -> list[str]:
    """Every survey about an event belongs to an event of the site that ended."""
    ids = Survey.objects.filter(site=site, subject_kind="conference.event").values_list("subject_id", flat=True)
    known = set(Event.objects.filter(site=site, ended_at__isnull=False).values_list("pk", flat=True))
    return [f"survey about event {pk}" for pk in ids if pk not in known]


DAYOF_INVARIANTS = (
    Invariant("custody_in_is_out", unbalanced),
    Invariant("faults_have_their_order", faults_without_order),
    Invariant("surveys_follow_the_end", surveys_about_nothing),
)
