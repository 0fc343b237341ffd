"""The one rule of evidence: nothing authentic is refused, and the same id gets the same answer."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from guanjia.duties.actions.submission import EvidenceRefused
from guanjia.duties.actions.weighing import is_hasty
from guanjia.duties.events import DutyDone, DutyItemFailed
from guanjia.duties.models import Duty, Evidence
from guanjia.duties.models.states import Source
from guanjia.duties.public import decide_evidence, evidence_note, tick
from guanjia.duties.queries.invariants import not_ended_once
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.journal.public import Entry, event_kind
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.posts.public import Roster
from tests.duties.world import DAWN, NINE, THINGS, H, M, S, World
from tests.harness.race import race

DUE = NINE - 2 * H
MINUTE = 60_000


@pytest.mark.parametrize(
    ("at", "state", "status"),
    [
        (DUE - 2 * H - S, "open", "review"),
        (DUE - 2 * H, "on_time", "accepted"),
        (DUE, "on_time", "accepted"),
        (DUE + S, "late", "accepted"),
    ],
)
def test_the_moment_decides(world: World, at: datetime, state: str, status: str) -> None:
    duty = world.duty(world.thing())
    receipt = world.done(duty, at=at)
    duty.refresh_from_db()
    assert (receipt.status, duty.state, receipt.state) == (status, state, state)
    assert duty.performed_at == (at if status == "accepted" else None)


def test_the_same_id_again_gets_the_same_answer_and_writes_nothing(world: World) -> None:
    duty, evidence_id = world.duty(world.thing()), uuid4()
    first = world.done(duty, evidence_id=evidence_id)
    entries = Entry.objects.count()
    assert world.done(duty, at=DUE + H, evidence_id=evidence_id) == first
    assert (Evidence.objects.count(), Entry.objects.count()) == (1, entries)


def test_an_id_belongs_to_one_person_and_one_duty(world: World) -> None:
    thing, evidence_id = world.thing(), uuid4()
    world.done(world.duty(thing), evidence_id=evidence_id)
    with pytest.raises(EvidenceRefused, match="another person or duty"):
        world.done(world.duty(thing), who="eva", evidence_id=evidence_id)
    with pytest.raises(EvidenceRefused, match="another person or duty"):
        world.done(world.duty(world.thing()), evidence_id=evidence_id)


def test_done_already_is_kept_as_further_evidence(world: World) -> None:
    duty = world.duty(world.thing())
    world.done(duty)
    receipt = world.done(duty, who="mei", at=DUE + H)
    duty.refresh_from_db()
    assert (receipt.status, duty.state, duty.performed_by) == ("further", "on_time", world.cast.lin)


def test_withdrawn_is_kept_and_shown_to_the_leader(world: World) -> None:
    thing = world.thing()
    duty = world.duty(thing)
    del THINGS[thing.id]
    world.touch(thing, DAWN)
    receipt = world.done(duty)
    assert (receipt.status, receipt.state) == ("shown_to_leader", "withdrawn")


@pytest.mark.parametrize(("seen", "status"), [("old", "shown_to_leader"), ("new", "accepted"), (None, "accepted")])
def test_moved_since_the_phone_saw_it_is_kept_and_shown_to_the_leader(
    world: World, seen: str | None, status: str
) -> None:
    thing = world.thing()
    rev = {"old": world.duty(thing).rev, "new": world.duty(thing).rev + 1, None: None}[seen]
    thing.moments["starts_at"] = NINE + 30 * M
    world.touch(thing, DAWN)
    receipt = world.done(world.duty(thing), seen_rev=rev)
    assert (receipt.status, world.duty(thing).state) == (status, "on_time" if status == "accepted" else "open")


def test_the_clock_that_ticked_meanwhile_is_no_move(world: World) -> None:
    thing = world.thing()
    seen = world.duty(thing).rev
    tick(DUE + 5 * M)
    assert world.done(world.duty(thing), at=DUE + 6 * M, seen_rev=seen).status == "accepted"


@pytest.mark.parametrize(
    ("drift", "state", "flags"),
    [
        (timedelta(0), "on_time", ()),
        (timedelta(minutes=2), "on_time", ()),
        (timedelta(minutes=-2), "on_time", ()),
        (timedelta(minutes=2, seconds=1), "late", ("time_untrusted",)),
        (timedelta(minutes=-2, seconds=-1), "late", ("time_untrusted",)),
        (None, "late", ("time_untrusted",)),
    ],
)
def test_device_time_counts_if_its_drift_is_known_and_small(
    world: World, drift: timedelta | None, state: str, flags: tuple[str, ...]
) -> None:
    duty = world.duty(world.thing())
    receipt = world.done(duty, at=DUE + H, device_at=DUE - 3 * M, drift=drift)
    assert (receipt.state, receipt.flags) == (state, flags)


@pytest.mark.parametrize(("device_at", "state"), [(DUE, "on_time"), (DUE + S, "late")])
def test_missed_is_not_final(world: World, device_at: datetime, state: str) -> None:
    thing = world.thing()
    tick(DUE + 3 * H)
    assert world.duty(thing).state == "missed"
    world.done(world.duty(thing), at=DUE + 4 * H, device_at=device_at, drift=timedelta(0))
    assert world.duty(thing).state == state
    assert not_ended_once(world.site) == []


def test_late_stays_late(world: World) -> None:
    duty = world.duty(world.thing())
    world.done(duty, at=DUE + S)
    world.done(duty, at=DUE + H, device_at=DUE - H, drift=timedelta(0))
    duty.refresh_from_db()
    assert duty.state == DutyState.LATE


def test_the_second_check_before_the_first_goes_to_review(world: World) -> None:
    thing = world.thing()
    receipt = world.done(world.duty(thing, "thing.second"), who="eva", at=NINE - 90 * M)
    assert (receipt.status, receipt.flags) == ("review", ("after_not_done",))


def test_the_same_person_may_not_do_both(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    receipt = world.done(world.duty(thing, "thing.second"), who="lin", at=NINE - 90 * M)
    assert (receipt.status, set(receipt.flags)) == ("review", {"same_person", "stood_in"})


def test_single_handed_needs_a_reason_and_a_counter_signature(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    duty = world.duty(thing, "thing.second")
    receipt = world.done(duty, who="lin", at=NINE - 90 * M, single_handed_reason="Eva is ill")
    duty.refresh_from_db()
    assert (receipt.status, duty.state, duty.counter_sign_due) == ("accepted", "on_time", True)
    assert duty.single_handed_reason == "Eva is ill"


def test_done_by_two_hands_asks_for_no_counter_signature(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    duty = world.duty(thing, "thing.second")
    world.done(duty, who="eva", at=NINE - 90 * M)
    duty.refresh_from_db()
    assert (duty.state, duty.counter_sign_due) == ("on_time", False)


@pytest.mark.parametrize(
    ("who", "status", "flags"),
    [
        ("lin", "accepted", ()),
        ("mei", "accepted", ("stood_in",)),
        ("bob", "review", ("not_on_post",)),
        ("charlie", "review", ("not_on_post",)),
    ],
)
def test_rights_are_those_of_the_post(world: World, who: str, status: str, flags: tuple[str, ...]) -> None:
    receipt = world.done(world.duty(world.thing()), who=who)
    assert (receipt.status, receipt.flags) == (status, flags)


def test_rights_are_judged_as_of_the_device_time(world: World) -> None:
    duty = world.duty(world.thing())
    Roster.objects.filter(user=world.cast.lin).update(ends_at=DUE)
    Roster.objects.filter(user=world.cast.eva).update(post=Roster.objects.get(user=world.cast.lin).post)
    late = world.done(duty, who="carl", at=DUE - M)
    assert late.status == "review"
    receipt = world.done(duty, who="lin", at=DUE + H, device_at=DUE - M, drift=timedelta(0))
    assert (receipt.status, receipt.state, receipt.flags) == ("accepted", "on_time", ())


def test_a_line_not_in_order_is_told_to_the_module_that_the_standard_names(world: World) -> None:
    duty = world.duty(world.thing())
    items = [{"key": "doors", "value": False, "note": "Hinge"}, {"key": "heat", "value": "19.9", "note": ""}]
    receipt = world.done(duty, items=items)
    duty.refresh_from_db()
    assert (duty.state, duty.failed_count) == ("on_time", 2)
    failed = Entry.objects.filter(event_kind=event_kind(DutyItemFailed)).order_by("id")
    assert [(entry.event["item"], entry.event["on_failure"], entry.event["value"]) for entry in failed] == [
        ("doors", "work_order", "False"),
        ("heat", "none", "19.9"),
    ]
    assert evidence_note(receipt.evidence_id, "doors") == "Hinge"


@pytest.mark.parametrize(("heat", "failed"), [("19.9", 1), ("20", 0), ("26", 0), ("26.1", 1), ("", 0)])
def test_limits_of_a_reading_include_their_value(world: World, heat: str, failed: int) -> None:
    duty = world.duty(world.thing())
    world.done(duty, items=[{"key": "doors", "value": True}, {"key": "heat", "value": heat}])
    duty.refresh_from_db()
    assert duty.failed_count == failed


@pytest.mark.parametrize("heat", ["warm", "NaN", "Infinity", "1e", True])
def test_a_reading_that_is_no_number_is_refused_and_nothing_is_kept(world: World, heat: Any) -> None:
    duty = world.duty(world.thing())
    with pytest.raises(EvidenceRefused, match="not a number"):
        world.done(duty, items=[{"key": "doors", "value": True}, {"key": "heat", "value": heat}])
    assert not Evidence.objects.exists()


def test_something_missing_goes_to_review_and_the_leader_may_accept_it(world: World) -> None:
    duty = world.duty(world.thing())
    receipt = world.done(duty, items=[])
    assert (receipt.status, receipt.flags) == ("review", ("incomplete",))
    status = decide_evidence(actor=world.cast.mei, evidence_id=receipt.evidence_id, accept=True, at=DUE + H)
    duty.refresh_from_db()
    assert (status, duty.state, duty.performed_by) == ("accepted", "on_time", world.cast.lin)


def test_a_state_secret_is_refused_and_leaves_nothing(world: World) -> None:
    duty = world.duty(world.thing())
    with pytest.raises(SecretRefused):
        world.done(duty, note="机密★5年")
    assert not Evidence.objects.exists()


def test_from_paper_counts_the_written_time_and_names_both_hands(world: World) -> None:
    duty = world.duty(world.thing())
    receipt = world.done(
        duty, at=DUE + 30 * M, device_at=DUE - M, source=Source.PAPER, entered_by=world.cast.hana, sheet_number="0042"
    )
    evidence = Evidence.objects.get(pk=receipt.evidence_id)
    assert (receipt.state, receipt.flags, evidence.entered_by) == ("on_time", ("from_paper",), world.cast.hana)


@pytest.mark.parametrize(
    ("at", "flags"),
    [(DUE + H, ("from_paper",)), (DUE + H + S, ("from_paper", "entered_late"))],
)
def test_paper_is_entered_within_the_hour_or_flagged(world: World, at: datetime, flags: tuple[str, ...]) -> None:
    fields: dict[str, Any] = {"source": Source.PAPER, "entered_by": world.cast.hana}
    receipt = world.done(world.duty(world.thing()), at=at, device_at=DUE, **fields)
    assert receipt.flags == flags


def test_paper_needs_a_second_hand_and_a_past_time(world: World) -> None:
    duty = world.duty(world.thing())
    with pytest.raises(EvidenceRefused, match="second person"):
        world.done(duty, device_at=DUE - 3 * H, source=Source.PAPER, entered_by=world.cast.lin)
    with pytest.raises(EvidenceRefused, match="future"):
        world.done(duty, at=DUE, device_at=DUE + S, source=Source.PAPER, entered_by=world.cast.hana)


@pytest.mark.parametrize(("took", "flagged"), [(20.0, True), (20.001, False), (None, False)])
def test_25_lines_in_20_seconds_are_flagged(world: World, took: float | None, flagged: bool) -> None:
    length = None if took is None else timedelta(seconds=took)
    assert is_hasty(25, length) is flagged


def test_a_refill_really_poured_gives_the_next_link_in_the_same_breath(world: World) -> None:
    thing = world.thing(NINE, started_at=NINE)
    first = world.duty(thing, "thing.refill")
    world.done(first, who="bob", at=NINE + 12 * M, items=[])
    second = world.duty(thing, "thing.refill", occurrence="n:2")
    assert (second.opens_at, second.due_at) == (NINE + 27 * M, NINE + 32 * M)


def test_the_end_is_told_once(world: World) -> None:
    duty = world.duty(world.thing())
    world.done(duty)
    world.done(duty, who="mei")
    ends = Entry.objects.filter(event_kind=event_kind(DutyDone))
    assert [(entry.subject_id, entry.from_state, entry.to_state) for entry in ends] == [(duty.pk, "open", "on_time")]


@pytest.mark.django_db(transaction=True)
def test_two_people_ticking_one_duty(world_committed: World) -> None:
    world = world_committed
    duty = world.duty(world.thing())
    receipts = race([lambda: world.done(duty, who="lin"), lambda: world.done(duty, who="mei")] * 3)
    assert sorted(str(receipt.status) for receipt in receipts) == ["accepted", *["further"] * 5], receipts
    assert Entry.objects.filter(subject_id=duty.pk, action="duties.end").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_evidence_sent_eight_times_at_once(world_committed: World) -> None:
    world = world_committed
    duty, evidence_id = world.duty(world.thing()), uuid4()
    receipts = race([lambda: world.done(duty, evidence_id=evidence_id)] * 8)
    assert len(set(receipts)) == 1, receipts
    assert Evidence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_ended_while_the_clock_misses_it_has_one_successor(world_committed: World) -> None:
    world = world_committed
    thing = world.thing(NINE, started_at=NINE)
    first, late = world.duty(thing, "thing.refill"), NINE + 25 * M
    race([lambda: tick(late), lambda: world.done(first, who="bob", at=late, items=[]), lambda: tick(late)])
    links = Duty.objects.filter(standard_code="thing.refill", occurrence="n:2").exclude(state="withdrawn")
    assert links.count() == 1
    first.refresh_from_db()
    assert first.state == "late"
