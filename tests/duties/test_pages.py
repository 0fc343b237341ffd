"""Pages of duties: who may open them, what a form does, and how many queries a list takes."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.duties.models import Duty, Evidence
from guanjia.duties.public import plan_dirty, tick
from guanjia.foundation.journal.public import Entry
from guanjia.kernel import clock
from tests.duties.world import NINE, H, M, World

pytestmark = pytest.mark.django_db
NOW = NINE - 3 * H


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour before the first check is due."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def log_in(world: World, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    client.force_login(getattr(world.cast, who))
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"duties:{name}", args=["yard", *args])


PAGES = ("list", "mine", "score", "review", "shift")


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("lin", {"list", "mine", "score", "review", "shift"}),
        ("bob", {"list", "mine", "score", "shift"}),
        ("audrey", {"list", "mine", "score", "review", "shift"}),
        ("cleo", set()),
    ],
)
def test_who_sees_which_page(world: World, who: str, shown: set[str]) -> None:
    world.thing()
    client = log_in(world, who)
    assert {name for name in PAGES if client.get(url(name)).status_code == 200} == shown


def test_a_stranger_finds_nothing_and_nobody_is_sent_to_log_in(world: World) -> None:
    duty = world.duty(world.thing())
    stranger = log_in(world, "charlie")
    for address in (url("list"), url("duty", duty.pk), url("my_duty", duty.pk)):
        assert stranger.get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_a_duty_of_another_site_is_not_found_here(world: World) -> None:
    duty = world.duty(world.thing())
    Duty.objects.filter(pk=duty.pk).update(site=world.cast.other_site)
    client = log_in(world, "lin")
    assert client.get(url("duty", duty.pk)).status_code == 404
    assert client.post(url("done", duty.pk)).status_code == 404


@pytest.mark.parametrize("name", ["done", "call", "fault", "assign", "counter_sign"])
def test_an_auditor_writes_nothing(world: World, name: str) -> None:
    duty = world.duty(world.thing())
    assert log_in(world, "audrey").post(url(name, duty.pk)).status_code == 403
    assert not Evidence.objects.exists()


def form(duty: Duty, **fields: str) -> dict[str, str]:
    return {"evidence": str(uuid4()), "rev": str(duty.rev), "item-doors": "true"} | fields


def test_from_its_notification_a_short_check_is_done_by_one_more_tap(world: World) -> None:
    duty = world.duty(world.thing())
    page = log_in(world, "lin").get(url("my_duty", duty.pk)).content.decode()
    assert 'name="item-doors" value="true" checked' in page
    assert page.count("btn-primary btn-big") == 1


def test_the_form_ends_the_duty_once_however_often_it_is_sent(world: World) -> None:
    duty = world.duty(world.thing())
    client, sent = log_in(world, "lin"), form(duty)
    for _ in range(2):
        assert client.post(url("done", duty.pk), sent).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.performed_by, Evidence.objects.count()) == ("on_time", world.cast.lin, 1)


def test_wrong_input_keeps_what_was_typed(world: World) -> None:
    duty = world.duty(world.thing())
    sent = form(duty, **{"item-heat": "warm", "note": "Hinge is loose", "item-doors": "false"})
    answer = log_in(world, "lin").post(url("done", duty.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("A reading is not a number.", 'value="warm"', "Hinge is loose", sent["evidence"]):
        assert kept in page
    assert 'name="item-doors" value="false" checked' in page
    assert not Evidence.objects.exists()


def test_the_leader_is_called_and_a_fault_is_reported(world: World) -> None:
    duty = world.duty(world.thing())
    client = log_in(world, "lin")
    assert client.post(url("call", duty.pk)).status_code == 302
    assert client.post(url("fault", duty.pk), {"words": ""}).status_code == 422
    assert client.post(url("fault", duty.pk), {"words": "The door is stuck"}).status_code == 302
    actions = Entry.objects.filter(subject_kind="duties.duty", subject_id=duty.pk).values_list("action", flat=True)
    assert list(actions) == ["duties.call_leader", "duties.report_fault"]
    assert world.duty(type("Thing", (), {"id": duty.subject_id})).state == "open"  # type: ignore[arg-type]


def test_a_duty_changes_hands(world: World) -> None:
    duty = world.duty(world.thing())
    client = log_in(world, "mei")
    client.post(url("assign", duty.pk), {"user": str(world.cast.bob.pk), "reason": "Lin is ill"})
    duty.refresh_from_db()
    assert duty.assignee == world.cast.bob
    assert "Check" in log_in(world, "bob").get(url("mine")).content.decode()
    assert url("my_duty", duty.pk) not in log_in(world, "lin").get(url("mine")).content.decode()
    client.post(url("assign", duty.pk), {"user": str(world.cast.charlie.pk)})
    duty.refresh_from_db()
    assert duty.assignee == world.cast.bob
    assert log_in(world, "bob").post(url("assign", duty.pk), {"user": ""}).status_code == 403


def test_doubtful_evidence_is_decided_by_a_leader_who_is_not_its_author(world: World) -> None:
    duty = world.duty(world.thing())
    world.done(duty, who="mei", items=[])
    evidence = Evidence.objects.get()
    log_in(world, "mei").post(url("decide", evidence.pk), {"verdict": "accept"})
    assert Evidence.objects.get().reviewed_at is None
    leader = log_in(world, "lin")
    assert "Something that is asked for is missing." in leader.get(url("review")).content.decode()
    leader.post(url("decide", evidence.pk), {"verdict": "reject", "reason": ""})
    assert Evidence.objects.get().reviewed_at is None
    leader.post(url("decide", evidence.pk), {"verdict": "accept"})
    duty.refresh_from_db()
    assert (duty.state, Evidence.objects.get().reviewed_by) == ("on_time", world.cast.lin)
    assert log_in(world, "bob").post(url("decide", evidence.pk)).status_code == 403


def test_single_handed_work_waits_for_a_second_signature(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    duty = world.duty(thing, "thing.second")
    world.done(duty, who="lin", at=NINE - 90 * M, single_handed_reason="Eva is ill")
    log_in(world, "lin").post(url("counter_sign", duty.pk))
    duty.refresh_from_db()
    assert duty.counter_sign_due
    assert "Eva is ill" in log_in(world, "mei").get(url("review")).content.decode()
    for _ in range(2):
        log_in(world, "hana").post(url("counter_sign", duty.pk))
    duty.refresh_from_db()
    assert (duty.counter_sign_due, duty.counter_signed_by) == (False, world.cast.hana)
    assert Entry.objects.filter(action="duties.counter_sign").count() == 1


def test_a_paper_sheet_is_entered_by_a_second_person(world: World) -> None:
    duty = world.duty(world.thing())
    client = log_in(world, "hana")
    sheet = form(duty, person=str(world.cast.lin.pk), written_at="2026-03-05T05:30", sheet_number="0042")
    assert client.post(url("paper", duty.pk), sheet).status_code == 302
    duty.refresh_from_db()
    evidence = Evidence.objects.get()
    assert (duty.state, duty.performed_at) == ("on_time", datetime(2026, 3, 4, 21, 30, tzinfo=UTC))
    assert (evidence.source, evidence.actor, evidence.entered_by) == ("paper", world.cast.lin, world.cast.hana)
    own = form(duty, person=str(world.cast.hana.pk), written_at="2026-03-05T05:30", sheet_number="0043")
    assert client.post(url("paper", duty.pk), own).status_code == 422
    future = form(duty, person=str(world.cast.lin.pk), written_at="2026-03-05T06:01", sheet_number="0044")
    answer = client.post(url("paper", duty.pk), future)
    assert (answer.status_code, "The written time lies in the future." in answer.content.decode()) == (422, True)


def test_the_page_says_why_it_is_due_then(world: World) -> None:
    duty = world.duty(world.thing())
    page = log_in(world, "lin").get(url("duty", duty.pk)).content.decode()
    assert "the start: 2026-03-05 09:00." in page
    assert "Due 2026-03-05 07:00." in page


@pytest.mark.parametrize(
    "query", ["", "?show=late", "?show=nonsense", "?post=x&standard=y&place=z&person=9", "?from=x&to=9999-12-31"]
)
def test_any_address_of_the_list_and_score_answers(world: World, query: str) -> None:
    world.thing()
    client = log_in(world, "lin")
    assert client.get(url("list") + query).status_code == 200
    assert client.get(url("score") + query).status_code == 200


@pytest.mark.parametrize("by", ["person", "post", "standard", "site"])
def test_every_number_of_the_score_leads_to_its_rows(world: World, by: str) -> None:
    done, late, missed = world.thing(), world.thing(), world.thing()
    world.done(world.duty(done))
    world.done(world.duty(late), at=NINE - 2 * H + M)
    tick(NINE + 3 * H)
    assert world.duty(missed).state == "missed"
    client = log_in(world, "mei")
    answer = client.get(url("score"), {"by": by, "from": "2026-03-05", "to": "2026-03-05"})
    for row in answer.context["rows"]:
        for name in ("on_time", "late", "missed"):
            listed = client.get(row[name]).context["page"].paginator.count
            if by != "person" or name != "missed":
                assert listed == getattr(row["score"], name), (row["name"], name)
    total = sum(row["score"].total for row in answer.context["rows"])
    assert total == 3


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["list", "mine", "shift", "review"])
def test_a_list_takes_as_many_queries_for_one_row_as_for_many(world: World, name: str) -> None:
    client = log_in(world, "lin")
    thing = world.thing()
    world.done(world.duty(thing, "thing.second"), who="eva", at=NINE - 90 * M)
    one = queries(client, url(name))
    for _ in range(12):
        thing = world.thing(plan=False)
    plan_dirty(now=NINE - 6 * H)
    for duty in Duty.objects.filter(standard_code="thing.second", subject_id__gt=1):
        world.done(duty, who="eva", at=NINE - 90 * M)
    assert queries(client, url(name)) == one


def test_the_list_is_exported_as_it_is_narrowed(world: World) -> None:
    world.thing(ref="A")
    world.thing(ref="B")
    client = log_in(world, "lin")
    answer = client.get(url("list"), {"export": "csv", "show": "live"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Duty,Subject,Place,Post,State,Opens,Due")
    assert len(lines) == 1 + Duty.objects.filter(state="open").count() and len(lines) > 2
    none = client.get(url("list"), {"export": "csv", "show": "missed"})
    assert len(b"".join(none.streaming_content).splitlines()) == 1
    assert client.get(url("list"), {"export": "xlsx"})["Content-Type"].endswith("sheet")
    assert Entry.objects.filter(action="export").count() == 3
    assert "export=xlsx" in client.get(url("list"), {"show": "missed"}).content.decode()
    assert log_in(world, "cleo").get(url("list"), {"export": "csv"}).status_code == 403
