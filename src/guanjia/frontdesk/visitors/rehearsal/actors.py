"""Visitors of a rehearsal: guests, couriers, hawkers, workers; some forget to leave, some show what must not open."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.foundation.rehearsal.public import ESTATE, Home, Stage, Troupe, estate_of
from guanjia.frontdesk.visitors.actions.admitting import (
    admit,
    arrive,
    host_says_yes,
    look_at_paper,
    note_left_unseen,
    refuse,
    sign_out,
)
from guanjia.frontdesk.visitors.actions.asking import answer_by_link
from guanjia.frontdesk.visitors.actions.booking import Coming, register_visitor
from guanjia.frontdesk.visitors.actions.gates import Scan, take_scan
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.actions.receiving import give_badge, show_way, take_badge
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Gate, HostQuestion, Visit
from guanjia.frontdesk.visitors.queries.badges import free_badges
from guanjia.frontdesk.visitors.rehearsal.access import plant_help
from guanjia.frontdesk.visitors.rehearsal.people import announce, coming_to, moment_of, one_of
from guanjia.frontdesk.visitors.rehearsal.standing import furnish, plant_house_life
from guanjia.frontdesk.visitors.rules.asking import HostAnswer
from guanjia.frontdesk.visitors.rules.guiding import guides_of
from guanjia.frontdesk.visitors.rules.kinds import POLICY, VisitKind, needs_identity
from guanjia.frontdesk.visitors.rules.states import INSIDE, PaperKind, Refusal, VisitState

SHARE = 0.02
MOST_A_DAY = 60
LEAST_A_DAY = 16
ANNOUNCED = 0.4
"""So many of the guests were announced; the others walk in and their host is asked."""
TROUBLE = ("none", "none", "none", "none", "none", "none", "denied", "silent", "twice", "forged", "forgets", "unseen")


def cast(stage: Stage) -> None:
    """Open gates and lists, then plant a day's visitors: two homes in a hundred, at most sixty a day."""
    estate = estate_of(stage)
    guard, desk = one_of(estate.crew, "security"), one_of(estate.crew, "frontdesk")
    furnish(stage, estate.crew)
    lived_in = [home for home in estate.homes if home.person_ids]
    for day in estate.days:
        many = min(MOST_A_DAY, max(LEAST_A_DAY, round(len(lived_in) * SHARE)), len(lived_in))
        for home in stage.rng.sample(lived_in, many):
            stage.at(
                moment_of(stage, day, stage.rng.randrange(9 * 60, 20 * 60)),
                Caller(home, _kind(stage), _trouble(stage), guard, desk),
            )
    plant_house_life(stage, lived_in, desk, guard)
    plant_help(stage, estate.days, lived_in, desk)


@dataclass(frozen=True)
class Caller:
    """Somebody comes to a home; `trouble` is what goes wrong."""

    home: Home
    kind: VisitKind
    trouble: str
    guard: Any
    desk: Any

    def __call__(self, stage: Stage) -> None:
        coming = coming_to(stage, self.kind, self.home)
        at = stage.now
        stage.counts["visitors.came"] += 1
        if POLICY[self.kind].lane:
            self._courier(stage, coming)
        elif (
            self.kind is VisitKind.GUEST and self.trouble not in {"denied", "silent"} and stage.rng.random() < ANNOUNCED
        ):
            self._invited(stage, coming)
        else:
            visit = register_visitor(site=stage.site, coming=coming, actor=self.desk, at=at)
            arrive(visit=visit, where="前台", actor=self.desk, at=at)
            if needs_identity(self.kind, invited=False):
                last4 = f"{stage.rng.randrange(10_000):04}"
                paper = PaperKind.ID_CARD
                look_at_paper(visit=visit, paper=paper, last4=last4, where="前台", actor=self.desk, at=at)
            stage.at(at + timedelta(minutes=stage.rng.randrange(1, 9)), HostAnswers(visit.pk, self.trouble, self.desk))

    def _courier(self, stage: Stage, coming: Coming) -> None:
        if self.trouble in {"denied", "silent"}:
            try:
                lost = Coming(name=coming.name, kind=self.kind, purpose=coming.purpose)
                register_visitor(site=stage.site, coming=lost, actor=self.guard, at=stage.now)
            except VisitRefused:
                stage.counts["visitors.without_target"] += 1
            return
        visit = register_visitor(site=stage.site, coming=coming, actor=self.guard, at=stage.now)
        admit(visit=visit, actor=self.guard, at=stage.now)
        stage.at(stage.now + timedelta(minutes=stage.rng.randrange(5, 30)), Leaves(visit.pk, "none", self.guard))

    def _invited(self, stage: Stage, coming: Coming) -> None:
        visit = announce(stage, self.home, coming)
        if visit is None:
            return
        gate = Gate.objects.select_related("site").get(site=stage.site, code="east")
        text = pass_text(visit)
        if self.trouble == "forged" and not _scan(stage, gate, text[:-6] + "AAAAAA", self.guard):
            stage.counts["visitors.forged"] += 1
        if _scan(stage, gate, text, self.guard):
            stage.counts["visitors.scanned"] += 1
        if self.trouble == "twice" and not _scan(stage, gate, text, self.guard):
            stage.counts["visitors.used_twice"] += 1
        stage.at(_leaving(stage, visit, self.trouble), Leaves(visit.pk, self.trouble, self.guard))


