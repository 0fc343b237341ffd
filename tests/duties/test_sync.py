"""Evidence that a phone kept without network, by the contract of docs/architecture/offline.md."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from guanjia.duties.actions.devices import register_device
from guanjia.duties.models import Device, Duty, Evidence, EvidenceFile
from guanjia.duties.queries.shift import stamp
from guanjia.kernel import clock
from tests.duties.world import H, M, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The wall clock stands still an hour before the first check is due."""
    moment = datetime(2026, 3, 4, 22, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


class Phone:
    """Bob's colleague Lin with her phone in a cellar."""

    def __init__(self, world: World, who: str = "lin") -> None:
        self.world, self.client = world, Client()
        self.person = getattr(world.cast, who)
        self.device, self.token = register_device(actor=self.person, site=world.site, name="Phone", at=clock.now())

    def row(self, duty: Duty, **fields: Any) -> dict[str, Any]:
        usual = {
            "id": str(uuid4()), "duty_id": duty.pk, "key": None, "rev": duty.rev, "device_at": stamp(clock.now() - M),
            "offset_ms": 0, "source": "phone", "items": [{"key": "doors", "value": True, "note": ""}], "files": [],
            "signature": "", "scan": "", "took_ms": 4000, "single_handed_reason": "", "note": "",
        }  # fmt: skip
        return usual | fields

    def post(self, body: Any, path: str = "sync", **headers: str) -> Any:
        headers.setdefault("Authorization", f"Bearer {self.token}")
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.post(f"/s/yard/duties/{path}", text, content_type="application/json", headers=headers)

    def send(self, *rows: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.post({"sent_at": stamp(clock.now()), "evidence": list(rows)})
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]  # type: ignore[no-any-return]


@pytest.fixture
def phone(present: datetime, world: World) -> Phone:
    return Phone(world)


def test_a_row_ends_its_duty_and_the_same_row_gets_the_same_answer(phone: Phone) -> None:
    duty = phone.world.duty(phone.world.thing())
    row = phone.row(duty)
    first, again = phone.send(row), phone.send(row)
    assert first == again
    assert (first[0]["status"], first[0]["state"], first[0]["flags"]) == ("accepted", "on_time", [])
    assert first[0]["judged_at"] == stamp(clock.now() - M)
    assert Evidence.objects.count() == 1


def test_results_stand_in_the_order_sent_and_rows_are_judged_in_the_order_done(phone: Phone) -> None:
    thing = phone.world.thing()
    one, two = (phone.row(phone.world.duty(thing), device_at=stamp(clock.now() - t)) for t in (M, 2 * M))
    results = phone.send(one, two)
    assert [(each["id"], each["status"]) for each in results] == [(one["id"], "further"), (two["id"], "accepted")]


def test_links_that_the_phone_computed_come_in_one_after_another(phone: Phone) -> None:
    world, at = phone.world, clock.now()
    bob = Phone(world, "bob")
    thing = world.thing(at - H, started_at=at - H)
    first = world.duty(thing, "thing.refill")
    key = {"standard": "thing.refill", "subject_kind": "tests.thing", "subject_id": thing.id, "round": 1}
    rows = [bob.row(first, device_at=stamp(at - 48 * M), items=[])]
    rows += [
        bob.row(
            first,
            duty_id=None,
            rev=0,
            key=key | {"occurrence": f"n:{n}"},
            device_at=stamp(at - 66 * M + n * 18 * M),
            items=[],
        )
        for n in (2, 3)
    ]
    results = bob.send(*rows)
    assert [each["status"] for each in results] == ["accepted"] * 3, results
    links = Duty.objects.filter(standard_code="thing.refill").order_by("pk")
    assert [(link.occurrence, link.state) for link in links][:3] == [(f"n:{n}", "on_time") for n in (1, 2, 3)]
    assert links.last().state == "open"  # type: ignore[union-attr]


def test_a_link_that_was_never_made_is_kept_beside_the_last_one(phone: Phone) -> None:
    world, at = phone.world, clock.now()
    thing = world.thing(at - H, started_at=at - H, ended_at=at - 50 * M)
    assert not Duty.objects.filter(standard_code="thing.refill", state="open").exists()
    bob = Phone(world, "bob")
    other = world.duty(thing)
    key = {
        "standard": "thing.refill",
        "subject_kind": "tests.thing",
        "subject_id": thing.id,
        "occurrence": "n:1",
        "round": 1,
    }
    result = bob.send(bob.row(other, duty_id=None, key=key, items=[]))[0]
    assert result["status"] in {"shown_to_leader", "invalid"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"id": "seven"}, "bad_id"),
        ({"duty_id": 10**9}, "unknown_duty"),
        ({"duty_id": None, "key": None}, "unknown_duty"),
        ({"duty_id": "x"}, "bad_row"),
        ({"duty_id": 2**70}, "bad_row"),
        ({"offset_ms": 1.5}, "bad_row"),
        ({"device_at": "yesterday"}, "bad_moment"),
        ({"device_at": "2026-03-04T22:00:00"}, "bad_moment"),
        ({"device_at": None}, "bad_moment"),
        ({"items": "all"}, "bad_items"),
        ({"items": [{"key": "heat", "value": "warm"}]}, "bad_items"),
        ({"files": [{"item": "", "file_id": "x"}]}, "bad_row"),
        ({"files": [7]}, "bad_row"),
        ({"note": "绝密★启用前"}, "secret"),
    ],
)
def test_what_is_no_evidence_is_named_and_the_rest_of_the_batch_counts(
    phone: Phone, change: dict[str, Any], error: str
) -> None:
    duty = phone.world.duty(phone.world.thing())
    bad, good = phone.send(phone.row(duty) | change, phone.row(duty))
    assert (bad["status"], bad["error"], good["status"]) == ("invalid", error, "accepted")
    assert bad["message"]
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"evidence": 7}', '{"evidence": [7]}', "[" * 100_000, b"\xff\xfe"])
def test_a_batch_that_cannot_be_read_is_refused(phone: Phone, body: Any) -> None:
    answer = phone.post(body)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_json")


