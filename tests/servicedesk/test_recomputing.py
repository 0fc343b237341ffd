"""A calendar changes: timers, set by set, equal the rule row by row."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from guanjia.duties.actions.recalendar import follow_calendar
from guanjia.duties.models import Duty, Pause
from guanjia.duties.public import plan_now, recompute_timers, tick
from guanjia.duties.queries.catalogue import calendar_of, standard_of
from guanjia.duties.queries.invariants import wrong_next_at
from guanjia.duties.rules.deadline import Pause as RulePause
from guanjia.duties.rules.deadline import deadline
from guanjia.foundation.jobs.actions.site import override_day
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import CalendarOverride
from guanjia.servicedesk.public import (
    REQUEST,
    Ask,
    HoldReason,
    ServiceRequest,
    acknowledge_request,
    complete_request,
    hold_request,
    log_request,
    resume_request,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
H = timedelta(hours=1)
FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)


def ask(cast: Cast, title: str, at: datetime) -> ServiceRequest:
    row = log_request(site=cast.site, ask=Ask(title=title), actor=cast.hana, at=at)
    plan_now(REQUEST, [row.pk], at=at)
    return row


def by_rule(duty: Duty) -> datetime:
    pauses = [RulePause(each.begins_at, each.ends_at) for each in Pause.objects.filter(duty=duty)]
    target: Any = standard_of(duty.version_id).when
    return deadline(duty.opens_at, target.target, calendar_of(duty.site), pauses).due_at


def working(site: Any) -> list[Duty]:
    rows = Duty.objects.filter(site=site, subject_kind=REQUEST, state__in=["open", "paused"]).select_related("site")
    return [each for each in rows if getattr(standard_of(each.version_id).when.target, "working", False)]  # type: ignore[union-attr]


def close_monday(cast: Cast) -> None:
    override_day(
        site=cast.site, on=date(2026, 3, 9), kind=CalendarOverride.Kind.HOLIDAY, note="停业", actor=cast.mei, at=FRIDAY
    )


def test_timers_follow_the_calendar_and_nothing_else_moves(cast: Cast) -> None:
    for number, title in enumerate(("电梯异响", "单元门关不上", "家里空调不制冷", "路面有坑")):
        ask(cast, title, FRIDAY + number * H)
    held = ask(cast, "暖气不热", FRIDAY)
    acknowledge_request(request=held, actor=cast.hana, at=FRIDAY)
    hold_request(request=held, why=HoldReason.PART, words="等件", actor=cast.hana, at=FRIDAY + H)
    resume_request(request=held, actor=cast.hana, at=FRIDAY + 4 * H)
    still = ask(cast, "对讲没声音", FRIDAY)
    acknowledge_request(request=still, actor=cast.hana, at=FRIDAY)
    hold_request(request=still, why=HoldReason.OWNER, words="业主出差", actor=cast.hana, at=FRIDAY + H)
    finished = ask(cast, "楼下对讲坏了", FRIDAY)
    complete_request(request=finished, result="好了", actor=cast.hana, at=FRIDAY + H)
    plan_now(REQUEST, [held.pk, still.pk, finished.pk], at=FRIDAY + 5 * H)
    before = dict(Duty.objects.values_list("pk", "due_at"))
    close_monday(cast)
    assert recompute_timers(site=cast.site, at=FRIDAY + 6 * H) > 5
    assert all(each.due_at == by_rule(each) for each in working(cast.site))
    same = Duty.objects.exclude(pk__in=[each.pk for each in working(cast.site)])
    assert all(before[each.pk] == each.due_at for each in same)
    assert list(wrong_next_at(cast.site)) == []
    entry = Entry.objects.filter(action="duties.recompute").get()
    assert entry.changes["count"] > 5 and len(entry.changes["sha256"]) == 64
    assert recompute_timers(site=cast.site, at=FRIDAY + 6 * H) == 0
    plan_now(REQUEST, [held.pk, still.pk, finished.pk], at=FRIDAY + 6 * H)
    assert all(each.due_at == by_rule(each) for each in working(cast.site))


def test_an_alarm_that_rang_rings_again_for_the_new_moment(cast: Cast) -> None:
    row = ask(cast, "单元门关不上", FRIDAY)
    duty = next(each for each in working(cast.site) if each.occurrence == "resolution:1")
    tick(now=duty.due_at, site=cast.site)
    duty.refresh_from_db()
    assert duty.overdue
    override_day(
        site=cast.site, on=date(2026, 3, 6), kind=CalendarOverride.Kind.HOLIDAY, note="停业", actor=cast.mei, at=FRIDAY
    )
    recompute_timers(site=cast.site, at=FRIDAY)
    duty.refresh_from_db()
    assert not duty.overdue and duty.alarmed_to is None and duty.due_at == by_rule(duty)
    assert row.pk == duty.subject_id


def test_the_beat_sees_the_change_once(cast: Cast) -> None:
    ask(cast, "单元门关不上", FRIDAY)
    follow_calendar(cast.site, FRIDAY)
    assert follow_calendar(cast.site, FRIDAY) == 0
    close_monday(cast)
    assert follow_calendar(cast.site, FRIDAY) > 0
    assert follow_calendar(cast.site, FRIDAY) == 0
    assert follow_calendar(cast.other_site, FRIDAY) == 0


def test_another_sites_timers_stay(cast: Cast) -> None:
    row = log_request(site=cast.other_site, ask=Ask(title="单元门关不上"), actor=None, at=FRIDAY)
    plan_now(REQUEST, [row.pk], at=FRIDAY)
    before = list(Duty.objects.values_list("pk", "due_at", "rev"))
    close_monday(cast)
    recompute_timers(site=cast.site, at=FRIDAY)
    assert list(Duty.objects.values_list("pk", "due_at", "rev")) == before