@dataclass(frozen=True)
class HostAnswers:
    """The household says yes, says no, or does not answer: who waits is then let in or not."""

    visit_id: int
    trouble: str
    actor: Any

    def __call__(self, stage: Stage) -> None:
        visit = _visit(self.visit_id)
        if self.trouble in {"denied", "silent"}:
            why = Refusal.HOST_DENIES if self.trouble == "denied" else Refusal.HOST_SILENT
            refuse(visit=visit, why=why, actor=self.actor, at=stage.now)
            stage.counts[f"visitors.{self.trouble}"] += 1
            return
        try:
            self._yes(stage, visit)
            admit(visit=visit, actor=self.actor, at=stage.now)
        except VisitRefused:  # moved out since this morning
            refuse(visit=_visit(self.visit_id), why=Refusal.HOST_GONE, actor=self.actor, at=stage.now)
            stage.counts["visitors.host_gone"] += 1
            return
        badge = free_badges(stage.site).first()
        if badge is not None and stage.rng.random() < 0.5:
            give_badge(visit=visit, badge=badge, actor=self.actor, at=stage.now)
        way = guides_of(visit.kind_enum, inside=True, helped=False)[0]
        show_way(visit=visit, guide=way, actor=self.actor, at=stage.now)
        stage.at(_leaving(stage, visit, self.trouble), Leaves(visit.pk, self.trouble, self.actor))

    def _yes(self, stage: Stage, visit: Visit) -> None:
        """By the link that was sent, or on the telephone."""
        question = HostQuestion.objects.select_related("visit", "host").filter(visit=visit, answered_at=None).first()
        if question is not None and stage.rng.random() < 0.8:
            question.visit = visit
            answer_by_link(question=question, said=HostAnswer.YES, at=stage.now)
            stage.counts["visitors.said_yes_by_link"] += 1
        else:
            host_says_yes(visit=visit, host_id=visit.host_id, how="phone", actor=self.actor, at=stage.now)


@dataclass(frozen=True)
class Leaves:
    """They go: scanned out, or nobody saw it and the household says so."""

    visit_id: int
    trouble: str
    actor: Any

    def __call__(self, stage: Stage) -> None:
        visit = _visit(self.visit_id)
        if visit.stage not in INSIDE:
            return
        if visit.stage is VisitState.OVERSTAYED:
            stage.counts["visitors.overstayed"] += 1
        if self.trouble == "unseen":
            note_left_unseen(visit=visit, reason="住户电话告知已离开", actor=self.actor, at=stage.now)
            stage.counts["visitors.left_unseen"] += 1
        else:
            if take_badge(visit=visit, actor=self.actor, at=stage.now):
                stage.counts["visitors.badges_back"] += 1
            sign_out(visit=visit, need_met=stage.rng.random() < 0.9, actor=self.actor, at=stage.now)
            stage.counts["visitors.signed_out"] += 1


def _scan(stage: Stage, gate: Gate, text: str, actor: Any) -> bool:
    key = uuid.UUID(int=stage.rng.getrandbits(128))
    scan = Scan(client_id=key, text=text, direction="in", at=stage.now, received_at=stage.now)
    return take_scan(gate=gate, scan=scan, actor=actor).admitted


def _leaving(stage: Stage, visit: Visit, trouble: str) -> datetime:
    if trouble in {"forgets", "unseen"}:
        return (visit.leave_by or visit.pass_until) + timedelta(minutes=stage.rng.randrange(3, 14))
    return stage.now + timedelta(minutes=stage.rng.randrange(20, 110))


def _visit(pk: int) -> Visit:
    return Visit.objects.select_related("site", "person", "unit").get(pk=pk)


def _kind(stage: Stage) -> VisitKind:
    kinds = (VisitKind.GUEST, VisitKind.FOOD, VisitKind.COURIER, VisitKind.SALES, VisitKind.WORKER)
    return stage.rng.choices(kinds, (48, 20, 14, 8, 10))[0]


def _trouble(stage: Stage) -> str:
    return stage.rng.choice(TROUBLE)


def report(stage: Stage) -> dict[str, object]:
    """What the door counted."""
    return {
        "visitors": {
            name.split(".")[1]: many for name, many in sorted(stage.counts.items()) if name.startswith("visitors.")
        }
    }


TROUPE = Troupe("visitors", cast, report, play=ESTATE)
