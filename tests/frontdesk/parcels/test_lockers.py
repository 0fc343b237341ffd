"""Lockers behind an adapter: a fake over HTTP that checks signatures; full, offline, opened by code, expired (PARC-014)."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.custody.public import Item, unbalanced
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Message, Notice
from guanjia.foundation.messages.public import lock, unlock
from guanjia.frontdesk.parcels.actions.lockers import MOMENT, SIGNATURE, add_locker, put_into_locker
from guanjia.frontdesk.parcels.models import Locker
from guanjia.frontdesk.parcels.public import Parcel, code_of
from guanjia.frontdesk.parcels.rules.codes import MOST_TRIES
from guanjia.frontdesk.parcels.rules.signing import GOOD_FOR_S, is_genuine, sign
from guanjia.kernel import clock
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.parcels.counter import Counter

SECRET = "locker-secret"


class FakeLocker:
    """A cabinet of one box on this machine."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.forged = 0
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                moment = int(self.headers[MOMENT])
                if not is_genuine(SECRET, moment, body, self.headers[SIGNATURE], moment):
                    fake.forged += 1
                    self.send_response(403)
                elif fake.taken:
                    self.send_response(409)
                else:
                    fake.taken.append(json.loads(body))
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(json.dumps({"box": "B07", "ref": "r-1"}).encode())
                    return
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Keep quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def fake() -> Iterator[FakeLocker]:
    locker = FakeLocker()
    yield locker
    locker.server.shutdown()
    locker.server.server_close()


def a_locker(cast: Cast, address: str, secret: str = SECRET) -> Locker:
    return add_locker(site=cast.site, code="east", name="东门柜", address=address, secret=secret)


def put(cast: Cast, parcel: Parcel, locker: Locker) -> bool:
    return put_into_locker(parcel=parcel, locker=locker, actor=cast.rita, at=NINE)


def say(client: Client, event: str, *, secret: str = SECRET, late: int = 0) -> int:
    body = json.dumps({"ref": "r-1", "event": event}).encode()
    moment = int(clock.now().timestamp()) - late
    headers = {MOMENT: str(moment), SIGNATURE: sign(secret, moment, body)}
    page = reverse("locker_heard", args=["yard", "east"])
    return client.post(page, body, content_type="application/json", headers=headers).status_code


@pytest.mark.parametrize(
    ("age", "genuine"), [(0, True), (GOOD_FOR_S, True), (GOOD_FOR_S + 1, False), (-GOOD_FOR_S - 1, False)]
)
def test_a_signature_is_good_for_five_minutes(age: int, genuine: bool) -> None:
    assert is_genuine("s", 1000, b"x", sign("s", 1000, b"x"), 1000 + age) is genuine
    assert not is_genuine("s", 1000, b"y", sign("s", 1000, b"x"), 1000)
    assert not is_genuine("", 1000, b"x", sign("", 1000, b"x"), 1000)


@pytest.mark.django_db
def test_into_a_box_and_out_by_code(cast: Cast, client: Client, fake: FakeLocker) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    assert put(cast, parcel, a_locker(cast, fake.address))
    assert (parcel.box, fake.taken[0]["code"]) == ("B07", code_of(parcel)) and fake.forged == 0
    assert Message.objects.count() == 2, "told of the shelf, then of the box"
    assert say(client, "opened", secret="guessed") == 403 and say(client, "opened", late=GOOD_FOR_S + 5) == 403
    assert Parcel.objects.get().is_open
    assert say(client, "opened") == 204 and say(client, "opened") == 204
    assert Item.objects.get().state == "returned" and unbalanced(cast.site) == []
    assert [entry.action for entry in timeline(("custody.item", parcel.item_id))].count("hand_over") == 1


