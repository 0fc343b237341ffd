"""Who is on which post: no double, cover, copying a week, leaving in the middle."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from guanjia.foundation.journal.public import Entry
from guanjia.people.models import Membership
from guanjia.people.public import leave_site
from guanjia.posts.models import Roster
from guanjia.posts.public import (
    RosterRefused,
    add_entry,
    copy_week,
    cover,
    next_on_post,
    on_post,
    on_post_many,
    on_posts_at,
    posts_of,
    release_entry,
)
from guanjia.posts.queries.weeks import week
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post, make_qualification
from tests.harness.race import race

MONDAY = datetime(2026, 11, 16, 0, tzinfo=UTC)  # 08:00 in Shanghai
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def put(post, user, begins=MONDAY, ends=MONDAY + 8 * HOUR, **more):
    return add_entry(post=post, user=user, starts_at=begins, ends_at=ends, at=MONDAY, actor=None, **more)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "there"),
    [(MONDAY - SECOND, False), (MONDAY, True), (MONDAY + 8 * HOUR - SECOND, True), (MONDAY + 8 * HOUR, False)],
)
def test_on_post_from_the_first_second_to_before_the_last(cast: Cast, moment, there):
    post = make_post(cast.site, "conference.leader")
    make_entry(post, cast.lin, MONDAY, MONDAY + 8 * HOUR)
    assert on_post(cast.site, "conference.leader", moment) == ([cast.lin] if there else [])
    assert posts_of(cast.lin, cast.site, moment) == ([post] if there else [])
    assert on_posts_at(cast.site, [("conference.leader", moment)]) == {
        ("conference.leader", moment): [cast.lin] if there else []
    }


@pytest.mark.django_db
def test_on_post_many_asks_once_and_answers_for_unknown_codes(cast: Cast, django_assert_num_queries):
    for code, user in (("a", cast.lin), ("b", cast.bob)):
        make_entry(make_post(cast.site, code), user, MONDAY, MONDAY + HOUR)
    with django_assert_num_queries(1):
        assert on_post_many(cast.site, ["a", "b", "c"], MONDAY) == {"a": [cast.lin], "b": [cast.bob], "c": []}
    assert on_post(cast.other_site, "a", MONDAY) == []


@pytest.mark.django_db
def test_a_barred_user_and_a_shut_post_count_for_nobody(cast: Cast):
    post = make_post(cast.site, "a")
    make_entry(post, cast.lin, MONDAY, MONDAY + HOUR)
    type(cast.lin).objects.filter(pk=cast.lin.pk).update(is_active=False)
    assert on_post(cast.site, "a", MONDAY) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("begins", "free"), [(8 * HOUR, True), (8 * HOUR - SECOND, False)])
def test_nobody_stands_twice_at_a_time(cast: Cast, begins, free):
    one, two = make_post(cast.site), make_post(cast.site)
    first = put(one, cast.bob)
    if free:
        put(two, cast.bob, MONDAY + begins, MONDAY + 12 * HOUR)
        return
    with pytest.raises(RosterRefused) as refused:
        put(two, cast.bob, MONDAY + begins, MONDAY + 12 * HOUR)
    assert (refused.value.code, refused.value.other) == ("double", first)


@pytest.mark.django_db
def test_a_double_that_is_meant_is_allowed_and_other_sites_do_not_count(cast: Cast):
    put(make_post(cast.site, "a"), cast.hugo)
    put(make_post(cast.site, "b"), cast.hugo, double=True)
    put(make_post(cast.other_site, "a"), cast.hugo)
    assert {post.code for post in posts_of(cast.hugo, cast.site, MONDAY)} == {"a", "b"}


@pytest.mark.django_db
def test_the_database_itself_refuses_a_double(cast: Cast):
    post = make_post(cast.site)
    make_entry(post, cast.bob, MONDAY, MONDAY + 2 * HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_entry(make_post(cast.site), cast.bob, MONDAY + HOUR, MONDAY + 3 * HOUR)
    beside = make_entry(post, cast.bob, MONDAY + 2 * HOUR, MONDAY + 3 * HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Roster.objects.filter(pk=beside.pk).update(starts_at=MONDAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "user", "hours", "code"),
    [
        ({"longest_shift_h": 8}, "bob", 8, None),
        ({"longest_shift_h": 8}, "bob", 8.01, "long"),
        ({"is_open": False}, "bob", 1, "closed"),
        ({}, "charlie", 1, "member"),
        ({"qualification": "fire_operator"}, "bob", 1, "qualification"),
        ({}, "bob", 0, "times"),
    ],
)
def test_rules_of_the_post(cast: Cast, fields, user, hours, code):
    post = make_post(cast.site, **fields)
    deed = partial(put, post, cast.users[user], MONDAY, MONDAY + hours * HOUR)
    if code is None:
        deed()
        return
    with pytest.raises(RosterRefused) as refused:
        deed()
    assert refused.value.code == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("expires_on", "holds"),
    [(None, True), (date(2026, 11, 16), True), (date(2026, 11, 15), False)],
)
def test_a_certificate_counts_on_its_last_day(cast: Cast, expires_on, holds):
    post = make_post(cast.site, qualification="fire_operator")
    make_qualification(cast.bob, cast.site, "fire_operator", expires_on=expires_on)
    if holds:
        put(post, cast.bob)
    else:
        with pytest.raises(RosterRefused, match="qualification"):
            put(post, cast.bob)


@pytest.mark.django_db
def test_cover_for_a_part_leaves_the_rest(cast: Cast):
    post = make_post(cast.site, "a")
    entry = put(post, cast.bob)
    stand_in = cover(
        entry=entry,
        by=cast.lin,
        starts_at=MONDAY + 2 * HOUR,
        ends_at=MONDAY + 4 * HOUR,
        at=MONDAY,
        actor=cast.mei,
        reason="dentist",
    )
    who = [on_post(cast.site, "a", MONDAY + n * HOUR + SECOND) for n in (0, 2, 4)]
    assert who == [[cast.bob], [cast.lin], [cast.bob]]
    assert stand_in.covers == entry


@pytest.mark.django_db
def test_cover_for_all_releases_the_entry(cast: Cast):
    post = make_post(cast.site, "a")
    entry = put(post, cast.bob)
    cover(entry=entry, by=cast.lin, at=MONDAY, actor=cast.mei)
    assert on_post(cast.site, "a", MONDAY) == [cast.lin]
    with pytest.raises(RosterRefused, match="closed"):
        cover(entry=entry, by=cast.eva, at=MONDAY, actor=cast.mei)


@pytest.mark.django_db
def test_cover_by_somebody_busy_changes_nothing(cast: Cast):
    entry = put(make_post(cast.site, "a"), cast.bob)
    put(make_post(cast.site, "b"), cast.lin)
    with pytest.raises(RosterRefused, match="double"):
        cover(entry=entry, by=cast.lin, at=MONDAY, actor=cast.mei)
    assert on_post(cast.site, "a", MONDAY) == [cast.bob]


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "until"), [(MONDAY - HOUR, None), (MONDAY + HOUR, MONDAY + HOUR)])
def test_release_ends_what_has_begun_and_cancels_what_has_not(cast: Cast, at, until):
    entry = put(make_post(cast.site, "a"), cast.bob)
    release_entry(entry=entry, at=at, actor=cast.mei)
    release_entry(entry=entry, at=at, actor=cast.mei)
    kept = Roster.objects.get()
    assert kept.ends_at == (until or MONDAY + 8 * HOUR)
    assert (kept.released_at is None) is (until is not None)
    assert on_post(cast.site, "a", MONDAY + HOUR + SECOND) == []
    assert Entry.objects.filter(action="posts.release_entry").count() == 1


@pytest.mark.django_db
def test_copying_the_week_before_repeats_it_once_and_names_what_it_cannot(cast: Cast):
    post, paper = make_post(cast.site, "a"), make_post(cast.site, "b", qualification="fire_operator")
    make_qualification(cast.tom, cast.site, "fire_operator", expires_on=date(2026, 11, 20))
    make_entry(post, cast.bob, MONDAY, MONDAY + 8 * HOUR)
    make_entry(post, cast.lin, MONDAY + 24 * HOUR, MONDAY + 32 * HOUR)
    make_entry(paper, cast.tom, MONDAY, MONDAY + 8 * HOUR)
    make_entry(post, cast.carl, MONDAY, MONDAY + 8 * HOUR)
    Membership.objects.filter(user=cast.carl).update(valid_until=MONDAY + 10 * HOUR)
    deed = partial(
        copy_week, site=cast.site, source=date(2026, 11, 16), target=date(2026, 11, 23), at=MONDAY, actor=cast.lin
    )
    first, again = deed(), deed()
    assert (first.made, {code for _entry, code in first.left_out}) == (2, {"qualification", "member"})
    assert again.made == 0
    assert on_post(cast.site, "a", MONDAY + timedelta(days=7)) == [cast.bob]


@pytest.mark.django_db
def test_copying_keeps_the_time_on_the_wall_over_a_clock_change(cast: Cast):
    cast.site.zone = "Europe/Berlin"
    cast.site.save()
    begins = datetime(2026, 10, 19, 6, tzinfo=UTC)  # 08:00 summer time
    make_entry(make_post(cast.site, "a"), cast.bob, begins, begins + HOUR)
    copy_week(site=cast.site, source=date(2026, 10, 19), target=date(2026, 10, 26), at=begins, actor=None)
    assert Roster.objects.latest("id").starts_at == datetime(2026, 10, 26, 7, tzinfo=UTC)


@pytest.mark.django_db
def test_whoever_leaves_in_the_middle_leaves_the_posts_vacant(cast: Cast, django_capture_on_commit_callbacks):
    post = make_post(cast.site, "a")
    make_entry(post, cast.bob, MONDAY, MONDAY + 8 * HOUR)
    make_entry(post, cast.bob, MONDAY + 24 * HOUR, MONDAY + 32 * HOUR)
    with django_capture_on_commit_callbacks(execute=True):
        leave_site(user=cast.bob, site=cast.site, at=MONDAY + HOUR, actor=cast.mei, reason="new job")
    now, later = Roster.objects.order_by("starts_at")
    assert now.ends_at == MONDAY + HOUR and later.released_at == MONDAY + HOUR
    assert on_post(cast.site, "a", MONDAY + 2 * HOUR) == []


@pytest.mark.django_db
def test_next_on_post_is_the_next_who_comes(cast: Cast):
    post = make_post(cast.site, "a")
    make_entry(post, cast.bob, MONDAY, MONDAY + HOUR)
    later = make_entry(post, cast.lin, MONDAY + 2 * HOUR, MONDAY + 3 * HOUR)
    assert next_on_post(cast.site, "a", MONDAY) == later
    assert next_on_post(cast.site, "a", MONDAY + 2 * HOUR) is None


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_week_costs_the_same_however_many_stand(cast: Cast, people, django_assert_num_queries):
    for code, user in list(zip("abc", (cast.bob, cast.lin, cast.eva), strict=True))[:people]:
        make_entry(make_post(cast.site, code, required=True), user, MONDAY, MONDAY + HOUR)
    with django_assert_num_queries(2):
        found = week(cast.site, date(2026, 11, 16))
    assert found.gap_count == 2 * people


@pytest.mark.django_db(transaction=True)
def test_many_planners_put_one_person_on_one_post(cast_committed: Cast):
    cast = cast_committed
    posts = [make_post(cast.site, f"p{n}") for n in range(8)]
    outcomes = race([partial(put, post, cast.bob) for post in posts])
    assert sum(isinstance(outcome, Roster) for outcome in outcomes) == 1, outcomes
    assert {outcome.code for outcome in outcomes if isinstance(outcome, RosterRefused)} == {"double"}
    assert Roster.objects.count() == 1
