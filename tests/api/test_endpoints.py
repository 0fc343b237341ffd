"""What programs can do by the API, and what is refused how."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from guanjia.api.scopes import WRITES, Scope
from guanjia.conference.actions.admission import code_of
from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.rules.guests import GuestState
from guanjia.duties.public import plan_dirty
from guanjia.kernel import clock
from guanjia.people.public import Membership
from tests.api.conftest import Program
from tests.cast import Cast
from tests.factories.conference import make_event
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post

Enters = Callable[..., Program]
SHAPE = {"type", "status", "error", "message", "field", "rule"}


def call_body(room_id: int, hour: int = 0, **fields: Any) -> dict[str, Any]:
    start = (clock.now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0) + timedelta(hours=hour)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    return {"title": "Quick talk", "room_id": room_id, "headcount": 8} | times | fields


def test_a_meeting_is_called_moved_cancelled_and_brought_back(cast: Cast, program: Enters) -> None:
    one, two, api = make_room(cast.site), make_room(cast.site), program(cast.alice)
    status, event = api.post("sites/yard/events", call_body(one.pk))
    assert (status, event["state"]) == (201, "preparation")
    ref = event["ref"]
    assert api.get("sites/yard/events", q=ref)[1]["items"] == [event]
    session = api.get(f"sites/yard/events/{ref}/sessions")[1]["items"][0]
    place = {name: session[name] for name in ("starts_at", "ends_at")} | {"room_id": two.pk}
    moved = api.post(f"sites/yard/sessions/{session['id']}/move", place | {"reason": "air"})
    assert (moved[0], moved[1]["room_id"]) == (200, two.pk)
    gone = api.post(f"sites/yard/sessions/{session['id']}/cancel", {"reason": "ill"})
    assert (gone[1]["state"], gone[1]["block_id"]) == ("cancelled", None)
    back = api.post(f"sites/yard/sessions/{session['id']}/reopen")
    assert back[1]["state"] == "scheduled" and back[1]["block_id"]
    assert api.post(f"sites/yard/events/{ref}/sessions", call_body(one.pk, 5) | {"headcount": 1})[0] == 422
    place = {name: value for name, value in call_body(one.pk, 5).items() if name not in ("headcount", "title")}
    assert api.post(f"sites/yard/events/{ref}/sessions", place)[0] == 201
    assert api.post(f"sites/yard/events/{ref}/cancel", {"reason": "off"})[1]["state"] == "cancelled"
    actions = {entry["action"] for entry in api.get(f"sites/yard/events/{ref}/timeline")[1]}
    assert {"open", "move_session", "cancel_session", "reopen_session"} <= actions


def test_a_taken_room_is_told_with_its_holder(cast: Cast, program: Enters) -> None:
    room, api = make_room(cast.site), program(cast.alice)
    api.post("sites/yard/events", call_body(room.pk))
    status, problem = api.post("sites/yard/events", call_body(room.pk))
    block = Block.objects.get()
    assert (status, problem["error"], problem["field"]) == (409, "taken", "room_id")
    assert problem["rule"] == f"conference.block:{block.pk}" and room.name in problem["message"]
    assert Event.objects.count() == 1


def test_free_rooms_leave_out_the_taken_one(cast: Cast, program: Enters) -> None:
    one, two, api = make_room(cast.site), make_room(cast.site), program(cast.alice)
    wanted = call_body(one.pk)
    asked = {"starts_at": wanted["starts_at"], "ends_at": wanted["ends_at"], "headcount": 10}
    assert len(api.get("sites/yard/free-rooms", **asked)[1]) == 2
    api.post("sites/yard/events", wanted)
    assert [room["room_id"] for room in api.get("sites/yard/free-rooms", **asked)[1]] == [two.pk]
    assert [room["id"] for room in api.get("sites/yard/rooms", limit=1, offset=1)[1]["items"]] == [two.pk]
    assert api.get(f"sites/yard/rooms/{two.pk}")[1]["styles"] == [{"style": "theatre", "capacity": 30}]


def test_a_closed_gate_names_its_duties(cast: Cast, program: Enters) -> None:
    room, api = make_room(cast.site), program(cast.alice)
    wanted = call_body(room.pk)
    api.post("sites/yard/events", wanted)
    block = api.get("sites/yard/blocks", starts_at=wanted["starts_at"], ends_at=wanted["ends_at"])[1]["items"][0]
    moves = f"sites/yard/blocks/{block['id']}/moves"
    status, problem = api.post(f"{moves}/end", {})
    assert (status, problem["error"], problem["rule"]) == (409, "state", "planned:ended")
    assert api.post(f"{moves}/dance", {})[0] == 422
    status, problem = api.post(f"{moves}/start", {})
    assert (status, problem["error"]) == (409, "gate") and problem["rule"].startswith("start:")


def hand_in(checker: Program, pk: str) -> None:
    duty = checker.get(f"sites/yard/duties/{pk}")[1]
    answers = [{"key": item["key"], "value": item["proof"] != "number" or item["least"]} for item in duty["items"]]
    sent = {
        "id": str(uuid.uuid4()),
        "items": answers,
        "seen_rev": duty["rev"],
        "signature": "data:,x",
        "took_seconds": 120,
    }
    first = checker.post(f"sites/yard/duties/{pk}/evidence", sent)
    assert first == checker.post(f"sites/yard/duties/{pk}/evidence", sent)
    assert (first[1]["status"], first[1]["state"]) == ("accepted", "on_time"), first


def test_evidence_opens_the_gate_and_the_meeting_runs(cast: Cast, program: Enters) -> None:
    now = clock.now()
    start = now + timedelta(minutes=30)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    api, checker = program(cast.alice), program(cast.bob)
    make_entry(make_post(cast.site, "fire.checker"), cast.bob, now - timedelta(hours=3), now + timedelta(hours=9))
    api.post("sites/yard/events", call_body(make_room(cast.site).pk) | times)
    block = api.get("sites/yard/blocks", **times)[1]["items"][0]
    moves = f"sites/yard/blocks/{block['id']}/moves"
    plan_dirty(now=now, limit=100)
    for _room_then_zone in range(2):
        held = api.post(f"{moves}/start", {})[1]["rule"].removeprefix("start:").split(",")
        assert {str(duty["id"]) for duty in checker.get("sites/yard/duties/mine")[1]} >= set(held)
        for pk in held:
            hand_in(checker, pk)
    for move, state in (("start", "running"), ("seat", "running"), ("end", "ended")):
        status, told = api.post(f"{moves}/{move}", {})
        assert (status, told.get("state")) == (200, state), told
    assert api.get(f"sites/yard/blocks/{block['id']}")[1]["leaders_seated_at"]


@pytest.mark.parametrize(
    "change, field",
    [
        ({"ends_at": "2026-03-05T00:00:00Z", "starts_at": "2026-03-05T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2026-05-05T00:00:00Z", "starts_at": "2026-03-05T00:00:00Z"}, "ends_at"),
        ({"starts_at": "2026-03-05T09:00:00"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00:00Z"}, "starts_at"),
        ({"room_id": 999}, "room_id"),
        ({"headcount": 0}, "headcount"),
        ({"headcount": True}, "headcount"),
        ({"title": "a\x00b"}, "title"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_call_names_its_field(cast: Cast, program: Enters, change: dict[str, Any], field: str) -> None:
    status, problem = program(cast.alice).post("sites/yard/events", call_body(make_room(cast.site).pk) | change)
    assert status == 422 and problem.keys() == SHAPE and problem["field"].endswith(field), problem
    assert not Event.objects.exists()


def test_a_state_secret_is_not_kept_nor_repeated(cast: Cast, program: Enters) -> None:
    body = call_body(make_room(cast.site).pk, title="机密★10年 工作会议")
    status, problem = program(cast.alice).post("sites/yard/events", body)
    assert (status, problem["error"]) == (422, "secret") and "工作会议" not in str(problem)
    assert not Event.objects.exists()


def test_another_sites_room_does_not_exist(cast: Cast, program: Enters) -> None:
    foreign = make_room(cast.other_site)
    status, problem = program(cast.alice).post("sites/yard/events", call_body(foreign.pk))
    assert (status, problem["field"]) == (422, "room_id")
    assert program(cast.alice).get(f"sites/yard/rooms/{foreign.pk}")[0] == 404


def test_without_a_token_nothing_opens(db: None) -> None:
    for text in ("", "gj_wrong", "\u00ff"):
        status, problem = Program(text).get("sites")
        assert status == 401 and problem.keys() == SHAPE


def test_a_cookie_is_no_token(cast: Cast) -> None:
    api = Program("gj_wrong")
    api.client.force_login(cast.alice)
    assert api.get("sites")[0] == 401


@pytest.mark.parametrize(
    "path, scope",
    [
        ("rooms", Scope.PLACES_READ),
        ("events", Scope.CONFERENCE_READ),
        ("duties/mine", Scope.DUTIES_READ),
        ("duties", Scope.DUTIES_READ),
        ("orders", Scope.ORDERS_READ),
        ("journal", Scope.JOURNAL_READ),
    ],
)
def test_each_scope_opens_its_own(cast: Cast, program: Enters, path: str, scope: Scope) -> None:
    assert program(cast.mei, scope).get(f"sites/yard/{path}")[0] == 200
    others = [each for each in Scope if each is not scope]
    status, problem = program(cast.mei, *others).get(f"sites/yard/{path}")
    assert (status, problem["error"], problem["rule"]) == (403, "scope", scope.value)


def test_a_site_that_is_not_the_tokens_does_not_exist(cast: Cast, program: Enters) -> None:
    api = program(cast.hugo, sites=[cast.other_site])
    assert [site["code"] for site in api.get("sites")[1]] == ["quay"]
    assert api.get("sites/yard/rooms")[0] == 404
    assert api.get("sites/quay/rooms")[0] == 200


def test_who_left_the_site_takes_the_token_along(cast: Cast, program: Enters) -> None:
    api = program(cast.alice)
    Membership.objects.filter(user=cast.alice).update(valid_until=clock.now())
    assert api.get("sites/yard/rooms")[0] == 404 and api.get("sites")[1] == []


def test_an_auditor_reads_everything_and_writes_nothing(cast: Cast, program: Enters) -> None:
    api = program(cast.audrey)
    assert api.get("sites/yard/journal")[0] == 200
    status, problem = api.post("sites/yard/events", call_body(make_room(cast.site).pk))
    assert (status, problem["error"]) == (403, "role")


@pytest.mark.parametrize("name, status", [("alice", 201), ("lin", 201), ("bob", 403), ("carl", 403), ("dora", 403)])
def test_the_role_counts_beside_the_scope(cast: Cast, program: Enters, name: str, status: int) -> None:
    assert program(cast.users[name]).post("sites/yard/events", call_body(make_room(cast.site).pk))[0] == status


def test_only_managers_read_the_whole_journal(cast: Cast, program: Enters) -> None:
    assert program(cast.alice).get("sites/yard/journal")[0] == 403
    assert program(cast.mei).get("sites/yard/journal", action="token.")[1]["items"][0]["action"] == "token.make"


def test_too_many_requests_wait(cast: Cast, program: Enters) -> None:
    cache.clear()
    api = program(cast.alice, per_minute=3)
    statuses = [api.get("sites")[0] for _each in range(8)]
    assert statuses[:3] == [200, 200, 200] and 429 in statuses[3:]


def test_a_code_lets_one_person_in_once(cast: Cast, program: Enters) -> None:
    event = make_event(cast.site, ends_at=clock.now() + timedelta(days=1))
    guest = Guest.objects.create(site=cast.site, event=event, name="王敏", state=GuestState.CONFIRMED)
    api, path = program(cast.rita, Scope.CHECKIN), f"sites/yard/events/{event.ref}"
    code = {"code": code_of(guest, event)}
    answers = [api.post(f"{path}/admissions", code)[1] for _each in range(2)]
    assert [(each["admitted"], each["reason"], each["inside"]) for each in answers] == [
        (True, "", 1),
        (False, "used", 1),
    ]
    assert api.get(f"{path}/guests", q="王")[1][0]["admitted_at"]
    assert api.post(f"{path}/guests/{guest.pk}/leave")[1]["left_at"]
    assert api.get(f"{path}/hall")[1]["inside"] == 0
    assert api.post(f"{path}/guests/{guest.pk}/return")[1]["left_at"] is None
    assert api.post(f"{path}/guests/{guest.pk}/take-back", {"reason": "twin"})[1]["admitted_at"] is None
    assert api.post(f"{path}/admissions", {"guest_id": guest.pk})[1]["admitted"]
    assert api.post(f"{path}/admissions", {})[0] == 422
    assert api.post(f"{path}/admissions", {"code": "nonsense"})[1]["reason"] == "forged"


def test_evidence_for_a_duty_of_nobody_is_refused(cast: Cast, program: Enters) -> None:
    api = program(cast.bob, Scope.DUTIES_EVIDENCE, Scope.DUTIES_READ)
    assert api.get("sites/yard/duties/mine") == (200, [])
    assert api.post("sites/yard/duties/77/evidence", {"id": str(uuid.uuid4())})[0] == 404


def test_every_writing_scope_is_known() -> None:
    assert {
        Scope.CONFERENCE_WRITE,
        Scope.CHECKIN,
        Scope.DUTIES_EVIDENCE,
        Scope.ORDERS_WRITE,
        Scope.REQUESTS_WRITE,
    } == WRITES
