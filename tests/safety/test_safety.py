"""Suspicions, fraud, warnings, the watch list and the badge (W44), with every bad path."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import find_by_name_or_pinyin, find_by_phone
from guanjia.foundation.subjects.public import begin
from guanjia.kernel.states import MoveRefused
from guanjia.safety.actions.badges import badge_code, read_badge
from guanjia.safety.actions.concerns import CONCERN
from guanjia.safety.actions.warnings import WARNING
from guanjia.safety.actions.watching import SITE, WATCH, withdraw_assessment
from guanjia.safety.models import Assessment, Concern, FraudWarning, Posting, WatchEntry
from guanjia.safety.public import (
    Channel,
    ConcernState,
    LiaisonKind,
    SafetyRefused,
    Seen,
    Sign,
    Suspect,
    Topic,
    WarningState,
    WatchState,
    add_liaison,
    file_assessment,
    look_up,
    move_concern,
    move_entry,
    move_warning,
    note_concern,
    propose_entry,
    tick_posting,
    topic_is_on,
    write_warning,
)
from guanjia.safety.rules.concerns import ADVICE, FRAUD, SUSPICIOUS, ConcernKind, kind_of
from guanjia.safety.rules.warnings import still_to_post
from guanjia.safety.rules.watching import KEEP_YEARS, Filed, is_on, kept_until, last_day, may_approve
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def filed(cast: Cast, topic: Topic = Topic.WATCH_LIST) -> Assessment:
    known: dict[str, Any] = {"number": "PIA-2026-1", "responsible": "李经理", "on": date(2026, 3, 1)}
    return file_assessment(site=cast.site, topic=topic, actor=cast.mei, at=TEN, **known)


def proposed(cast: Cast, **fields: Any) -> WatchEntry:
    known = {"name": "胡可疑", "phone": "13512345678", "reason": "多次尾随", "evidence": "KY-20260304-0001"}
    return propose_entry(site=cast.site, suspect=Suspect(**known | fields), actor=cast.gus, at=TEN)


def active(cast: Cast, **fields: Any) -> WatchEntry:
    return move_entry(entry=proposed(cast, **fields), to=WatchState.ACTIVE, actor=cast.mei, at=TEN)


def asked(cast: Cast, **fields: str) -> list[str]:
    known = {"name": "胡可疑", "phone": "13512345678", "last4": "", "where": "东门"} | fields
    return [hit.why for hit in look_up(site=cast.site, actor=cast.rita, at=TEN, **known)]


def test_five_signs_and_five_patterns_each_with_advice() -> None:
    assert (len(SUSPICIOUS), len(FRAUD)) == (5, 5)
    assert set(ADVICE) == set(SUSPICIOUS) | set(FRAUD)
    assert kind_of(Sign.FAKE_STAFF) is ConcernKind.FRAUD
    assert kind_of(Sign.PHOTOS) is ConcernKind.PERSON


def test_an_observation_is_told_at_once_and_followed_up(cast: Cast) -> None:
    make_entry(make_post(cast.site, "security"), cast.gus, TEN - H, TEN + H)
    seen = Seen(sign=Sign.LAYOUT, what="反复询问监控位置", where="大堂")
    concern = note_concern(site=cast.site, seen=seen, actor=cast.rita, at=TEN)
    assert concern.number == "KY-20260305-0001"
    assert Notice.objects.get(template="safety.concern").user == cast.gus
    plan_dirty(now=TEN)
    duty = Duty.objects.get(standard_code="safety.concern.followed", subject_id=concern.pk)
    assert duty.due_at == TEN + 15 * M
    with pytest.raises(SafetyRefused):
        move_concern(concern=concern, to=ConcernState.WATCHED, reason=" ", actor=cast.gus, at=TEN + M)
    move_concern(concern=concern, to=ConcernState.WATCHED, reason="已询问，系装修人员", actor=cast.gus, at=TEN + M)
    plan_dirty(now=TEN + M)
    duty.refresh_from_db()
    assert duty.performed_at == TEN + M
    move_concern(concern=concern, to=ConcernState.CLOSED, reason="误会", actor=cast.gus, at=TEN + H)
    with pytest.raises(MoveRefused):
        move_concern(concern=concern, to=ConcernState.LIAISED, reason="再报", actor=cast.gus, at=TEN + H)


def test_money_paid_to_a_fraud_owes_police_and_bank_within_half_an_hour(cast: Cast) -> None:
    seen = Seen(sign=Sign.FAKE_STAFF, what="自称物业收取维修费800元", paid=True)
    concern = note_concern(site=cast.site, seen=seen, actor=cast.rita, at=TEN)
    plan_dirty(now=TEN)
    duty = Duty.objects.get(standard_code="safety.concern.paid", subject_id=concern.pk)
    assert duty.due_at == TEN + 30 * M
    move_concern(concern=concern, to=ConcernState.LIAISED, reason="已报110并联系银行", actor=cast.gus, at=TEN + 9 * M)
    plan_dirty(now=TEN + 9 * M)
    duty.refresh_from_db()
    assert duty.performed_at == TEN + 9 * M


def test_two_people_move_one_observation(cast: Cast) -> None:
    concern = note_concern(site=cast.site, seen=Seen(sign=Sign.GOODS, what="纸箱"), actor=cast.rita, at=TEN)
    stale = Concern.objects.get(pk=concern.pk)
    move_concern(concern=concern, to=ConcernState.CLOSED, reason="快递", actor=cast.gus, at=TEN)
    with pytest.raises(MoveRefused):
        move_concern(concern=stale, to=ConcernState.WATCHED, reason="看", actor=cast.lin, at=TEN)


@pytest.mark.parametrize(
    ("on", "allowed"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 9), True), (date(2026, 3, 10), False)],
)
def test_a_topic_is_on_from_its_paper_until_it_is_withdrawn(on: date, allowed: bool) -> None:
    papers = [Filed(Topic.WATCH_LIST, date(2026, 3, 1), date(2026, 3, 10))]
    assert is_on(Topic.WATCH_LIST, papers, on) is allowed
    assert not is_on(Topic.TRACK, papers, on)


def test_the_paper_is_kept_three_years() -> None:
    assert KEEP_YEARS == 3
    assert kept_until(date(2026, 3, 1)) == date(2029, 3, 1)
    assert kept_until(date(2028, 2, 29)) == date(2031, 3, 1)


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


def a_warning(cast: Cast, **fields: Any) -> FraudWarning:
    known = {"title": "谨防冒充物业收费", "text": "物业从不上门收费。", "sign": Sign.FAKE_STAFF, "for_elderly": True}
    return write_warning(site=cast.site, actor=cast.rita, at=TEN, **known | fields)


def test_a_warning_is_posted_on_board_and_group_and_told_to_the_elderly(cast: Cast) -> None:
    assert still_to_post(set(), for_elderly=False) == [Channel.BOARD, Channel.GROUP]
    assert still_to_post({"board", "group"}, for_elderly=True) == [Channel.ELDERLY]
    warning = a_warning(cast)
    with pytest.raises(SafetyRefused):
        tick_posting(warning=warning, channel=Channel.BOARD, where="3栋", actor=cast.rita, at=TEN)
    move_warning(warning=warning, to=WarningState.PUBLISHED, actor=cast.rita, at=TEN)
    plan_dirty(now=TEN)
    duty = Duty.objects.get(standard_code="safety.warning.posted", subject_id=warning.pk)
    assert duty.due_at == TEN + D
    for channel in (Channel.BOARD, Channel.GROUP, Channel.BOARD, Channel.ELDERLY):
        tick_posting(warning=FraudWarning.objects.get(), channel=channel, where="3栋", actor=cast.bob, at=TEN + H)
    assert Posting.objects.count() == 3
    plan_dirty(now=TEN + H)
    duty.refresh_from_db()
    assert not duty.is_live


def test_publishing_meets_the_monthly_duty_to_warn(cast: Cast) -> None:
    begin(SITE, cast.site.pk, site=cast.site, at=TEN)
    plan_dirty(now=TEN)
    duty = Duty.objects.filter(standard_code="safety.warning.monthly").order_by("due_at").first()
    assert duty is not None
    move_warning(warning=a_warning(cast), to=WarningState.PUBLISHED, actor=cast.rita, at=TEN + 20 * D)
    plan_dirty(now=TEN + 20 * D)
    duty.refresh_from_db()
    assert duty.performed_at == TEN + 20 * D
    assert Duty.objects.filter(standard_code="safety.liaison.quarterly").exists()


def test_a_badge_says_who_is_on_duty_and_a_forged_one_says_no(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    make_entry(make_post(cast.site, "security", name_zh="安保岗"), cast.gus, TEN - H, TEN + H)
    code = badge_code(cast.site, cast.gus)
    assert read_badge(code) == (cast.site.pk, cast.gus.pk)
    page = client.get(reverse("staff_check", args=[code])).content.decode()
    assert "Gus" in page
    assert "当班中" in page
    assert "安保岗" in page
    assert "138000" not in page
    off = client.get(reverse("staff_check", args=[badge_code(cast.site, cast.tom)])).content.decode()
    assert "现在不当班" in off
    for bad in (code[:-2] + "AA", "x", badge_code(cast.site, cast.cleo), badge_code(cast.other_site, cast.gus)):
        answer = client.get(reverse("staff_check", args=[bad]))
        assert answer.status_code == 404
        assert "不是本单位工牌" in answer.content.decode()
    cast.gus.is_active = False
    cast.gus.save()
    assert client.get(reverse("staff_check", args=[code])).status_code == 404, "a person who left the company"


PAGES = ["concerns", "note", "warnings", "liaison", "badges", "watch", "assessment"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_the_site(cast: Cast, client: Client, name: str) -> None:
    url = reverse(f"safety:{name}", args=[cast.site.code])
    assert client.get(url).status_code == 302
    client.force_login(cast.charlie)
    assert client.get(url).status_code == 404
    for user in (cast.mei, cast.audrey):
        client.force_login(user)
        assert client.get(url).status_code == 200
    client.force_login(cast.cleo)
    assert client.get(url).status_code == 403


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


def test_an_observation_from_note_to_close_on_the_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.rita)
    url = reverse("safety:note", args=[cast.site.code])
    assert "冒充物业人员收费" in client.get(url).content.decode()
    assert client.post(url, {"sign": "fake_staff", "what": ""}).status_code == 422
    client.post(url, {"sign": "fake_staff", "what": "上门收费", "paid": "on"})
    concern = Concern.objects.get()
    page = reverse("safety:concern", args=[cast.site.code, concern.number])
    assert "96110" in client.get(page).content.decode()
    act = reverse("safety:concern_act", args=[cast.site.code, concern.number, "liaised"])
    assert client.post(act, {"reason": "已报警"}).status_code == 403, "the desk notes, guards follow up"
    client.force_login(cast.gus)
    assert client.post(act, {"reason": ""}).status_code == 422
    assert client.post(act, {"reason": "已报警"}).status_code == 302
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404


def test_warnings_on_their_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.rita)
    url = reverse("safety:warnings", args=[cast.site.code])
    client.post(url, {"title": "谨防诈骗", "text": "不转账", "sign": "false_alarm"})
    warning = FraudWarning.objects.get()
    page = reverse("safety:warning", args=[cast.site.code, warning.pk])
    client.post(page, {"verb": "published"})
    client.post(page, {"channel": "group", "where": "一期业主群"})
    shown = client.get(page).content.decode()
    assert "一期业主群" in shown
    assert "【谨防诈骗】" in shown
    assert client.post(page, {"verb": "published"}).status_code == 422


def test_whom_we_ring_is_shown_in_full_only_when_asked(cast: Cast, client: Client) -> None:
    kind, name, phone = LiaisonKind.POLICE, "张警官", "13900009999"
    row = add_liaison(site=cast.site, kind=kind, name=name, phone=phone, organisation="派出所", actor=cast.mei, at=TEN)
    client.force_login(cast.lin)
    url = reverse("safety:liaison", args=[cast.site.code])
    assert "9999" not in client.get(url).content.decode()
    assert "13900009999" in client.post(url, {"verb": "show", "pk": row.pk}).content.decode()
    assert Entry.objects.filter(action="reveal").exists()
    client.post(url, {"verb": "end", "pk": row.pk})
    assert "张警官" not in client.get(url).content.decode()


def test_subjects_are_as_declared(cast: Cast) -> None:
    filed(cast)
    seen = Seen(sign=Sign.GOODS, what="纸箱")
    concerns = [note_concern(site=cast.site, seen=seen, actor=cast.rita, at=TEN).pk for _n in range(2)]
    SubjectBattery.check_kind(CONCERN, concerns)
    SubjectBattery.check_kind(WARNING, [a_warning(cast).pk, a_warning(cast, title="二").pk])
    SubjectBattery.check_kind(WATCH, [proposed(cast).pk, proposed(cast, name="二").pk])
    SubjectBattery.check_kind(SITE, [cast.site.pk])
