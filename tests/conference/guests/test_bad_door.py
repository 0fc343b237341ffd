"""What goes wrong at the door and on the pages around it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.admission import Answer, admit_by_code, code_of
from guanjia.conference.actions.guest_answers import approve_answer
from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.actions.guests import Draft, add_guests, add_walk_in, move_guest, send_substitute
from guanjia.conference.actions.paper_back import admit_from_paper
from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.guests import find_guests, inside_count
from guanjia.conference.rules.admission import Refusal
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from tests.cast import Cast
from tests.conference.guests.lists import with_guests
from tests.factories.conference import NINE, make_event

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=3)


def page(cast: Cast, event: Event, name: str, *more: object) -> str:
    return reverse(f"conference:{name}", args=[cast.site.code, event.ref, *more])


def scan(cast: Cast, event: Event, text: str, days: float = 0) -> Answer:
    return admit_by_code(
        site=cast.site, event_id=event.pk, text=text, desk="A", actor=cast.rita, at=NINE + timedelta(days=days)
    )


def test_a_code_goes_with_an_event_that_moves_to_a_later_day(cast: Cast) -> None:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    (guest,) = add_guests(event=event, drafts=[Draft("张三")], actor=cast.alice, at=BEFORE)
    first = code_of(guest, event)
    Event.objects.filter(pk=event.pk).update(starts_at=NINE + timedelta(days=7), ends_at=NINE + timedelta(days=7.1))
    assert scan(cast, event, first, 7).admitted


def test_nobody_is_let_in_to_what_is_called_off(cast: Cast) -> None:
    event = with_guests(cast, "张三")
    cancel_event(event=event, actor=cast.alice, at=BEFORE, reason="改期")
    assert scan(cast, event, code_of(Guest.objects.get(), event)).reason is Refusal.CALLED_OFF


def test_a_substitute_enters_once_approved(cast: Cast) -> None:
    event = with_guests(cast, "张三")
    (guest,) = Guest.objects.select_related("event__site", "site", "delegation")
    made = send_substitute(guest=guest, draft=Draft("李四"), actor=None, at=BEFORE)
    assert scan(cast, event, code_of(made, event)).reason is Refusal.UNAPPROVED
    approve_answer(guest=made, actor=cast.alice, at=NINE)
    assert scan(cast, event, code_of(made, event)).admitted


def test_the_code_used_on_another_day_says_which(cast: Cast) -> None:
    event = with_guests(cast, "张三")
    text = code_of(Guest.objects.get(), event)
    scan(cast, event, text)
    assert "2026-03-05" in scan(cast, event, text, 1).sentence


def test_a_walk_in_of_a_name_on_the_list_is_that_guest(cast: Cast) -> None:
    event = with_guests(cast, "张三")
    add_guests(event=event, drafts=[Draft("张三", delegation="市水利局")], actor=cast.alice, at=BEFORE)
    again = add_walk_in(event=event, draft=Draft("张三", delegation="市水利局"), actor=cast.rita, at=NINE)
    assert again.delegation.name == "市水利局"
    assert Guest.objects.count() == 2
    with pytest.raises(Refused):
        add_walk_in(event=event, draft=Draft("张三"), actor=cast.rita, at=NINE)


def test_a_walk_in_whose_name_is_on_the_list_is_nobody_new(cast: Cast) -> None:
    event = with_guests(cast, "张三")
    again = add_walk_in(event=event, draft=Draft("张三"), actor=cast.rita, at=NINE)
    assert Guest.objects.count() == 1
    assert not again.walk_in


@pytest.mark.parametrize("typed", [{"phone": "12"}, {"name": "机密★1年"}, {"name": "a\x00b"}])
def test_a_bad_walk_in_is_said_so_and_nobody_is_kept(cast: Cast, client: Client, typed: dict[str, str]) -> None:
    event = with_guests(cast)
    client.force_login(cast.rita)
    got = client.post(page(cast, event, "walk_in"), {"name": "王五"} | typed, follow=True)
    assert got.status_code in {200, 422}
    assert not Guest.objects.exists()


def test_who_comes_after_all_takes_the_place_back_and_may_be_replaced_again(cast: Cast) -> None:
    with_guests(cast, "张三")
    guest = Guest.objects.select_related("event__site", "site", "delegation").get()
    send_substitute(guest=guest, draft=Draft("李四"), actor=cast.alice, at=BEFORE)
    move_guest(guest=guest, to=GuestState.CONFIRMED, actor=cast.alice, at=BEFORE)
    assert Guest.objects.get(name="李四").state == "withdrawn"
    send_substitute(guest=guest, draft=Draft("王五"), actor=cast.alice, at=BEFORE)


def test_a_refused_substitute_leaves_the_page_as_it_was(cast: Cast, client: Client) -> None:
    with_guests(cast, "张三", "李四")
    guest = Guest.objects.select_related("event__site").get(name="张三")
    got = client.post(guest_path(guest), {"answer": "instead", "name": "李四"})
    assert got.status_code == 422
    assert 'name="answer"' in got.content.decode()


@pytest.mark.parametrize("name", ["x" * 200, "a\x00b", "机密★1年"])
def test_a_bad_name_of_a_substitute_is_said_so(cast: Cast, client: Client, name: str) -> None:
    event = with_guests(cast, "张三")
    client.force_login(cast.alice)
    got = client.post(
        page(cast, event, "guest", Guest.objects.get().pk), {"verb": "substitute", "name": name}, follow=True
    )
    assert got.status_code in {200, 422}, got
    assert Guest.objects.count() == 1


def test_a_forwarded_code_is_replaced_by_one_button(cast: Cast, client: Client) -> None:
    event = with_guests(cast, "张三")
    Guest.objects.update(invite_rev=1, told_rev=1, told_at=BEFORE)
    guest = Guest.objects.get()
    old = code_of(guest, event)
    client.force_login(cast.alice)
    assert client.post(page(cast, event, "guest", guest.pk), {"verb": "new_code"}).status_code == 302
    assert scan(cast, event, old).reason is Refusal.REISSUED
    guest.refresh_from_db()
    assert (guest.invite_rev, guest.told_rev, guest.told_at) == (2, 0, None), "the new one is sent"
    assert scan(cast, event, code_of(guest, event)).admitted


def test_somebody_leaves_and_comes_back_at_the_desk(cast: Cast, client: Client) -> None:
    event = with_guests(cast, "张三")
    pk = Guest.objects.get().pk
    scan(cast, event, code_of(Guest.objects.get(), event))
    client.force_login(cast.rita)
    client.post(page(cast, event, "by_hand", pk), {"verb": "leave"})
    assert inside_count(event) == 0
    client.post(page(cast, event, "by_hand", pk), {"verb": "return"})
    assert inside_count(event) == 1
    assert Guest.objects.get().admitted_at == NINE, "no second admission"


@pytest.mark.parametrize(("who", "enters"), [("rita", False), ("alice", True)])
def test_who_plans_approves_a_substitute_at_the_desk(cast: Cast, client: Client, who: str, enters: bool) -> None:
    event = with_guests(cast, "张三")
    guest = Guest.objects.select_related("event__site", "site", "delegation").get()
    made = send_substitute(guest=guest, draft=Draft("李四"), actor=None, at=BEFORE)
    client.force_login(getattr(cast, who))
    shown = client.get(page(cast, event, "checkin"), {"q": "李四"}).content.decode()
    assert ('value="approve"' in shown) is enters
    client.post(page(cast, event, "by_hand", made.pk), {"verb": "approve"})
    assert (Guest.objects.get(pk=made.pk).admitted_at is not None) is enters


@pytest.mark.parametrize("how", ["unapproved", "called off"])
def test_paper_does_not_open_what_the_door_keeps_shut(cast: Cast, how: str) -> None:
    event = with_guests(cast, "张三")
    guest = Guest.objects.select_related("event__site", "site", "delegation").get()
    if how == "unapproved":
        guest = send_substitute(guest=guest, draft=Draft("李四"), actor=None, at=BEFORE)
    else:
        cancel_event(event=event, actor=cast.alice, at=BEFORE, reason="改期")
        event.refresh_from_db()
    with pytest.raises(Refused):
        admit_from_paper(
            event=event, guest_ids=[guest.pk], signed_at=NINE, identity_seen=False, files=(), actor=cast.rita, at=NINE
        )
    assert not Guest.objects.filter(admitted_at__isnull=False).exists()


@pytest.mark.parametrize(
    "sent", [{"guest": "²"}, {"guest": "9" * 30}, {"signed_at": "2026-13-45T00:00"}, {"signed_at": "0001-01-01T00:00"}]
)
def test_an_odd_sheet_from_paper_is_refused_in_words(cast: Cast, client: Client, sent: dict[str, str]) -> None:
    event = with_guests(cast, "张三")
    client.force_login(cast.rita)
    got = client.post(
        page(cast, event, "paper_back"), {"guest": "1", "signed_at": "2026-03-05T09:00"} | sent, follow=True
    )
    assert got.status_code in {200, 422}


@pytest.mark.parametrize("who", ["²", "9" * 30])
def test_odd_numbers_of_guests_are_passed_over(cast: Cast, client: Client, who: str) -> None:
    event = with_guests(cast, "张三")
    client.force_login(cast.alice)
    assert client.post(page(cast, event, "invitations"), {"guest": who}, follow=True).status_code == 200
    assert client.post(page(cast, event, "papers", "badges"), {"guest": who}, follow=True).status_code == 200


@pytest.mark.parametrize("q", ["²²²²", "a\x00b", "13800138123", "12345", "x" * 5000, "%", "sān"])
def test_odd_words_find_nobody_or_somebody(cast: Cast, client: Client, q: str) -> None:
    event = with_guests(cast, "张三")
    client.force_login(cast.rita)
    got = client.get(page(cast, event, "checkin"), {"q": q})
    assert got.status_code in {200, 400}
    if q == "13800138123":
        assert "张三" in got.content.decode()


@pytest.mark.parametrize(
    "body", ["[" * 200000, '{"code": {}}', '{"code": "\\u0000"}', '{"code":"GJ1.\\ud800"}', "\xff"]
)
def test_an_odd_scan_is_refused(cast: Cast, client: Client, body: str) -> None:
    event = with_guests(cast, "张三")
    client.force_login(cast.rita)
    assert client.post(page(cast, event, "scan"), body, content_type="application/json").status_code in {200, 400}


def test_who_is_not_here_stands_first(cast: Cast) -> None:
    event = with_guests(cast, "张三", "张四")
    Guest.objects.filter(name="张三").update(admitted_at=NINE)
    assert [g.name for g in find_guests(cast.site, event, "张")] == ["张四", "张三"]


@pytest.mark.parametrize(("secrecy", "named"), [("ordinary", True), ("internal", False)])
@pytest.mark.parametrize(("name", "query"), [("hall", {}), ("checkin", {"kiosk": "1"})])
def test_screens_for_everybody_do_not_name_an_internal_meeting(
    cast: Cast, client: Client, secrecy: str, named: bool, name: str, query: dict[str, str]
) -> None:
    event = with_guests(cast, "张三", title="班子调整研究会", secrecy=secrecy)
    client.force_login(cast.rita)
    shown = client.get(page(cast, event, name), query).content.decode()
    assert ("班子调整研究会" in shown) is named
    assert 'class="phone-back"' not in shown, "no way from the kiosk into the house"
