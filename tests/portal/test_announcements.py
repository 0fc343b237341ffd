"""Notices at the desk: written, published, posted with ticks, taken back; and their promise."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.duties.public import DutyState, duties_of, plan_now
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Building
from guanjia.portal.actions.announcing import (
    ANNOUNCEMENT,
    AnnouncementRefused,
    add_place,
    change_announcement,
    draft_announcement,
    publish_announcement,
    tick_posting,
    withdraw_announcement,
)
from guanjia.portal.models import Announcement, Posting
from guanjia.portal.queries.announcements import places_for
from guanjia.portal.views.announcing import paper_of
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.harness.race import race
from tests.portal.neighbours import neighbours

pytestmark = pytest.mark.django_db
WORDS = {"title": "停水通知", "body": "因管网检修，3栋停水。", "contact": "前台 0571-88880000"}


@pytest.fixture
def at(cast: Cast) -> Any:
    now = site_now(cast.site)
    Site.objects.filter(pk=cast.site.pk).update(held_at=now)
    cast.site.held_at = now
    return now


def drafted(cast: Cast, at: Any, **more: Any) -> Announcement:
    return draft_announcement(**({"site": cast.site, "actor": cast.rita, "at": at} | WORDS | more))


@pytest.mark.parametrize("missing", ["title", "body", "contact"])
def test_a_notice_has_title_text_and_contact(cast: Cast, at: Any, missing: str) -> None:
    with pytest.raises(AnnouncementRefused) as refused:
        drafted(cast, at, **{missing: " "})
    assert refused.value.field == missing and not Announcement.objects.exists()


@pytest.mark.parametrize(("length", "good"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_an_outage_ends_after_it_begins(cast: Cast, at: Any, length: timedelta, good: bool) -> None:
    if good:
        assert drafted(cast, at, starts_at=at, ends_at=at + length)
    else:
        with pytest.raises(AnnouncementRefused):
            drafted(cast, at, starts_at=at, ends_at=at + length)


def test_the_sheet_shows_title_date_content_and_contact(cast: Cast, at: Any) -> None:
    data = paper_of(drafted(cast, at, starts_at=at), picture=False)
    assert data["title"] == WORDS["title"] and data["paragraphs"] == [WORDS["body"]]
    assert WORDS["contact"] in data["contact"] and data["on"] == f"{local(cast.site, at):%Y-%m-%d}" and data["span"]


def test_a_published_notice_is_not_changed_and_is_taken_back_with_a_reason(cast: Cast, at: Any) -> None:
    one = drafted(cast, at)
    change_announcement(announcement=one, actor=cast.rita, at=at, title="停水（改）")
    publish_announcement(announcement=one, actor=cast.rita, at=at)
    for deed in (lambda: change_announcement(announcement=one, actor=cast.rita, at=at, title="x"),
                 lambda: publish_announcement(announcement=one, actor=cast.rita, at=at)):  # fmt: skip
        with pytest.raises(MoveRefused):
            deed()
    with pytest.raises(AnnouncementRefused):
        withdraw_announcement(announcement=one, actor=cast.rita, at=at, reason=" ")
    withdraw_announcement(announcement=one, actor=cast.rita, at=at, reason="提前恢复")
    with pytest.raises(MoveRefused):
        tick_posting(announcement=one, place=places_for(one)[0] if places_for(one) else None, actor=cast.rita, at=at)  # type: ignore[arg-type]


def test_the_posting_is_owed_and_its_last_tick_ends_the_duty(cast: Cast, at: Any) -> None:
    house = Building.objects.create(site=cast.site, code="3", name="3栋")
    other = Building.objects.create(site=cast.site, code="4", name="4栋")
    common = {"site": cast.site, "actor": cast.rita, "at": at}
    group = add_place(name="3栋业主群", kind="wechat", building_id=house.pk, **common)
    add_place(name="4栋业主群", kind="wechat", building_id=other.pk, **common)
    board = add_place(name="东门公告栏", kind="board", building_id=None, **common)
    one = drafted(cast, at, building_ids=[house.pk])
    assert {place.pk for place in places_for(one)} == {group.pk, board.pk}
    publish_announcement(announcement=one, actor=cast.rita, at=at)
    plan_now(ANNOUNCEMENT, [one.pk], at=at)
    assert [line.duty.state for line in duties_of(ANNOUNCEMENT, one.pk)] == [DutyState.OPEN]
    assert tick_posting(announcement=one, place=group, actor=cast.rita, at=at)
    assert not tick_posting(announcement=one, place=group, actor=cast.hana, at=at)
    plan_now(ANNOUNCEMENT, [one.pk], at=at)
    assert duties_of(ANNOUNCEMENT, one.pk)[0].duty.state == DutyState.OPEN
    tick_posting(announcement=one, place=board, actor=cast.rita, at=at + timedelta(minutes=5))
    plan_now(ANNOUNCEMENT, [one.pk], at=at + timedelta(minutes=5))
    assert duties_of(ANNOUNCEMENT, one.pk)[0].duty.state == DutyState.ON_TIME
    SubjectBattery.check_kind(ANNOUNCEMENT, [one.pk, drafted(cast, at).pk])


@pytest.mark.parametrize(("kind", "minutes"), [("outage", 60), ("fraud", 60)])
def test_an_outage_and_a_fraud_warning_are_posted_within_the_hour(cast: Cast, at: Any, kind: str, minutes: int) -> None:
    add_place(site=cast.site, name="业主群", kind="wechat", building_id=None, actor=cast.rita, at=at)
    one = drafted(cast, at, kind=kind)
    publish_announcement(announcement=one, actor=cast.rita, at=at)
    plan_now(ANNOUNCEMENT, [one.pk], at=at)
    duty = duties_of(ANNOUNCEMENT, one.pk)[0].duty
    assert duty.due_at == at + timedelta(minutes=minutes)


def test_the_pages_of_the_desk(client: Any, cast: Cast, at: Any) -> None:
    client.force_login(cast.rita)
    board, new = "/s/yard/announcements/", "/s/yard/announcements/new/"
    neighbours(cast.site, at, local(cast.site, at).date())
    assert client.get(board).status_code == 200 and client.get(f"{new}?kind=fraud").status_code == 200
    typed = WORDS | {"kind": "outage", "starts_at": "2026-11-22T09:00", "ends_at": "2026-11-22T08:00"}
    answer = client.post(new, typed)
    assert answer.status_code == 422 and WORDS["body"] in answer.content.decode()
    page = client.post(new, typed | {"ends_at": "2026-11-22T17:00"})
    one = Announcement.objects.get()
    url = f"/s/yard/announcements/{one.number}/"
    assert page.url == url and local(cast.site, one.starts_at).hour == 9
    assert client.post(f"{url}publish/").status_code == 302
    client.post(f"{url}place/", {"name": "3栋业主群", "kind": "wechat", "building": ""})
    place = places_for(one)[0]
    text = client.get(url).content.decode()
    assert "【The Yard】停水通知" in text and "09:00–17:00" in text
    client.post(f"{url}post/", {"place": place.pk})
    assert Posting.objects.get().posted_by == cast.rita and "Rita" in client.get(url).content.decode()
    assert client.get(f"{url}notice.png").content[:8] == b"\x89PNG\r\n\x1a\n"
    assert client.get(f"{url}notice.pdf").content[:4] == b"%PDF"
    for user, read, wrote in (
        (cast.carl, 200, 403),
        (cast.charlie, 404, 404),
        (cast.audrey, 200, 403),
        (cast.cleo, 403, 403),
    ):
        client.force_login(user)
        assert (client.get(url).status_code, client.post(f"{url}withdraw/", {"reason": "x"}).status_code) == (
            read,
            wrote,
        )
    assert Announcement.objects.get().state == "published"


def test_a_secrecy_mark_makes_no_notice(client: Any, cast: Cast, at: Any) -> None:
    client.force_login(cast.rita)
    assert client.post("/s/yard/announcements/new/", WORDS | {"kind": "notice", "body": "机密★10年"}).status_code == 422
    assert not Announcement.objects.exists()


def test_the_same_source_is_told_once(cast: Cast, at: Any) -> None:
    assert drafted(cast, at, source="homes.outage:7") == drafted(cast, at, source="homes.outage:7") != drafted(cast, at)


@pytest.mark.django_db(transaction=True)
def test_two_desks_publish_and_tick_at_once(cast_committed: Cast) -> None:
    cast = cast_committed
    at = site_now(cast.site)
    place = add_place(site=cast.site, name="业主群", kind="wechat", building_id=None, actor=cast.rita, at=at)
    one = drafted(cast, at)

    def publish() -> Any:
        return publish_announcement(announcement=Announcement.objects.get(pk=one.pk), actor=cast.rita, at=at)

    outcomes = race([publish, publish, publish])
    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
    ticked = race(
        [lambda: tick_posting(announcement=Announcement.objects.get(pk=one.pk), place=place, actor=cast.rita, at=at)]
        * 3
    )
    assert sorted(ticked) == [False, False, True] and Posting.objects.count() == 1
