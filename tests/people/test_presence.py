"""Who is inside: entering twice is once, leaving the site leaves its spaces too."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from guanjia.people.public import Presence, enter, enter_many, inside_count, inside_counts, leave, leave_all
from tests.cast import Cast
from tests.factories.places import make_space
from tests.harness.race import race

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
GUEST = Presence.Kind.GUEST


@pytest.mark.django_db
def test_entering_twice_counts_once(cast: Cast):
    hall = make_space(cast.site)
    come = partial(enter, site=cast.site, kind=GUEST, ref=("test.guest", 1), space_id=hall.pk)
    assert come(at=NOON) and not come(at=NOON + HOUR)
    assert inside_count(cast.site, space_id=hall.pk) == 1
    assert inside_count(cast.site) == 0


@pytest.mark.django_db
def test_the_site_and_its_hall_are_counted_apart(cast: Cast):
    hall = make_space(cast.site)
    enter(site=cast.site, kind=GUEST, ref=("test.guest", 1), at=NOON)
    enter(site=cast.site, kind=GUEST, ref=("test.guest", 1), at=NOON, space_id=hall.pk)
    enter(site=cast.site, kind=Presence.Kind.STAFF, ref=("people.user", 9), at=NOON)
    assert (inside_count(cast.site), inside_count(cast.site, kind=GUEST)) == (2, 1)
    assert leave(site=cast.site, ref=("test.guest", 1), at=NOON + HOUR, space_id=hall.pk) == 1
    assert inside_count(cast.site, kind=GUEST) == 1
    assert leave(site=cast.site, ref=("test.guest", 1), at=NOON + HOUR) == 1
    assert leave(site=cast.site, ref=("test.guest", 1), at=NOON + HOUR) == 0


@pytest.mark.django_db
def test_coming_back_is_a_second_stay(cast: Cast):
    for hour in (0, 2):
        enter(site=cast.site, kind=GUEST, ref=("test.guest", 1), at=NOON + hour * HOUR)
        leave(site=cast.site, ref=("test.guest", 1), at=NOON + (hour + 1) * HOUR)
    assert Presence.objects.count() == 2


@pytest.mark.django_db
def test_many_enter_and_a_hall_is_cleared(cast: Cast):
    hall, other = make_space(cast.site), make_space(cast.site)
    refs = [("test.guest", n) for n in range(5)]
    assert enter_many(site=cast.site, kind=GUEST, refs=refs[:3], at=NOON, space_id=hall.pk) == 3
    assert enter_many(site=cast.site, kind=GUEST, refs=refs, at=NOON, space_id=hall.pk) == 2
    assert inside_counts(cast.site, [hall.pk, other.pk]) == {hall.pk: 5}
    assert leave_all(site=cast.site, ref_kind="test.guest", at=NOON + HOUR, space_id=hall.pk) == 5
    assert inside_count(cast.site, space_id=hall.pk) == 0


@pytest.mark.django_db(transaction=True)
def test_many_doors_at_once_let_one_guest_in_once(cast_committed: Cast):
    site = cast_committed.site
    race([partial(enter, site=site, kind=GUEST, ref=("test.guest", 1), at=NOON) for _ in range(10)])
    assert Presence.objects.count() == 1
