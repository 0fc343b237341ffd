"""Moving in, transfer and moving out: checked by duties; debts never block leaving; lessees stay when a home is sold."""

from datetime import timedelta
from functools import partial

import pytest

from guanjia.duties.public import GateClosed, plan_dirty, tick
from guanjia.foundation.journal.public import Entry
from guanjia.frontdesk.homes.actions.passages import (
    PASSAGE,
    PassageRefused,
    cancel_passage,
    complete_passage,
    open_passage,
)
from guanjia.frontdesk.homes.models import Passage
from guanjia.frontdesk.homes.rules.passage import PassageKind, ProofKind
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import OCCUPANCY, Relation, household, is_host
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle
from tests.frontdesk.homes.playing import do, put_on
from tests.harness.race import race

DAY = timedelta(days=1)


def opened(cast: Cast, kind: PassageKind, unit, person, **fields) -> Passage:
    told = {"planned_on": TODAY, "actor": cast.rita, "at": NOON} | fields
    return open_passage(site=cast.site, kind=kind, unit=unit, person=person, **told)


@pytest.mark.django_db
def test_a_home_is_not_handed_over_before_keys_and_meters_are_noted(cast: Cast):
    put_on(cast.site, cast.bob, NOON, "butler")
    unit, person = make_unit(cast.site), make_resident(cast.site)
    settle(unit, person)
    passage = opened(cast, PassageKind.MOVE_IN, unit, person)
    with pytest.raises(GateClosed):
        complete_passage(passage=passage, actor=cast.rita, at=NOON)
    do(PASSAGE, passage.pk, "homes.move_in", cast.bob, NOON)
    assert complete_passage(passage=passage, actor=cast.rita, at=NOON).state == "done"
    with pytest.raises(MoveRefused):
        cancel_passage(passage=passage, actor=cast.rita, at=NOON, reason="late")


@pytest.mark.django_db
def test_a_transfer_ends_the_old_household_and_lets_the_lessee_stay(cast: Cast):
    put_on(cast.site, cast.rita, NOON, "frontdesk")
    unit = make_unit(cast.site)
    old, wife, lessee, new = (make_resident(cast.site) for _ in range(4))
    settle(unit, old, lives_here=False)
    settle(unit, wife, Relation.CO_OWNER)
    settle(unit, lessee, Relation.LESSEE)
    passage = opened(cast, PassageKind.TRANSFER, unit, new, proof=ProofKind.DEED, proof_tail="12ab")
    assert passage.proof_tail == "12AB"
    do(PASSAGE, passage.pk, "homes.transfer", cast.rita, NOON)
    complete_passage(passage=passage, actor=cast.rita, at=NOON)
    rows = {row.person_id: row.relation_enum for row in household(unit.pk, TODAY).rows}
    assert rows == {new.pk: Relation.OWNER, lessee.pk: Relation.LESSEE}
    assert not is_host(old.pk, unit.pk, TODAY) and not is_host(wife.pk, unit.pk, TODAY)
    ended = Entry.objects.filter(event_kind="people.OccupancyEnded", subject_kind=OCCUPANCY)
    assert sorted(entry.event["person_id"] for entry in ended) == sorted([old.pk, wife.pk])
    assert all(entry.event["left"] for entry in ended)


@pytest.mark.django_db
def test_a_co_owner_who_buys_the_rest_becomes_the_owner(cast: Cast):
    put_on(cast.site, cast.rita, NOON, "frontdesk")
    unit, old, new = make_unit(cast.site), make_resident(cast.site), make_resident(cast.site)
    settle(unit, old)
    settle(unit, new, Relation.CO_OWNER)
    passage = opened(cast, PassageKind.TRANSFER, unit, new, proof=ProofKind.COURT, proof_tail="0001")
    do(PASSAGE, passage.pk, "homes.transfer", cast.rita, NOON)
    complete_passage(passage=passage, actor=cast.rita, at=NOON)
    assert [(row.person_id, row.relation) for row in household(unit.pk, TODAY).rows] == [(new.pk, "owner")]