def test_a_batch_is_not_too_large(phone: Phone) -> None:
    assert phone.post({"evidence": [{}] * 201}).json()["error"] == "too_many"
    assert phone.post(" " * 2_000_001).status_code == 413


@pytest.mark.parametrize("case", ["none", "wrong", "revoked", "unused", "barred", "no_role", "other_site"])
def test_only_a_live_token_of_this_site_may_send(phone: Phone, case: str) -> None:
    person = phone.person
    if case in ("none", "wrong"):
        phone.token = {"none": "", "wrong": "gd_" + "x" * 43}[case]
    elif case == "revoked":
        Device.objects.update(revoked_at=clock.now())
    elif case == "unused":
        Device.objects.update(used_at=clock.now() - timedelta(days=90, seconds=1))
    elif case == "barred":
        person.is_active = False
        person.save()
    elif case == "no_role":
        person.memberships.all().delete()
    else:
        Device.objects.update(site=phone.world.cast.other_site)
    answer = phone.post({"evidence": []})
    assert (answer.status_code, answer.json()["error"]) == (401, "token")


def test_a_cookie_does_not_stand_in_for_the_token(phone: Phone) -> None:
    phone.client.force_login(phone.person)
    assert phone.post({"evidence": []}, Authorization="").status_code == 401


def test_the_token_opens_no_page(phone: Phone) -> None:
    for path in ("shift.json", "my/", ""):
        answer = phone.client.get(f"/s/yard/duties/{path}", headers={"Authorization": f"Bearer {phone.token}"})
        assert answer.status_code in (302, 401)


def test_a_clock_that_was_set_since_the_last_contact_is_not_trusted(phone: Phone) -> None:
    duty = phone.world.duty(phone.world.thing())
    row = phone.row(duty, offset_ms=0)
    answer = phone.post({"sent_at": stamp(clock.now() - 3 * M), "evidence": [row]}).json()["results"][0]
    assert (answer["flags"], answer["judged_at"]) == (["time_untrusted"], stamp(clock.now()))


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_photo_goes_ahead_of_its_evidence(present: datetime, transactional_db: None) -> None:
    phone = Phone(make_world())
    duty = phone.world.duty(phone.world.thing())
    row = phone.row(duty)

    def upload() -> Any:
        return phone.client.post(
            f"/s/yard/duties/sync/photo?evidence={row['id']}&item=doors", jpeg(), content_type="image/jpeg",
            headers={"Authorization": f"Bearer {phone.token}"},
        )  # fmt: skip

    first, again = upload(), upload()
    assert (first.status_code, first.json()) == (200, again.json())
    phone.send(row | {"files": [{"item": "doors", "file_id": first.json()["file_id"]}]})
    assert list(EvidenceFile.objects.values_list("item", "file_id")) == [("doors", first.json()["file_id"])]
    refused = phone.client.post(
        f"/s/yard/duties/sync/photo?evidence={row['id']}", b"not a photo", content_type="image/jpeg",
        headers={"Authorization": f"Bearer {phone.token}"},
    )  # fmt: skip
    assert (refused.status_code, refused.json()["error"]) == (422, "file_refused")


def test_this_shift_holds_what_the_phone_needs(phone: Phone) -> None:
    world, at = phone.world, clock.now()
    thing = world.thing(at, started_at=at)
    client = Client()
    client.force_login(world.cast.bob)
    shift = client.get("/s/yard/duties/shift.json").json()
    assert shift["person"] == {"id": world.cast.bob.pk, "name": str(world.cast.bob)}
    assert shift["server_time"] == stamp(at)
    refill = next(duty for duty in shift["duties"] if duty["key"]["standard"] == "thing.refill")
    assert refill["key"] == {
        "standard": "thing.refill", "subject_kind": "tests.thing", "subject_id": thing.id, "occurrence": "n:1", "round": 1,
    }  # fmt: skip
    assert refill["chain"] == {
        "n": 1, "until": stamp(thing.moments["ends_at"]), "missed_s": 600, "rests": [],  # type: ignore[arg-type]
        "links": [{"least_s": 600, "most_s": 900}, {"least_s": 900, "most_s": 1200}, {"least_s": 1500, "most_s": 1800}],
    }  # fmt: skip
    client.force_login(world.cast.lin)
    check = next(duty for duty in client.get("/s/yard/duties/shift.json").json()["duties"])
    assert [item["key"] for item in check["items"]] == ["doors", "heat"]
    assert check["items"][1] == {
        "key": "heat", "label": "室温", "kind": "number", "required": False, "low": "20", "high": "26", "unit": "°C",
    }  # fmt: skip


def test_a_device_is_registered_by_its_person_and_revoked(phone: Phone) -> None:
    client = Client()
    client.force_login(phone.world.cast.bob)
    made = client.post("/s/yard/duties/devices", {"name": "Bob's phone"})
    assert made.status_code == 201
    body = made.json()
    assert body["token"].startswith("gd_") and body["person_id"] == phone.world.cast.bob.pk
    assert not Device.objects.filter(token_hash=body["token"]).exists()
    client.force_login(phone.world.cast.carl)
    assert client.post(f"/s/yard/duties/devices/{body['device_id']}/revoke").status_code == 404
    client.force_login(phone.world.cast.mei)
    assert client.post(f"/s/yard/duties/devices/{body['device_id']}/revoke").status_code == 302
    assert Device.objects.get(pk=body["device_id"]).revoked_at is not None
