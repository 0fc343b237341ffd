"""Who belongs to a unit: one sole owner at a time, dated ends, hosts asked at the moment (FIELD 23)."""

from datetime import timedelta
from functools import partial

import pytest

from guanjia.foundation.journal.public import entries
from guanjia.foundation.persons.public import find_by_phone
from guanjia.people.public import (
    Occupancy,
    OccupancyChanged,
    OccupancyRefused,
    Relation,
    add_occupancy,
    end_occupancy,
    extend_occupancy,
    former_of,
    hosts_of,
    household,
    is_host,
    set_contact,
    units_of,
)
from guanjia.people.subjects import OCCUPANCY, UNIT
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle
from tests.harness.race import race

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_who_moved_out_is_no_host_from_that_day(cast: Cast):
    unit, person = make_unit(cast.site, "1201"), make_resident(cast.site)
    row = settle(unit, person)
    assert is_host(person.pk, unit.pk, TODAY)
    end_occupancy(occupancy=row, on=TODAY + DAY, actor=cast.alice, at=NOON)
    assert is_host(person.pk, unit.pk, TODAY), "until the day itself"
    assert not is_host(person.pk, unit.pk, TODAY + DAY)
    assert [one.person_id for one in former_of(unit.pk, TODAY + DAY)] == [person.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("relation", list(Relation))
def test_an_emergency_contact_is_no_host(cast: Cast, relation: Relation):
    unit, person = make_unit(cast.site), make_resident(cast.site)
    settle(unit, person, relation)
    assert is_host(person.pk, unit.pk, TODAY) is (relation is not Relation.EMERGENCY)


@pytest.mark.django_db
def test_the_end_is_announced_and_says_whether_anything_is_left(cast: Cast):
    unit, person = make_unit(cast.site), make_resident(cast.site)
    owner, family = settle(unit, person), settle(unit, person, Relation.FAMILY)
    for row, left in ((owner, False), (family, True)):
        end_occupancy(occupancy=row, on=TODAY, actor=cast.alice, at=NOON, reason="sold")
        entry = entries(cast.site).filter(subject_kind=OCCUPANCY, subject_id=row.pk, action="end").get()
        assert entry.event_kind == "people.OccupancyEnded" and entry.event["left"] is left


@pytest.mark.django_db
def test_ending_twice_changes_nothing_and_a_stale_page_is_refused(cast: Cast):
    unit, person = make_unit(cast.site), make_resident(cast.site)
    row = settle(unit, person)
    stale = Occupancy.objects.get(pk=row.pk)
    end_occupancy(occupancy=row, on=TODAY, actor=cast.alice, at=NOON)
    assert end_occupancy(occupancy=row, on=TODAY + DAY, actor=cast.alice, at=NOON).until == TODAY
    with pytest.raises(OccupancyChanged):
        end_occupancy(occupancy=stale, on=TODAY + DAY, actor=cast.alice, at=NOON)


@pytest.mark.django_db
def test_a_lease_is_extended_never_shortened_by_it(cast: Cast):
    unit, person = make_unit(cast.site), make_resident(cast.site)
    row = settle(unit, person, Relation.LESSEE, until=TODAY + DAY)
    with pytest.raises(OccupancyRefused):
        extend_occupancy(occupancy=row, until=TODAY + DAY, actor=cast.alice, at=NOON)
    extend_occupancy(occupancy=row, until=TODAY + 2 * DAY, actor=cast.alice, at=NOON)
    assert is_host(person.pk, unit.pk, TODAY + DAY) and not is_host(person.pk, unit.pk, TODAY + 2 * DAY)


@pytest.mark.django_db
def test_one_first_contact_a_home_and_without_one_whoever_lives_there(cast: Cast):
    unit = make_unit(cast.site)
    owner = settle(unit, make_resident(cast.site, "周明"), lives_here=False)
    lessee = settle(unit, make_resident(cast.site, "李红"), Relation.LESSEE)
    assert household(unit.pk, TODAY).contact == lessee
    set_contact(occupancy=owner, actor=cast.alice, at=NOON)
    lessee.refresh_from_db()
    set_contact(occupancy=lessee, actor=cast.alice, at=NOON)
    assert [row.is_contact for row in household(unit.pk, TODAY).rows] == [True, False]
    assert [person.name for person in hosts_of(unit.pk, TODAY)] == ["李红", "周明"]


@pytest.mark.django_db
def test_a_home_is_empty_when_only_its_owner_elsewhere_is_left(cast: Cast):
    unit = make_unit(cast.site)
    settle(unit, make_resident(cast.site), lives_here=False)
    assert household(unit.pk, TODAY).is_empty
    settle(unit, make_resident(cast.site), Relation.LESSEE)
    assert not household(unit.pk, TODAY).is_empty


@pytest.mark.django_db
def test_a_unit_of_another_site_is_refused_and_the_other_site_sees_nobody(cast: Cast):
    unit, person = make_unit(cast.site), make_resident(cast.site, phone="13800138000")
    settle(unit, person)
    assert [one.pk for one in find_by_phone(cast.site, "13800138000")] == [person.pk]
    assert find_by_phone(cast.other_site, "13800138000") == []
    assert units_of(person.pk, TODAY, site=cast.other_site) == []
    unit.site_id = cast.other_site.pk
    with pytest.raises(ValueError, match="another site"):
        add_occupancy(site=cast.site, unit=unit, person=person, relation=Relation.CO_OWNER, actor=None, at=NOON)


@pytest.mark.django_db
def test_one_phone_of_two_people_finds_both(cast: Cast):
    unit = make_unit(cast.site)
    for name, relation in (("周明", Relation.OWNER), ("李红", Relation.FAMILY)):
        settle(unit, make_resident(cast.site, name, "13800138000"), relation)
    assert sorted(person.name for person in find_by_phone(cast.site, "138 0013 8000")) == ["周明", "李红"]


@pytest.mark.django_db
def test_the_kinds_are_what_they_declare(cast: Cast):
    units = [make_unit(cast.site) for _ in range(3)]
    rows = [settle(unit, make_resident(cast.site)) for unit in units]
    SubjectBattery.check_kind(OCCUPANCY, [row.pk for row in rows])
    SubjectBattery.check_kind(UNIT, [unit.pk for unit in units])


@pytest.mark.django_db(transaction=True)
def test_of_two_sole_owners_at_once_one_is_refused(cast_committed: Cast):
    unit = make_unit(cast_committed.site)
    people = [make_resident(cast_committed.site) for _ in range(4)]

    def move_in(number: int) -> bool:
        try:
            settle(unit, people[number])
        except OccupancyRefused:
            return False
        return True

    won = race([partial(move_in, number) for number in range(4)])
    assert sorted(won) == [False, False, False, True]
    assert Occupancy.objects.filter(unit=unit).count() == 1
