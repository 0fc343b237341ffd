"""A subject kind without tables, and the house around it: site, posts and people from the cast."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from guanjia.duties.models import Duty
from guanjia.duties.public import Receipt, plan_dirty, register_performer, submit_evidence
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, changed, register
from tests.cast import Cast, make_cast
from tests.factories.posts import make_entry, make_post

KIND = "tests.thing"
FOLDER = Path(__file__).parent / "catalogue" / "duties"
S, M, H, D = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NINE = datetime(2026, 3, 5, 1, tzinfo=UTC)
"""Thursday 5 March 2026, 09:00 in Shanghai."""
DAWN = NINE - 6 * H
POSTS = {
    "conference.leader": "lin",
    "environment.supervisor": "eva",
    "conference.attendant": "bob",
    "hotline": "hana",
    "technician": "tom",
    "conference.manager": "mei",
}


@dataclass
class Thing:
    """A subject: change its fields, then `World.touch` it."""

    id: int
    site_id: int
    rev: int = 1
    moments: dict[str, datetime | date | None] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    moves: list[tuple[str, datetime]] = field(default_factory=list)


THINGS: dict[int, Thing] = {}
SENT: list[int] = []
MOMENTS = ("starts_at", "ends_at", "started_at", "ended_at")


def _snapshots(ids: Iterable[int]) -> list[Snapshot]:
    return [_snapshot(THINGS[pk]) for pk in ids if pk in THINGS]


def _snapshot(thing: Thing) -> Snapshot:
    moments = dict.fromkeys(MOMENTS) | thing.moments
    facts = {"asked": False, "pumps": False, "space_id": None} | thing.facts
    return Snapshot(
        KIND, thing.id, thing.site_id, thing.rev, f"Thing {thing.id}", f"/thing/{thing.id}", "", facts, moments,
        tuple(thing.moves),
    )  # fmt: skip


register(SubjectKind(KIND, "Thing", MOMENTS, ("asked", "pumps", "space_id"), _snapshots))


def _send_survey(task: Any) -> None:
    SENT.append(task.subject_id)


register_performer("tests.send_survey", _send_survey)


@dataclass
class World:
    """The cast at their posts for a week around NINE, and things that duties hang on."""

    cast: Cast

    @property
    def site(self) -> Site:
        return self.cast.site

    def thing(self, at: datetime = DAWN, *, plan: bool = True, **moments: Any) -> Thing:
        """A new thing starting at NINE, marked as changed at `at`, and planned."""
        facts = moments.pop("facts", {})
        pk = max(THINGS, default=0) + 1
        usual = {"starts_at": NINE, "ends_at": NINE + 3 * H}
        THINGS[pk] = Thing(pk, self.site.pk, moments=usual | moments, facts=facts)
        self.touch(THINGS[pk], at, plan=plan)
        return THINGS[pk]

    def touch(self, thing: Thing, at: datetime, *, plan: bool = True) -> None:
        """Say that the thing changed, and plan it."""
        thing.rev += 1
        with transaction.atomic():
            changed(KIND, [thing.id], site=self.site, at=at)
        if plan:
            plan_dirty(now=at)

    def duty(self, thing: Thing, code: str = "thing.check", **fields: Any) -> Duty:
        """The thing's one duty of that standard (narrowed by fields)."""
        return Duty.objects.get(subject_kind=KIND, subject_id=thing.id, standard_code=code, **fields)

    def done(self, duty: Duty, who: str = "lin", at: datetime = NINE - 3 * H, **proof: Any) -> Receipt:
        """Evidence of a person of the cast that leaves nothing open, received at `at`."""
        proof.setdefault("items", [{"key": "doors", "value": True, "note": ""}])
        evidence_id = proof.pop("evidence_id", None) or uuid4()
        return submit_evidence(actor=getattr(self.cast, who), duty_id=duty.pk, evidence_id=evidence_id, at=at, **proof)


def make_world() -> World:
    cast = make_cast()
    for code, who in POSTS.items():
        make_entry(make_post(cast.site, code), getattr(cast, who), NINE - 4 * D, NINE + 4 * D)
    return World(cast)


@pytest.fixture(autouse=True)
def _catalogue(settings: Any) -> Iterator[None]:
    """The catalogue of these tests, and no thing left over."""
    settings.STANDARD_FOLDERS = [str(FOLDER)]
    THINGS.clear()
    SENT.clear()
    yield


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def world_committed(transactional_db: None) -> World:
    """For tests with threads."""
    return make_world()
