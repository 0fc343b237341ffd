"""The watch list: off until an assessment is filed, two pairs of eyes, its day (W44)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import plan_dirty, tick
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import find_by_name_or_pinyin, find_by_phone
from guanjia.safety.actions.watching import withdraw_assessment
from guanjia.safety.models import WatchEntry
from guanjia.safety.public import (
    SafetyRefused,
    Topic,
    WatchState,
    file_assessment,
    look_up,
    move_entry,
    topic_is_on,
)
from guanjia.safety.rules.watching import last_day, may_approve
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post
from tests.safety.scenes import filed, proposed

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def active(cast: Cast, **fields: Any) -> WatchEntry:
    return move_entry(entry=proposed(cast, **fields), to=WatchState.ACTIVE, actor=cast.mei, at=TEN)


def asked(cast: Cast, **fields: str) -> list[str]:
    known = {"name": "胡可疑", "phone": "13512345678", "last4": "", "where": "东门"} | fields
    return [hit.why for hit in look_up(site=cast.site, actor=cast.rita, at=TEN, **known)]


def test_an_entry_never_lasts_longer_than_half_a_year() -> None:
    day = date(2026, 3, 5)
    assert last_day(day, 90) == day + 90 * D
    assert last_day(day, 400) == day + 180 * D


def test_two_pairs_of_eyes() -> None:
    assert may_approve(1, 2)
    assert not may_approve(1, 1)
    assert not may_approve(1, None)


def test_the_list_is_off_until_its_assessment_is_filed(cast: Cast) -> None:
    with pytest.raises(SafetyRefused, match="第五十五条"):
        proposed(cast)
    assert asked(cast) == []
    assert not Entry.objects.filter(action="look_up").exists()
    paper = filed(cast)
    active(cast)
    assert asked(cast) == ["phone"]
    withdraw_assessment(assessment=paper, actor=cast.mei, at=TEN)
    assert asked(cast) == []
    assert not topic_is_on(cast.site, Topic.WATCH_LIST, TEN)


def test_an_assessment_of_tomorrow_is_none(cast: Cast) -> None:
    with pytest.raises(SafetyRefused):
        file_assessment(
            site=cast.site, topic=Topic.TRACK, number="1", responsible="x", on=date(2026, 3, 6), actor=cast.mei, at=TEN
        )


@pytest.mark.parametrize(
    "change",
    [{"reason": ""}, {"evidence": " "}, {"phone": "", "last4": ""}, {"last4": "330102199001011234"}, {"last4": "12"}],
)
def test_an_innocent_person_is_not_put_on_the_list_by_a_name(cast: Cast, change: dict[str, str]) -> None:
    filed(cast)
    with pytest.raises(SafetyRefused):
        proposed(cast, **change)
    assert not WatchEntry.objects.exists()


def test_only_an_approved_entry_counts_and_not_by_who_entered_it(cast: Cast) -> None:
    filed(cast)
    entry = proposed(cast)
    assert asked(cast) == []
    with pytest.raises(SafetyRefused):
        move_entry(entry=entry, to=WatchState.ACTIVE, actor=cast.gus, at=TEN)
    move_entry(entry=entry, to=WatchState.ACTIVE, actor=cast.mei, at=TEN)
    assert asked(cast) == ["phone"]


def test_the_same_name_with_another_telephone_is_somebody_else(cast: Cast) -> None:
    filed(cast)
    active(cast, last4="123X")
    assert asked(cast, phone="13500000000") == []
    assert asked(cast, phone="13500000000", last4="123x") == ["paper"]
    assert asked(cast, name="胡可敬") == []
    assert asked(cast, phone="不是号码", last4="") == []


def test_a_hit_is_told_to_the_guard_and_every_look_is_logged(cast: Cast) -> None:
    make_entry(make_post(cast.site, "security"), cast.gus, TEN - H, TEN + H)
    filed(cast)
    entry = active(cast)
    asked(cast)
    asked(cast, name="路人")
    looks = list(Entry.objects.filter(action="look_up").order_by("id"))
    assert [look.changes["hits"] for look in looks] == [[entry.pk], []]
    notice = Notice.objects.get(template="safety.hit")
    assert notice.user == cast.gus
    assert "胡" not in str(notice.context), "the message names nobody"


def test_nobody_finds_an_entry_by_the_search_box(cast: Cast) -> None:
    filed(cast)
    active(cast)
    assert find_by_name_or_pinyin(cast.site, "胡可疑") == []
    assert find_by_phone(cast.site, "13512345678") == []


def test_an_entry_expires_by_itself_and_is_erased(cast: Cast) -> None:
    filed(cast)
    entry = active(cast)
    plan_dirty(now=TEN)
    tick(now=entry.ends_at - timedelta(seconds=1), site=cast.site)
    entry.refresh_from_db()
    assert entry.state == WatchState.ACTIVE
    tick(now=entry.ends_at, site=cast.site)
    entry = WatchEntry.objects.select_related("person").get()
    assert (entry.state, entry.person.name, entry.reason, entry.last4_hash) == (WatchState.EXPIRED, "", "", "")


def test_an_entry_taken_off_is_erased_too(cast: Cast) -> None:
    filed(cast)
    entry = active(cast)
    with pytest.raises(SafetyRefused):
        move_entry(entry=entry, to=WatchState.WITHDRAWN, actor=cast.mei, at=TEN)
    move_entry(entry=entry, to=WatchState.WITHDRAWN, actor=cast.mei, at=TEN, reason="查实无关")
    assert WatchEntry.objects.select_related("person").get().person.name == ""
    assert asked(cast) == []


def test_the_watch_list_is_for_few_and_opening_it_is_a_look(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    filed(cast)
    active(cast)
    url = reverse("safety:watch", args=[cast.site.code])
    client.force_login(cast.rita)
    assert client.get(url).status_code == 403, "the desk does not read it"
    client.force_login(cast.gus)
    page = client.get(url).content.decode()
    assert "胡可疑" in page
    assert "13512345678" not in page
    assert Entry.objects.get(action="look_up").changes["where"] == "list"
    form = {"name": "另一人", "phone": "13612345678", "reason": "踩点", "evidence": "监控0305"}
    assert client.post(url, form).status_code == 302
    entry = WatchEntry.objects.get(state=WatchState.PROPOSED)
    act = reverse("safety:watch_act", args=[cast.site.code, entry.pk, "active"])
    assert client.post(act).status_code == 403
    client.force_login(cast.mei)
    client.post(act)
    entry.refresh_from_db()
    assert entry.state == WatchState.ACTIVE
