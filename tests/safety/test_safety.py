"""Suspicions, fraud, warnings, the watch list and the badge (W44), with every bad path."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.subjects.public import begin
from guanjia.kernel.states import MoveRefused
from guanjia.safety.actions.badges import badge_code, read_badge
from guanjia.safety.actions.concerns import CONCERN
from guanjia.safety.actions.warnings import WARNING
from guanjia.safety.actions.watching import SITE, WATCH
from guanjia.safety.models import Concern, FraudWarning, Posting
from guanjia.safety.public import (
    Channel,
    ConcernState,
    LiaisonKind,
    SafetyRefused,
    Seen,
    Sign,
    Topic,
    WarningState,
    add_liaison,
    move_concern,
    move_warning,
    note_concern,
    tick_posting,
    write_warning,
)
from guanjia.safety.rules.concerns import ADVICE, FRAUD, SUSPICIOUS, ConcernKind, kind_of
from guanjia.safety.rules.warnings import still_to_post
from guanjia.safety.rules.watching import KEEP_YEARS, Filed, is_on, kept_until
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post
from tests.safety.scenes import filed, proposed

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


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
