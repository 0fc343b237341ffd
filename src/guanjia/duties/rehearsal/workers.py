"""Those who stand on a post and do what is owed, mostly in time."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from guanjia.duties.actions.evidence import submit_evidence
from guanjia.duties.actions.submission import Proof
from guanjia.duties.models import Duty
from guanjia.duties.queries.lines import lines_of
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.rehearsal.public import Stage
from guanjia.foundation.subjects.public import snapshots
from guanjia.people.public import User
from guanjia.posts.public import on_post
from guanjia.standards.public import Item, Standard, Timer

LATE_SHARE = 0.04
FORGOTTEN_SHARE = 0.01
BY = timedelta(minutes=20)
Hand = Callable[[Stage, Duty, User], None]
_hands: dict[str, Hand] = {}


def by_own_hand(standard_code: str, hand: Hand) -> None:
    """Have duties of this standard done by `hand(stage, duty, worker)` instead of by evidence; the same code replaces."""
    _hands[standard_code] = hand


@dataclass
class Workforce:
    """What the workers remember: the newest duty looked at, who is absent when, and what they were asked to do."""

    seen: int = 0
    absent: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    refused: int = 0


def workforce(stage: Stage) -> Workforce:
    """The stage's workforce, made at the first call."""
    return stage.memory.setdefault("workforce", Workforce())


def look_for_work(stage: Stage) -> None:
    """Plan a deed for each duty that came up since the last look. Chance is drawn in the order of duty ids."""
    force = workforce(stage)
    rows = Duty.objects.filter(site=stage.site, pk__gt=force.seen, state=DutyState.OPEN, performer="").order_by("pk")
    for duty in rows:
        force.seen = duty.pk
        chance, place = stage.rng.random(), stage.rng.random()
        if chance < FORGOTTEN_SHARE:
            moment = duty.due_at + timedelta(hours=2)
        elif chance < FORGOTTEN_SHARE + LATE_SHARE:
            moment = duty.due_at + place * BY
        else:
            begin = max(duty.opens_at, stage.now, duty.due_at - BY)
            moment = begin + (0.1 + 0.6 * place) * max(duty.due_at - begin, timedelta())
        stage.at(moment, Errand(duty.pk))


@dataclass(frozen=True)
class Errand:
    """Somebody on the post goes and does a duty."""

    duty_id: int
    tries: int = 0

    def __call__(self, stage: Stage) -> None:
        """Do it if it is still owed and its window is open; otherwise come back when it is."""
        duty = Duty.objects.filter(pk=self.duty_id, state__in=[DutyState.OPEN, DutyState.MISSED]).first()
        if duty is None or self.tries > 40:
            return
        if stage.now < duty.opens_at:
            stage.at(duty.opens_at + timedelta(minutes=1), Errand(self.duty_id, self.tries + 1))
            return
        standard = lines_of([duty])[0].standard
        if standard.discharged_by.by != "evidence" or isinstance(standard.when, Timer):
            return  # a move of the subject ends it, which its own actors make
        if standard.after and not _done_before(duty, standard.after):
            stage.at(stage.now + timedelta(minutes=2), Errand(self.duty_id, self.tries + 1))
            return
        worker = self._worker(stage, duty, standard)
        if worker is None:
            stage.at(stage.now + timedelta(minutes=10), Errand(self.duty_id, self.tries + 1))
            return
        hand_in(stage, duty, standard, worker)

    def _worker(self, stage: Stage, duty: Duty, standard: Standard) -> User | None:
        """Who stands on the post, is there, and did not do the level before."""
        barred = _performer_of(duty, standard.not_same_person_as)
        gone = workforce(stage).absent
        people = [user for user in on_post(stage.site, duty.post_code, stage.now) if user.pk != barred]
        present = [u for u in people if not (u.pk in gone and gone[u.pk][0] <= stage.now < gone[u.pk][1])]
        return present[stage.rng.randrange(len(present))] if present else None


def hand_in(stage: Stage, duty: Duty, standard: Standard, worker: User) -> None:
    """Evidence with every line in order, as a phone would send it, or what `by_own_hand` says."""
    if (hand := _hands.get(standard.code)) is not None:
        hand(stage, duty, worker)
        return
    proof = Proof(
        items=[_answer(item) for item in standard.items if item.proof != "photo"],
        took=timedelta(seconds=4 * len(standard.items) + 40),
        seen_rev=duty.rev,
        signature="signed" if "signature" in standard.proof else "",
        scan=_scan(duty, standard),
    )
    submit_evidence(
        actor=worker,
        duty_id=duty.pk,
        evidence_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{stage.site.code}/{duty.pk}/{stage.now.isoformat()}"),
        at=stage.now,
        proof=proof,
    )


def _scan(duty: Duty, standard: Standard) -> str:
    if not standard.scan_fact:
        return ""
    return str(snapshots(duty.subject_kind, [duty.subject_id])[duty.subject_id].facts.get(standard.scan_fact, ""))


def _answer(item: Item) -> Mapping[str, Any]:
    if item.proof == "number":
        least = item.least if item.least is not None else 0
        most = item.most if item.most is not None else least
        return {"key": item.code, "value": str(round((least + min(most, least + 10)) / 2, 1))}
    if item.proof == "text":
        return {"key": item.code, "value": "情况正常，无需跟进"}
    return {"key": item.code, "value": True}


def _done_before(duty: Duty, code: str) -> bool:
    return Duty.objects.filter(
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        standard_code=code,
        state__in=[DutyState.ON_TIME, DutyState.LATE],
    ).exists()


def _performer_of(duty: Duty, code: str) -> int | None:
    if not code:
        return None
    rows = Duty.objects.filter(
        subject_kind=duty.subject_kind, subject_id=duty.subject_id, standard_code=code, performed_by__isnull=False
    )
    return rows.order_by("-performed_at").values_list("performed_by", flat=True).first()