@pytest.mark.django_db
def test_a_full_locker_leaves_the_parcel_on_its_shelf(cast: Cast, fake: FakeLocker) -> None:
    counter = Counter(cast)
    locker = a_locker(cast, fake.address)
    first, second = counter.receive(), counter.receive("SF1234567890124")
    assert put(cast, first, locker) and not put(cast, second, locker)
    second.refresh_from_db()
    assert second.locker is None and second.item.shelf == "3"


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["gone", "stranger"])
def test_a_silent_locker_leaves_the_parcel_on_its_shelf(cast: Cast, fake: FakeLocker, broken: str) -> None:
    address, secret = (fake.address, "wrong") if broken == "stranger" else ("http://127.0.0.1:9", SECRET)
    locker = a_locker(cast, address, secret)
    parcel = Counter(cast).receive()
    assert not put(cast, parcel, locker)
    assert Locker.objects.get().offline_since == NINE and Parcel.objects.get().is_open


@pytest.mark.django_db
def test_an_expired_box_goes_back_to_the_shelf_and_says_so(cast: Cast, client: Client, fake: FakeLocker) -> None:
    parcel = Counter(cast).receive()
    put(cast, parcel, a_locker(cast, fake.address))
    assert say(client, "expired") == 204
    parcel.refresh_from_db()
    assert parcel.locker is None and parcel.is_open and Message.objects.count() == 3


@pytest.mark.django_db
def test_the_counter_puts_it_there(cast: Cast, client: Client, fake: FakeLocker) -> None:
    parcel = Counter(cast).receive()
    a_locker(cast, fake.address)
    client.force_login(cast.rita)
    assert "东门柜" in client.get(reverse("parcels:parcel", args=["yard", parcel.item.number])).content.decode()
    client.post(reverse("parcels:into_locker", args=["yard", parcel.item.number]), {"locker": "east"})
    parcel.refresh_from_db()
    assert parcel.box == "B07"


@pytest.mark.django_db
def test_codes_guessed_at_the_locker_leave_a_trace_and_the_fifth_is_told(
    cast: Cast, client: Client, fake: FakeLocker
) -> None:
    locker = a_locker(cast, fake.address)
    Locker.objects.update(offline_since=NINE)
    for tries in range(1, MOST_TRIES + 2):
        assert say(client, "wrong_code") == 204
        assert Notice.objects.filter(template="parcels.locker_guessed", user=cast.mei).count() == int(
            tries >= MOST_TRIES
        )
    assert len(timeline(("parcels.locker", locker.pk))) == MOST_TRIES + 1
    assert Locker.objects.get().offline_since is None, "who speaks is there"
    assert say(client, "wrong_code", secret="guessed") == 403


@pytest.mark.django_db
def test_a_locker_is_put_into_service_and_taken_out_when_empty(cast: Cast, client: Client, fake: FakeLocker) -> None:
    client.force_login(cast.mei)
    page = reverse("parcels:lockers", args=["yard"])
    form = {"code": "east", "name": "东门柜", "address": fake.address, "hold_hours": "24"}
    assert client.post(page, form | {"hold_hours": "0"}).status_code == 422
    shown = client.post(page, form).content.decode()
    locker = Locker.objects.get()
    secret = unlock(locker.locked_secret)
    assert secret in shown and secret not in client.get(page).content.decode(), "shown once"
    answer = client.post(page, form)
    assert answer.status_code == 422 and "东门柜" in answer.content.decode()
    fake_secret(locker)
    parcel = Counter(cast).receive()
    assert put(cast, parcel, Locker.objects.get())
    retire = reverse("parcels:locker_retire", args=["yard", "east"])
    client.post(retire)
    assert Locker.objects.get().active, "a box of it holds a parcel"
    assert say(client, "opened") == 204
    client.post(retire)
    assert not Locker.objects.get().active and say(client, "wrong_code") == 404
    client.force_login(cast.rita)
    assert client.get(page).status_code == 200 and client.post(page, form).status_code == 403


def fake_secret(locker: Locker) -> None:
    """The fake knows one secret only."""
    Locker.objects.filter(pk=locker.pk).update(locked_secret=lock(SECRET))
