"""The count that is read aloud, the sheet that comes back, identities, queues and desks."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.admission import admit_by_code, admit_by_hand, code_of
from guanjia.conference.actions.counting import count_duty, read_count
from guanjia.conference.actions.guests import Draft, move_guest, send_substitute
from guanjia.conference.actions.identity import note_identity, set_real_name
from guanjia.conference.actions.paper_back import admit_from_paper
from guanjia.conference.actions.service import note
from guanjia.conference.models import Block, Desk, Guest, NoteKind
from guanjia.conference.queries.guests import head_count, hint_of, hold_of
from guanjia.conference.rules.admission import Refusal
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.queue import Flow, hold_s, in_rush, queue_hint
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import Duty, DutyState, plan_dirty
from guanjia.foundation.documents.public import qr_png
from guanjia.foundation.files.models import FileHold
from tests.cast import Cast
from tests.conference.guests.lists import in_a_room
from tests.factories.conference import NINE

BEFORE = NINE - timedelta(days=5)
FOUR = tuple(Draft(name, delegation="市财政局", position="处长") for name in ("张三", "李四", "王五", "赵六"))


def guest(name: str) -> Guest:
    return Guest.objects.select_related("site", "event__site", "delegation").get(name=name)


def admit(cast: Cast, block: Block, name: str, at: datetime = NINE) -> Any:
    return admit_by_hand(
        site=cast.site, event_id=block.event_id, guest_id=guest(name).pk, desk="A", actor=cast.rita, at=at
    )


@pytest.mark.django_db
class TestCount:
    @pytest.fixture
    def block(self, cast: Cast) -> Block:
        made = in_a_room(cast, *FOUR)
        plan_dirty(now=BEFORE)
        return made

    def test_it_is_read_ten_minutes_before_the_start(self, block: Block) -> None:
        duty = count_duty(block)
        assert duty is not None
        assert (duty.due_at, duty.post_code) == (NINE - timedelta(minutes=10), "conference.greeter")

    @pytest.mark.parametrize(("seconds", "state"), [(0, DutyState.ON_TIME), (1, DutyState.LATE)])
    def test_the_four_numbers_are_the_evidence(self, cast: Cast, block: Block, seconds: int, state: DutyState) -> None:
        move_guest(guest=guest("李四"), to=GuestState.EXCUSED, actor=cast.alice, at=BEFORE)
        send_substitute(guest=guest("王五"), draft=Draft("孙七"), actor=cast.alice, at=BEFORE)
        admit(cast, block, "张三", NINE - timedelta(minutes=20))
        at = NINE - timedelta(minutes=10) + timedelta(seconds=seconds)
        receipt = read_count(block=block, actor=cast.lin, at=at)
        assert read_count(block=block, actor=cast.lin, at=at) == receipt
        duty = count_duty(block)
        assert duty is not None and duty.state == state
        (evidence,) = duty.evidence.all()
        said = {item["key"]: item["value"] for item in evidence.items}
        assert said == {"expected": 4, "present": 1, "excused": 1, "substituted": 1}
        assert head_count(block.event).missing == 2

    def test_guests_are_seen_off_at_the_end(self, block: Block) -> None:
        duty = Duty.objects.get(standard_code="conference.farewell")
        assert (duty.due_at, duty.post_code) == (block.ends_at, "conference.greeter")

    def test_without_a_list_nothing_is_read(self, cast: Cast) -> None:
        block = in_a_room(cast)
        plan_dirty(now=BEFORE)
        assert not Duty.objects.filter(standard_code="conference.count_read").exists()
        with pytest.raises(Refused):
            read_count(block=block, actor=cast.lin, at=NINE)

    def test_cards_are_photographed_where_somebody_has_a_seat(self, cast: Cast, block: Block) -> None:
        assert not Duty.objects.filter(standard_code="conference.cards.placed").exists()
        other = in_a_room(cast, Draft("张三丰", seat="1-1"))
        plan_dirty(now=BEFORE)
        duty = Duty.objects.get(standard_code="conference.cards.placed")
        assert (duty.subject_id, duty.due_at) == (other.pk, NINE - timedelta(minutes=45))

    def test_the_page_says_it_and_takes_it(self, cast: Cast, client: Client, block: Block) -> None:
        page = reverse("conference:count", args=["yard", block.pk])
        client.force_login(cast.charlie)
        assert client.get(page).status_code == 404
        client.force_login(cast.lin)
        assert "应到 4 人，实到 0 人，请假 0 人，替会 0 人" in client.get(page).content.decode()
        type(cast.site).objects.update(held_at=NINE - timedelta(minutes=11))
        client.post(page)
        duty = count_duty(block)
        assert duty is not None and duty.state == DutyState.ON_TIME


@pytest.mark.django_db
class TestPaper:
    def sign(self, cast: Cast, block: Block, *names: str, **more: Any) -> int:
        ids = [guest(name).pk for name in names]
        given = {"signed_at": NINE, "identity_seen": False, "files": [], "at": NINE + timedelta(hours=3)} | more
        return admit_from_paper(event=block.event, guest_ids=ids, actor=cast.rita, **given)

    def test_who_signed_is_admitted_as_of_then_and_once(self, cast: Cast) -> None:
        block = in_a_room(cast, *FOUR)
        admit(cast, block, "张三", NINE - timedelta(minutes=5))
        assert self.sign(cast, block, "张三", "李四") == 1
        assert self.sign(cast, block, "李四") == 0
        assert (guest("李四").admitted_at, guest("李四").admitted_desk) == (NINE, "paper")
        assert guest("张三").admitted_desk == "A"
        assert admit(cast, block, "李四").reason is Refusal.USED

    def test_a_sheet_of_tomorrow_and_an_unseen_identity_are_refused(self, cast: Cast) -> None:
        block = in_a_room(cast, *FOUR)
        with pytest.raises(Refused):
            self.sign(cast, block, "张三", at=NINE - timedelta(seconds=1))
        set_real_name(event=block.event, on=True, actor=cast.alice, at=BEFORE)
        with pytest.raises(Refused):
            self.sign(cast, block, "张三")
        assert self.sign(cast, block, "张三", identity_seen=True) == 1
        assert guest("张三").identity_seen_at == NINE

    def test_the_page_keeps_ticks_and_photo(self, cast: Cast, client: Client) -> None:
        block = in_a_room(cast, *FOUR)
        page = reverse("conference:paper_back", args=["yard", block.event.ref])
        client.force_login(cast.rita)
        ticked = {"guest": [guest("张三").pk], "signed_at": "2199-01-01T09:00"}
        wrong = client.post(page, ticked)
        assert wrong.status_code == 422 and "checked" in wrong.content.decode()
        broken = SimpleUploadedFile("sheet.jpg", b"no photo")
        assert client.post(page, ticked | {"signed_at": "2026-03-05T09:00", "photo": broken}).status_code == 422
        type(cast.site).objects.update(held_at=NINE + timedelta(hours=3))
        good = SimpleUploadedFile("sheet.png", _png())
        assert client.post(page, ticked | {"signed_at": "2026-03-05T09:00", "photo": good}).status_code == 302
        assert guest("张三").admitted_at == NINE
        assert FileHold.objects.filter(holder_kind="conference.sign_in", holder_id=block.event_id).count() == 1


def _png() -> bytes:
    return qr_png("sheet")


@pytest.mark.django_db
class TestIdentity:
    def test_by_real_name_the_paper_is_looked_at_first(self, cast: Cast) -> None:
        block = in_a_room(cast, *FOUR)
        assert set_real_name(event=block.event, on=True, actor=cast.alice, at=BEFORE)
        assert not set_real_name(event=block.event, on=True, actor=cast.alice, at=BEFORE)
        who = guest("张三")
        told = {
            "site": cast.site,
            "event_id": block.event_id,
            "text": code_of(who, block.event),
            "desk": "A",
            "actor": cast.rita,
        }
        refused = admit_by_code(**told, at=NINE)
        assert (refused.admitted, refused.reason) == (False, Refusal.IDENTITY)
        assert note_identity(guest=who, actor=cast.rita, at=NINE)
        assert not note_identity(guest=who, actor=cast.rita, at=NINE)
        assert admit_by_code(**told, at=NINE).admitted
        assert admit_by_code(**told, at=NINE).reason is Refusal.USED
        set_real_name(event=block.event, on=False, actor=cast.alice, at=NINE)
        assert admit(cast, block, "李四").admitted

    def test_the_desk_ticks_and_admits_in_one_press(self, cast: Cast, client: Client) -> None:
        block = in_a_room(cast, *FOUR)
        client.force_login(cast.alice)
        client.post(reverse("conference:real_name", args=["yard", block.event.ref]), {"on": "1"})
        client.force_login(cast.rita)
        page = reverse("conference:by_hand", args=["yard", block.event.ref, guest("张三").pk])
        client.post(page)
        assert guest("张三").admitted_at is None
        client.post(page, {"verb": "identity"})
        assert guest("张三").admitted_at is not None


@pytest.mark.parametrize(
    ("flow", "per_minute", "congested", "wanted", "minutes"),
    [
        (Flow(2, 0, 40, 5), 4, False, 2, 5),
        (Flow(2, 0, 41, 5), 4, True, 3, 6),
        (Flow(2, 31, 10, 30), 4, False, 1, 2),
        (Flow(2, 32, 10, 30), 4, True, 1, 2),
        (Flow(0, 0, 5, 60), 4, False, 1, 2),
        (Flow(1, 0, 0, 60), 4, False, 0, 0),
        (Flow(1, 0, 21, -10), 4, True, 2, 6),
    ],
)
def test_more_desks_are_asked_for_in_time(
    flow: Flow, per_minute: int, congested: bool, wanted: int, minutes: int
) -> None:
    hint = queue_hint(flow, per_minute)
    assert (hint.congested, hint.wanted, hint.minutes) == (congested, wanted, minutes)


@pytest.mark.parametrize(
    ("limit", "passed", "held"),
    [
        (2, [], 0),
        (2, [-5], 0),
        (2, [-5, -20], 40),
        (2, [-5, -20, -59], 40),
        (2, [-1, -60], 0),
        (2, [-1, -59], 1),
        (1, [5], 0),
    ],
)
def test_the_door_holds_where_so_many_pass_a_minute(limit: int, passed: list[int], held: int) -> None:
    assert hold_s(limit, [NINE + timedelta(seconds=each) for each in passed], NINE) == held


@pytest.mark.parametrize(("minutes", "rush"), [(-60.1, False), (-60, True), (15, True), (15.1, False)])
def test_guests_come_around_the_start(minutes: float, rush: bool) -> None:
    assert in_rush(NINE, NINE + timedelta(minutes=minutes)) is rush


@pytest.mark.django_db
class TestDesks:
    def test_entry_is_limited_at_the_desk_and_on_the_wall(self, cast: Cast, client: Client) -> None:
        block = in_a_room(cast, *(Draft(f"客人{n}") for n in range(3)))
        for words in ("", "0", "601", "many", "²"):
            with pytest.raises(Refused):
                note(block=block, kind=NoteKind.LIMITED, words=words, actor=cast.bob, at=NINE)
        assert hold_of(block.event, NINE) is None
        note(block=block, kind=NoteKind.LIMITED, words="2", actor=cast.bob, at=NINE)
        one, two, _three = Guest.objects.order_by("pk")
        Guest.objects.filter(pk=one.pk).update(admitted_at=NINE)
        Guest.objects.filter(pk=two.pk).update(
            admitted_at=NINE - timedelta(hours=1), left_at=NINE + timedelta(seconds=9)
        )
        type(cast.site).objects.update(held_at=NINE + timedelta(seconds=10))
        client.force_login(cast.rita)
        for name in ("checkin", "hall"):
            assert (
                "09:01:00" in client.get(reverse(f"conference:{name}", args=["yard", block.event.ref])).content.decode()
            )
        assert hold_of(block.event, NINE + timedelta(seconds=61)).seconds == 0
        Block.objects.update(state="ended")
        assert hold_of(block.event, NINE + timedelta(seconds=61)) is None  # a limit ends with its meeting
        Block.objects.update(state="running")
        note(block=block, kind=NoteKind.OPENED, actor=cast.bob, at=NINE + timedelta(seconds=70))
        assert hold_of(block.event, NINE + timedelta(seconds=71)) is None

    def test_the_hint_stands_at_the_desk_and_on_the_wall(self, cast: Cast, client: Client) -> None:
        block = in_a_room(cast, *(Draft(f"客人{n}") for n in range(30)))
        early = NINE - timedelta(minutes=61)
        assert hint_of(block.event, head_count(block.event), early) is None
        hint = hint_of(block.event, head_count(block.event), NINE - timedelta(minutes=5))
        assert hint is not None and hint.congested and hint.wanted == 2
        type(cast.site).objects.update(held_at=NINE - timedelta(minutes=5))
        client.force_login(cast.rita)
        page = client.get(reverse("conference:checkin", args=["yard", block.event.ref])).content.decode()
        assert "需要 2 个，现有 1 个" in page
        assert "个签到台待开" in client.get(reverse("conference:hall", args=["yard", block.event.ref])).content.decode()

    def test_a_token_is_shown_once_and_revoked(self, cast: Cast, client: Client) -> None:
        block = in_a_room(cast, *FOUR)
        type(cast.site).objects.update(held_at=NINE)
        page = reverse("conference:desks", args=["yard", block.event.ref])
        client.force_login(cast.rita)
        assert client.get(page).status_code in (403, 404)
        client.force_login(cast.alice)
        client.post(page, {"name": " "})
        client.post(page, {"name": "A1"})
        shown = client.get(page).content.decode()
        token = shown.split('id="token"')[1].split('value="')[1].split('"')[0]
        assert token.startswith("gk_") and token not in client.get(page).content.decode()
        lane, body = (
            reverse("desk_scan", args=[block.event_id]),
            json.dumps({"code": code_of(guest("张三"), block.event)}),
        )
        head = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
        assert client.post(lane, body, **head).json()["outcome"] == "admitted"
        client.post(reverse("conference:desk_close", args=["yard", block.event.ref, Desk.objects.get().pk]))
        assert Desk.objects.get().revoked_at is not None
