"""Who comes in, and why not."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from guanjia.conference.actions.admission import admit_by_code, admit_by_hand, code_of, take_back
from guanjia.conference.actions.guests import Draft, add_guests, add_walk_in, move_guest, reissue_code, send_substitute
from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.admission import Refusal
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.persons.public import find_by_phone
from tests.cast import Cast
from tests.factories.conference import NINE, make_event


def invite(cast: Cast, event: Event, *names: str) -> list[Guest]:
    drafts = [Draft(name, delegation="市发改委", phone=f"138001380{n:02}") for n, name in enumerate(names)]
    return add_guests(event=event, drafts=drafts, actor=cast.alice, at=NINE - timedelta(days=3))


def scan(cast: Cast, event: Event, text: str, minutes: float = 0) -> object:
    return admit_by_code(
        site=cast.site, event_id=event.pk, text=text, desk="A", actor=cast.rita, at=NINE + timedelta(minutes=minutes)
    )


@pytest.mark.django_db
class TestScans:
    def test_a_good_code_opens_once(self, cast: Cast) -> None:
        event = make_event(cast.site, ends_at=NINE + timedelta(hours=2))
        (guest,) = invite(cast, event, "单田芳")
        first = scan(cast, event, code_of(guest, event))
        assert (first.admitted, first.name) == (True, "单田芳")
        second = scan(cast, event, code_of(guest, event), 5)
        assert (second.admitted, second.reason) == (False, Refusal.USED)
        assert "09:00" in second.sentence

    @pytest.mark.parametrize(("hours", "reason"), [(14, None), (14.001, Refusal.EXPIRED)])
    def test_a_code_ends_twelve_hours_after_the_event(self, cast: Cast, hours: float, reason: Refusal | None) -> None:
        event = make_event(cast.site, ends_at=NINE + timedelta(hours=2))
        (guest,) = invite(cast, event, "李敏")
        assert scan(cast, event, code_of(guest, event), hours * 60).reason == reason

    def test_refusals_name_their_reason(self, cast: Cast) -> None:
        event, other = make_event(cast.site), make_event(cast.site)
        guest, excused, newer = invite(cast, event, "张三", "李四", "王五")
        (stranger,) = invite(cast, other, "赵六")
        move_guest(guest=excused, to=GuestState.EXCUSED, actor=cast.alice, at=NINE)
        old = code_of(newer, event)
        reissue_code(guests=[newer], actor=cast.alice, at=NINE)
        assert scan(cast, event, "GJ1.forged").reason is Refusal.FORGED
        assert scan(cast, event, code_of(stranger, other)).reason is Refusal.FOREIGN
        assert scan(cast, event, code_of(excused, event)).reason is Refusal.NOT_EXPECTED
        assert scan(cast, event, old).reason is Refusal.REISSUED
        assert scan(cast, event, code_of(newer, event)).admitted
        by_hand = admit_by_hand(
            site=cast.site, event_id=event.pk, guest_id=stranger.pk, desk="A", actor=cast.rita, at=NINE
        )
        assert by_hand.reason is Refusal.UNKNOWN
        refused = Entry.objects.filter(action="guest.refuse").order_by("id")
        assert [entry.changes["reason"] for entry in refused] == [
            "forged", "foreign", "not_expected", "reissued", "unknown",
        ]  # fmt: skip
        guest.refresh_from_db()
        assert guest.admitted_at is None

    def test_an_admission_can_be_taken_back(self, cast: Cast) -> None:
        event = make_event(cast.site)
        (guest,) = invite(cast, event, "张三")
        scan(cast, event, code_of(guest, event))
        assert take_back(guest=guest, actor=cast.lin, at=NINE, reason="wrong person")
        assert scan(cast, event, code_of(guest, event)).admitted

    def test_a_substitute_takes_seat_and_place(self, cast: Cast) -> None:
        event = make_event(cast.site)
        (guest,) = invite(cast, event, "张三")
        Guest.objects.update(seat="1-3", rank_no=2)
        guest.refresh_from_db()
        stand_in = send_substitute(guest=guest, draft=Draft("孙七"), actor=cast.alice, at=NINE)
        assert (stand_in.seat, stand_in.rank_no, stand_in.stands_in_for_id) == ("1-3", 2, guest.pk)
        assert scan(cast, event, code_of(guest, event)).reason is Refusal.NOT_EXPECTED
        assert scan(cast, event, code_of(stand_in, event)).admitted


@pytest.mark.django_db
class TestList:
    def test_the_same_list_again_doubles_nobody(self, cast: Cast) -> None:
        event = make_event(cast.site)
        assert len(invite(cast, event, "张三", "李四")) == 2
        assert invite(cast, event, "张三", "李四") == []
        assert Guest.objects.filter(event=event).count() == 2

    def test_phones_lie_with_the_person(self, cast: Cast) -> None:
        event = make_event(cast.site)
        (guest,) = invite(cast, event, "曾国藩")
        assert guest.pinyin == "zengguofan"
        assert [person.pk for person in find_by_phone(site=cast.site, phone="13800138000")] == [guest.person_id]

    def test_a_walk_in_who_is_on_the_list_is_that_guest(self, cast: Cast) -> None:
        event = make_event(cast.site)
        (guest,) = invite(cast, event, "张三")
        again = add_walk_in(event=event, draft=Draft("张三", delegation="市发改委"), actor=cast.rita, at=NINE)
        assert again.pk == guest.pk
        new = add_walk_in(event=event, draft=Draft("钱八"), actor=cast.rita, at=NINE)
        assert (new.walk_in, new.answer) == (True, GuestState.CONFIRMED)

    def test_a_controlled_meeting_keeps_no_guests(self, cast: Cast) -> None:
        event = make_event(cast.site, secrecy=Secrecy.CONTROLLED)
        with pytest.raises(Refused):
            invite(cast, event, "张三")
        assert not Guest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_code_at_twelve_desks_at_once_opens_one_door(cast_committed: Cast) -> None:
    cast = cast_committed
    event = make_event(cast.site)
    for number in range(3):
        (guest,) = invite(cast, event, f"客人{number}")
        code, answers, start = code_of(guest, event), [], threading.Barrier(12)

        def knock(code: str = code, answers: list[object] = answers, start: threading.Barrier = start) -> None:
            start.wait()
            try:
                answers.append(scan(cast, event, code))
            finally:
                connection.close()

        desks = [threading.Thread(target=knock) for _desk in range(12)]
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join()
        assert sum(answer.admitted for answer in answers) == 1
        assert len(answers) == 12
    assert Entry.objects.filter(action="guest.admit").count() == 3
