"""The system pages: health, seal, undelivered events, webhooks, settings, calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from guanjia.foundation.events.public import Delivery, WebhookDelivery, WebhookEndpoint, announce, make_salt, secret_of
from guanjia.foundation.jobs.health import beat_lines, health
from guanjia.foundation.jobs.models import Beat
from guanjia.foundation.journal.public import Entry, event_kind, proof_of, record, seal
from guanjia.foundation.sites.public import CalendarOverride, Site, setting
from guanjia.kernel import clock
from tests.cast import Cast

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PAGES = ["health", "undelivered", "seal", "settings", "calendar", "webhooks", "webhook_add"]


@dataclass(frozen=True)
class GongStruck:
    gong: int


def url(name: str, *args: Any) -> str:
    return reverse(f"jobs:{name}", args=["yard", *args])


def undelivered(cast: Cast, **fields: Any) -> Delivery:
    entry = record(site=cast.site, at=AT, actor=None, action="a.b", subject=("x", 1))
    return Delivery.objects.create(site=cast.site, entry=entry, receiver="some.receiver", **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("mei", 200), ("hugo", 200), ("audrey", 200), ("alice", 403), ("charlie", 404), ("cleo", 403), (None, 302)],
)
def test_who_opens_the_system_pages(cast: Cast, client: Client, name: str, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast.users[who])
    assert client.get(url(name)).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["retry", "settings", "calendar", "calendar_forget", "webhook_add"])
@pytest.mark.parametrize(("who", "status"), [("audrey", 403), ("alice", 403), ("charlie", 404)])
def test_who_may_not_write_there(cast: Cast, client: Client, name: str, who: str, status: int) -> None:
    client.force_login(cast.users[who])
    assert client.post(url(name), {}).status_code == status


@pytest.mark.django_db
def test_health_names_what_is_wrong(cast: Cast) -> None:
    now = clock.now()
    colours = {line.label: line.colour for line in health(cast.site, now)}
    assert set(colours.values()) <= {"green", "yellow"}
    undelivered(cast, attempts=3, last_error="broken")
    endpoint = WebhookEndpoint.objects.create(site=cast.site, name="w", url="http://x/", salt="s")
    entry = Entry.objects.get()
    WebhookDelivery.objects.create(
        site=cast.site, endpoint=endpoint, entry=entry, made_at=now, next_try_at=now, state="failed"
    )
    task = {"task_path": "x", "args_kwargs": {}, "queue_name": "default", "backend_name": "default", "run_after": now}
    DBTaskResult.objects.create(**task, status="FAILED", finished_at=now)
    DBTaskResult.objects.create(**task, status="READY")
    DBTaskResult.objects.update(enqueued_at=now - timedelta(minutes=3))
    bad = [line.colour for line in health(cast.site, now)]
    assert (bad.count("red"), bad.count("yellow")) == (3, 2)
    assert [line.colour for line in health(cast.other_site, now)].count("red") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "colour"),
    [
        (None, "red"),
        ({"next_at": timedelta(minutes=-2), "finished_at": AT}, "green"),
        ({"next_at": timedelta(minutes=-2, seconds=-1), "finished_at": AT}, "yellow"),
        (
            {"next_at": timedelta(0), "finished_at": AT, "failure_count": 1, "last_error": "Trace\nRuntimeError: x"},
            "red",
        ),
        ({"next_at": timedelta(0)}, "red"),
    ],
)
def test_beats_that_are_late_or_failing_are_seen(cast: Cast, fields: dict[str, Any] | None, colour: str) -> None:
    if fields is not None:
        Beat.objects.create(name="journal.seal", **fields | {"next_at": AT + fields["next_at"]})
    assert {line.label: line.colour for line in beat_lines(AT)}["journal.seal"] == colour


@pytest.mark.django_db
def test_retry_makes_everything_due_at_once(cast: Cast, client: Client) -> None:
    row = undelivered(cast, attempts=3, next_try_at=clock.now() + timedelta(hours=6), last_error="it broke")
    client.force_login(cast.mei)
    assert "it broke" in client.get(url("undelivered")).content.decode()
    client.post(url("retry"))
    row.refresh_from_db()
    assert row.next_try_at is None
    assert Entry.objects.filter(action="delivery.try_again", actor_id=cast.mei.pk).exists()


def test_the_seal_page_checks_and_finds_a_printed_head(cast_committed: Cast, client: Client) -> None:
    cast = cast_committed
    entry = record(site=cast.site, at=AT, actor=None, action="a.b", subject=("x", 1))
    seal(cast.site, now=clock.now())
    client.force_login(cast.audrey)
    proof = proof_of(entry.pk)
    assert proof is not None
    page = client.get(url("seal"), {"check": "1", "head": proof.root}).content.decode()
    assert proof.root in page and "alert-success" in page and "bg-green-lt" in page
    assert "bg-red-lt" in client.get(url("seal"), {"head": "00" * 32}).content.decode()
    assert client.get(url("proof", entry.pk)).json()["holds"] is True
    assert client.get(url("proof", 999_999)).status_code == 404
    other = record(site=cast.other_site, at=AT, actor=None, action="a.b", subject=("x", 1))
    seal(cast.other_site, now=clock.now())
    assert client.get(url("proof", other.pk)).status_code == 404


@pytest.mark.django_db
def test_settings_are_saved_with_a_journal_row_each(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    page = client.get(url("settings"))
    form = {
        bound.html_name: bound.value() if bound.value() is not None else ""
        for form in page.context["forms"]
        for bound in form
    }
    assert "webhooks_private-value" not in form
    answer = client.post(url("settings"), form | {"work_hours-value": "08:30-17:00"})
    assert answer.status_code == 302
    assert setting(Site.objects.get(pk=cast.site.pk), "work.hours") == "08:30-17:00"
    entry = Entry.objects.get(action="site.setting")
    assert entry.changes == {"work.hours": ["09:00-12:00 13:30-17:30", "08:30-17:00"]}
    wrong = client.post(url("settings"), form | {"work_hours-value": "late", "webhooks_private-value": "on"})
    assert wrong.status_code == 422 and 'value="late"' in wrong.content.decode()
    assert setting(Site.objects.get(pk=cast.site.pk), "webhooks.private") is False


@pytest.mark.django_db
def test_head_office_may_change_what_a_site_manager_may_not(cast: Cast, client: Client) -> None:
    client.force_login(cast.hugo)
    page = client.get(url("settings"))
    form = {
        bound.html_name: bound.value() if bound.value() is not None else ""
        for form in page.context["forms"]
        for bound in form
    }
    client.post(url("settings"), form | {"webhooks_private-value": "on"})
    assert setting(Site.objects.get(pk=cast.site.pk), "webhooks.private") is True


@pytest.mark.django_db
def test_a_date_is_overridden_and_taken_back(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    for kind in ("holiday", "working"):
        form = {"on": "2026-11-23", "kind": kind, "note": "停业检修"}
        assert client.post(url("calendar"), form).status_code == 302
    assert CalendarOverride.objects.get().kind == "working"
    assert "停业检修" in client.get(url("calendar")).content.decode()
    assert "停业检修" not in str(list(Entry.objects.values()))
    assert client.post(url("calendar"), {"on": "31.11.", "kind": "x"}).status_code == 422
    client.post(url("calendar_forget"), {"on": "2026-11-23"})
    client.post(url("calendar_forget"), {"on": "2026-11-23"})
    assert not CalendarOverride.objects.filter(on=date(2026, 11, 23)).exists()
    assert Entry.objects.filter(action="site.calendar").count() == 3


@pytest.mark.django_db
def test_a_webhook_is_added_and_its_secret_renewed(cast: Cast, client: Client) -> None:
    announce(GongStruck, "Gong struck")
    client.force_login(cast.mei)
    kind = event_kind(GongStruck)
    form = {"name": "other side", "url": "https://8.8.8.8/hook", "event_kinds": [kind], "active": "on"}
    assert client.post(url("webhook_add"), form).status_code == 302
    row = WebhookEndpoint.objects.get()
    assert (row.event_kinds, row.site) == ([kind], cast.site)
    before = secret_of(row)
    assert before in client.get(url("webhook", row.pk)).content.decode()
    client.post(url("webhook_renew", row.pk))
    row.refresh_from_db()
    assert secret_of(row) != before
    assert row.salt not in str(list(Entry.objects.values()))
    assert client.post(url("webhook_add"), form).status_code == 422
    assert client.post(url("webhook", row.pk), form | {"url": "http://127.0.0.1/"}).status_code == 422
    client.force_login(cast.audrey)
    assert secret_of(row) not in client.get(url("webhook", row.pk)).content.decode()
    client.force_login(cast.mia)
    assert client.get(url("webhook", row.pk)).status_code == 404


@pytest.mark.django_db
def test_the_log_of_calls_shows_outcome(cast: Cast, client: Client) -> None:
    endpoint = WebhookEndpoint.objects.create(site=cast.site, name="w", url="https://x/", salt=make_salt())
    entry = record(site=cast.site, at=AT, actor=None, action="a.b", subject=("x", 1))
    WebhookDelivery.objects.create(
        site=cast.site, endpoint=endpoint, entry=entry, made_at=AT, next_try_at=AT, attempts=2, last_error="HTTP 500"
    )
    client.force_login(cast.audrey)
    assert "HTTP 500" in client.get(url("webhooks")).content.decode()
