"""The invariants notice somebody in two places."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from guanjia.posts.rehearsal.invariants import standing_twice
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_one_person_in_two_places_is_noticed_unless_it_is_meant(cast: Cast):
    one, two = make_post(cast.site), make_post(cast.site)
    first = make_entry(one, cast.bob, NINE, NINE + HOUR)
    make_entry(two, cast.bob, NINE, NINE + HOUR, double=True)
    make_entry(two, cast.lin, NINE, NINE + HOUR)
    assert standing_twice(cast.site) == []
    with connection.cursor() as cursor:
        _sleep(cursor)
        cursor.execute("UPDATE posts_roster SET user_id = %s WHERE user_id = %s", [cast.bob.pk, cast.lin.pk])
    assert len(standing_twice(cast.site)) == 1
    assert str(first.pk) in standing_twice(cast.site)[0]


def _sleep(cursor) -> None:
    """Take the guard away, in this test's transaction."""
    if connection.vendor == "sqlite":
        cursor.execute("DROP TRIGGER roster_no_double_update")
    else:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE posts_roster DROP CONSTRAINT roster_no_double")
