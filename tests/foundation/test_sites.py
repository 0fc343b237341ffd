"""Sites: making them, their clock, settings, working calendar, and who may open the foundation's pages."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext

from guanjia.foundation.sites import pages
from guanjia.foundation.sites.public import (
    BadSetting,
    CalendarOverride,
    Company,
    Setting,
    Site,
    SiteRefused,
    create_site,
    declare,
    setting,
    site_now,
    to_utc,
    work_calendar,
    write_setting,
)
from guanjia.foundation.sites.settings import check, read_hours
from tests.factories.sites import make_site

REFILL = Setting("test.refill", "int", 30, "Refill", minimum=5, maximum=120, unit="minutes")
NAME = Setting("test.name", "text", "", "Name", minimum=1, maximum=4)
STYLE = Setting("test.style", "choice", "a", "Style", choices=(("a", "A"), ("b", "B")))
SWITCH = Setting("test.switch", "bool", False, "Switch")


@pytest.mark.django_db
def test_the_command_makes_a_site_and_its_company() -> None:
    out = StringIO()
    call_command(
        "create-site", "--code", "hall", "--name", "市民会议中心", "--zone", "Asia/Shanghai", "--json", stdout=out
    )
    site = Site.objects.get(code="hall")
    assert json.loads(out.getvalue()) == {"id": site.pk, "code": "hall", "zone": "Asia/Shanghai"}
    assert (site.name, site.company.name) == ("市民会议中心", "市民会议中心")
    call_command("create-site", "--code", "annex", "--name", "Annex", "--zone", "Europe/Berlin", stdout=out)
    assert Site.objects.get(code="annex").company == site.company


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "name", "zone", "field"),
    [
        ("taken", "N", "Asia/Shanghai", "taken"),
        ("with space", "N", "Asia/Shanghai", "with space"),
        ("a" * 41, "N", "Asia/Shanghai", "a" * 41),
        ("ok", "  ", "Asia/Shanghai", "120"),
        ("ok", "N" * 121, "Asia/Shanghai", "120"),
        ("ok", "N", "Mars/Olympus", "Mars/Olympus"),
        ("ok", "N", "", "Asia/Shanghai"),
        ("ok", "N", "../etc/passwd", "../etc/passwd"),
    ],
)
def test_a_bad_site_is_refused_by_name(code: str, name: str, zone: str, field: str) -> None:
    create_site(code="taken", name="N", zone="UTC")
    with pytest.raises(SiteRefused, match=field.replace(".", r"\.")):
        create_site(code=code, name=name, zone=zone)
    with pytest.raises(CommandError):
        call_command("create-site", "--code", code, "--name", name, "--zone", zone)
    assert Site.objects.count() == 1


@pytest.mark.django_db
def test_several_companies_must_be_told_apart() -> None:
    Company.objects.create(code="a", name="A")
    Company.objects.create(code="b", name="B")
    with pytest.raises(SiteRefused):
        create_site(code="x", name="X", zone="UTC")
    call_command("create-site", "--code", "x", "--name", "X", "--zone", "UTC", "--company", "b", stdout=StringIO())
    assert Site.objects.get(code="x").company.code == "b"
    with pytest.raises(CommandError):
        call_command("create-site", "--code", "y", "--name", "X", "--zone", "UTC", "--company", "z")


def test_site_now_is_held_or_shifted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    monkeypatch.setattr("guanjia.kernel.clock.now", lambda: now)
    assert site_now(Site(clock_offset_s=90)) == now + timedelta(seconds=90)
    assert site_now(Site(clock_offset_s=90, held_at=now - timedelta(days=3))) == now - timedelta(days=3)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        (datetime(2026, 3, 29, 1, 59, 59), datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),  # noqa: DTZ001 - wall time
        (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # noqa: DTZ001 - wall time
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # noqa: DTZ001 - wall time
        (datetime(2026, 10, 25, 3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),  # noqa: DTZ001 - wall time
    ],
)
def test_a_gap_moves_forward_and_a_doubled_hour_is_the_first(wall: datetime, expected: datetime) -> None:
    assert to_utc(Site(zone="Europe/Berlin"), wall) == expected


@pytest.mark.parametrize(
    ("spec", "raw", "stored"),
    [
        (REFILL, "5", 5),
        (REFILL, "120", 120),
        (REFILL, " 30 ", 30),
        (REFILL, "4", None),
        (REFILL, "121", None),
        (REFILL, "3.5", None),
        (REFILL, "", None),
        (NAME, "四个字符", "四个字符"),
        (NAME, "五个字符了", None),
        (NAME, "  ", None),
        (STYLE, "b", "b"),
        (STYLE, "c", None),
        (SWITCH, "on", True),
        (SWITCH, "", False),
        (SWITCH, "perhaps", None),
    ],
)
def test_settings_check_what_is_typed(spec: Setting, raw: str, stored: Any) -> None:
    if stored is None:
        with pytest.raises(BadSetting, match=gettext(spec.label)):
            check(spec, raw)
    else:
        assert check(spec, raw) == stored


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("09:00-12:00 13:30-17:30", 2),
        ("9:00-12:00", None),
        ("22:00-06:00", 1),
        ("09:00-12:00,12:00-17:30", 2),
        ("09:00-12:00 11:59-17:30", None),
        ("22:00-06:00 07:00-08:00", None),
        ("09:00-09:00", None),
        ("morning", None),
        ("", 0),
    ],
)
def test_hours_are_read_strictly(text: str, count: int | None) -> None:
    if count is None:
        with pytest.raises(BadSetting):
            read_hours(text)
    else:
        assert len(read_hours(text)) == count


@pytest.mark.django_db
def test_a_setting_is_the_default_until_written() -> None:
    declare(REFILL)
    site = make_site()
    assert setting(site, "test.refill") == 30
    stale = Site.objects.get(pk=site.pk)
    with transaction.atomic():
        assert write_setting(site, "test.refill", "45") == (30, 45)
        assert write_setting(stale, "work.days", "1234567") == ("12345", "1234567")
    fresh = Site.objects.get(pk=site.pk)
    assert (setting(fresh, "test.refill"), setting(fresh, "work.days")) == (45, "1234567")
    with pytest.raises(KeyError):
        setting(site, "test.unknown")


def test_a_key_is_declared_once() -> None:
    declare(REFILL)
    declare(REFILL)
    with pytest.raises(ValueError, match=r"test\.refill"):
        declare(Setting("test.refill", "int", 31, "Refill"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),  # Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 10, 1), False),  # national holiday
        (date(2026, 10, 10), True),  # Saturday swapped into a working day
        (date(2026, 11, 23), False),  # overridden Monday
        (date(2026, 11, 22), True),  # overridden Sunday
    ],
)
def test_the_working_calendar_knows_holidays_swaps_and_overrides(day: date, working: bool) -> None:
    site = make_site()
    CalendarOverride.objects.create(site=site, on=date(2026, 11, 23), kind="holiday", note="停业检修")
    CalendarOverride.objects.create(site=site, on=date(2026, 11, 22), kind="working")
    calendar = work_calendar(site)
    assert calendar.is_working_day(day) is working
    assert calendar.look(date(2026, 11, 23)).holiday == ("停业检修", "停业检修")


@pytest.mark.django_db
def test_the_working_calendar_follows_the_settings() -> None:
    site = make_site(settings={"work.hours": "22:00-06:00", "work.days": "67", "work.country": ""})
    calendar = work_calendar(site)
    assert calendar.is_working_day(date(2026, 11, 21)) and not calendar.is_working_day(date(2026, 11, 20))
    assert calendar.on(date(2026, 11, 21))[0].length == timedelta(hours=8)


@pages.page("test-page")
def view(request: Any, **kwargs: Any) -> HttpResponse:
    return HttpResponse("ok")


def ask(method: str, user: str, site: Any = "site") -> int:
    request = RequestFactory().generic(method, "/s/x/")
    request.user, request.site = user, site  # type: ignore[attr-defined, assignment]
    return view(request, site_code="x").status_code


def test_a_page_without_a_defined_rule_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_rules", {})
    with pytest.raises(PermissionDenied):
        ask("GET", "manager")


def test_a_page_asks_the_rule_that_was_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_rules", {})
    pages.define("test-page", read=lambda user, site: user != "stranger", write=lambda user, site: user == "manager")
    assert (ask("GET", "auditor"), ask("HEAD", "auditor"), ask("POST", "manager")) == (200, 200, 200)
    for method, user in [("GET", "stranger"), ("POST", "auditor")]:
        with pytest.raises(PermissionDenied):
            ask(method, user)
    with pytest.raises(Http404):
        ask("GET", "manager", site=None)
    probe = SimpleNamespace(read=view.page_rule("auditor", 1), write=view.write_rule("auditor", 1))  # type: ignore[attr-defined]
    assert (probe.read, probe.write) == (True, False)