@pytest.mark.django_db
def test_moving_out_asks_for_meters_and_keys_and_for_no_debt(cast: Cast):
    put_on(cast.site, cast.bob, NOON, "butler")
    unit, lessee, friend = make_unit(cast.site), make_resident(cast.site), make_resident(cast.site)
    rows = [settle(unit, lessee, Relation.LESSEE), settle(unit, friend, Relation.OCCUPIER)]
    passage = opened(cast, PassageKind.MOVE_OUT, unit, lessee, ends=[row.pk for row in rows])
    do(PASSAGE, passage.pk, "homes.move_out", cast.bob, NOON)
    complete_passage(passage=passage, actor=cast.rita, at=NOON)
    assert household(unit.pk, TODAY).is_empty
    fields = {field.name for field in Passage._meta.get_fields()}
    assert not [name for name in fields if "debt" in name or "arrear" in name or "amount" in name]


@pytest.mark.django_db
def test_an_owner_who_moves_out_stays_the_owner(cast: Cast):
    put_on(cast.site, cast.bob, NOON, "butler")
    unit, owner = make_unit(cast.site), make_resident(cast.site)
    row = settle(unit, owner)
    passage = opened(cast, PassageKind.MOVE_OUT, unit, owner, ends=[row.pk])
    do(PASSAGE, passage.pk, "homes.move_out", cast.bob, NOON)
    complete_passage(passage=passage, actor=cast.rita, at=NOON)
    home = household(unit.pk, TODAY)
    assert home.is_empty and [each.person_id for each in home.owners] == [owner.pk]


@pytest.mark.django_db
def test_what_is_refused_says_why(cast: Cast):
    unit, other, person = make_unit(cast.site), make_unit(cast.site), make_resident(cast.site)
    elsewhere = settle(other, person)
    for fields in (
        {"kind": PassageKind.TRANSFER},
        {"kind": PassageKind.MOVE_OUT},
        {"kind": PassageKind.MOVE_OUT, "ends": [elsewhere.pk]},
    ):
        with pytest.raises(PassageRefused):
            opened(cast, unit=unit, person=person, **fields)
    passage = opened(cast, PassageKind.MOVE_IN, unit, person)
    with pytest.raises(PassageRefused):
        opened(cast, PassageKind.MOVE_IN, unit, person)
    with pytest.raises(PassageRefused):
        cancel_passage(passage=passage, actor=cast.rita, at=NOON, reason=" ")
    cancel_passage(passage=passage, actor=cast.rita, at=NOON, reason="no longer")
    assert opened(cast, PassageKind.MOVE_IN, unit, person).pk != passage.pk
    SubjectBattery.check_kind(PASSAGE, Passage.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_lease_that_runs_out_is_announced_once_by_the_house_itself(cast: Cast):
    unit, person = make_unit(cast.site), make_resident(cast.site)
    row = settle(unit, person, Relation.LESSEE, until=TODAY + DAY)
    plan_dirty(now=NOON)
    told = Entry.objects.filter(subject_kind=OCCUPANCY, subject_id=row.pk, action="lapse")
    tick(NOON)
    assert not told.exists()
    for later in (NOON + DAY, NOON + 2 * DAY):
        plan_dirty(now=later)
        tick(later)
    entry = told.get()
    assert entry.event_kind == "people.OccupancyEnded" and entry.event["left"]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_complete_it_once(cast_committed: Cast):
    cast = cast_committed
    put_on(cast.site, cast.rita, NOON, "frontdesk")
    unit, old, new = make_unit(cast.site), make_resident(cast.site), make_resident(cast.site)
    settle(unit, old)
    passage = opened(cast, PassageKind.TRANSFER, unit, new, proof=ProofKind.DEED, proof_tail="1234")
    do(PASSAGE, passage.pk, "homes.transfer", cast.rita, NOON)
    copies = [Passage.objects.select_related("site", "unit", "person").get(pk=passage.pk) for _ in range(3)]
    won = race([partial(complete_passage, passage=copy, actor=cast.rita, at=NOON) for copy in copies])
    assert sum(isinstance(each, Passage) for each in won) == 1, won
    assert len(household(unit.pk, TODAY).owners) == 1
