"""Two people at once, on both engines: one sheet, one link, one room, one form, one programme. Real threads."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.approval import answer_scheme
from guanjia.conference.actions.giving_way import ask_to_give_way, give_way
from guanjia.conference.actions.intake_links import hash_of
from guanjia.conference.actions.scheme import offer_scheme, release_hold
from guanjia.conference.actions.sheet_changes import change_sheet
from guanjia.conference.actions.sheets import acknowledge
from guanjia.conference.models import (
    Block,
    ClientLink,
    Event,
    FunctionSheet,
    GivingWay,
    Scheme,
    Session,
    SheetIssue,
    SheetVersion,
)
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.public import site_now
from guanjia.places.public import Slot
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, drawn, prepared
from tests.conference.programme.importing import counts, take_over
from tests.conference.programme.making import make_session, make_xml
from tests.factories.conference import NINE
from tests.factories.places import make_room
from tests.harness.race import race

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 4


def test_two_people_change_one_sheet_and_the_second_sees_both_sides(cast_committed: Cast) -> None:
    cast = cast_committed
    room = make_room(cast.site)
    event = prepared(cast, room)
    address = reverse("conference:sheet_edit", args=["yard", event.ref])
    rev = FunctionSheet.objects.get(event=event).rev
    typed = {"room": room.pk, "on": "2026-03-05", "start": "09:00", "end": "12:00", "headcount": 20, "vip_count": 0}
    typed |= {"style": "theatre", "rev": rev, "service_tea": "on", "service_projector": "on"}
    clients = {}
    for who in ("alice", "lin"):
        clients[who] = Client()
        clients[who].force_login(cast.users[who])
    answers = race([partial(clients[who].post, address, typed | {"contacts": f"{who} 8001"}) for who in clients])
    assert sorted(answer.status_code for answer in answers) == [302, 409], answers
    lost = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert "alice 8001" in lost and "lin 8001" in lost
    assert SheetVersion.objects.filter(sheet__event=event).count() == 2


def test_a_department_acknowledges_while_a_new_version_is_made(cast_committed: Cast) -> None:
    cast = cast_committed
    event = prepared(cast, make_room(cast.site))
    for number in range(TRIES):
        sheet = FunctionSheet.objects.get(event=event)
        issue = SheetIssue.objects.get(version__sheet=sheet, department="catering", superseded_at=None)
        values = {"diets": f"no pork {number}"}
        change = partial(
            change_sheet, event=event, rev=sheet.rev, values=values, reason="", actor=cast.alice, at=BEFORE
        )
        sign = partial(acknowledge, issue_id=issue.pk, actor=cast.bob, at=BEFORE)
        made, signed = race([change, sign])
        assert isinstance(made, SheetVersion), made
        assert isinstance(signed, SheetIssue | Refused), signed
        issue.refresh_from_db()
        assert (issue.acknowledged_by == cast.bob) is isinstance(signed, SheetIssue)
        in_force = SheetIssue.objects.get(version__sheet=sheet, department="catering", superseded_at=None)
        assert (in_force.version, in_force.acknowledged_at) == (made, None)


def offered(cast: Cast) -> tuple[Scheme, ClientLink]:
    scheme = drawn(cast, make_room(cast.site))
    token = offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    return scheme, ClientLink.objects.get(token_hash=hash_of(token))


def accept(link: ClientLink) -> Event:
    return answer_scheme(link_id=link.pk, accept=True, name="Wang Fang", comment="", at=BEFORE)


def test_a_client_accepts_twice_at_once_and_is_heard_once(cast_committed: Cast) -> None:
    scheme, link = offered(cast_committed)
    outcomes = race([partial(accept, link)] * TRIES)
    assert sum(isinstance(each, Event) for each in outcomes) == 1, outcomes
    assert sum(isinstance(each, Refused) for each in outcomes) == TRIES - 1, outcomes
    assert (Session.objects.filter(event=scheme.event).count(), FunctionSheet.objects.count()) == (1, 1)
    assert Slot.objects.get().holder_kind == "conference.block"


def test_a_client_accepts_while_the_hold_is_let_go(cast_committed: Cast) -> None:
    for _ in range(TRIES):
        scheme, link = offered(cast_committed)
        let_go = partial(release_hold, scheme_id=scheme.pk, actor=None, at=BEFORE)
        event, _count = race([partial(accept, link), let_go])
        assert isinstance(event, Event), event
        event.refresh_from_db()
        assert event.stage is EventState.PREPARATION
        holders = Slot.objects.filter(room=scheme.room).values_list("holder_kind", flat=True)
        assert list(holders) == ["conference.block"]


def test_two_coordinators_give_one_room_away(cast_committed: Cast) -> None:
    cast = cast_committed
    room, _other = make_room(cast.site), make_room(cast.site)
    block = Block.objects.get(event=prepared(cast, room))
    comers = [prepared(cast, make_room(cast.site), title=title) for title in ("Urgent", "More urgent")]
    wanted = {"wanted_from": NINE, "wanted_until": NINE + timedelta(hours=1), "reason": "now", "at": BEFORE}
    asks = [partial(ask_to_give_way, block_id=block.pk, comer=comer, actor=cast.alice, **wanted) for comer in comers]
    found = race(asks)
    assert {each.pk for each in found} == {GivingWay.objects.get().pk}, found
    asked = GivingWay.objects.get()
    choices = ("room", "time") * 2
    settled = race([partial(give_way, asked_id=asked.pk, choice=each, actor=cast.alice, at=BEFORE) for each in choices])
    assert all(isinstance(each, GivingWay) for each in settled), settled
    asked.refresh_from_db()
    assert {each.choice for each in settled} == {asked.choice}
    assert asked.comer.blocks.filter(room=room).count() == 1
    block.refresh_from_db()
    assert (block.room_id != room.pk) is (asked.choice == "room")


def test_one_form_sent_many_times_at_once_makes_one_event(cast_committed: Cast) -> None:
    cache.clear()
    page = Client().get("/p/enquiry/yard/").content.decode()
    token = page.split('name="form_token" value="')[1].split('"')[0]
    on = (site_now(cast_committed.site) + timedelta(days=9)).date().isoformat()
    typed: dict[str, Any] = {"applicant": "Lotus Ltd", "title": "Review", "kind": "ordinary", "tone": "working"}
    typed |= {"on": on, "start": "09:00", "end": "12:00", "headcount": "20", "contact_name": "Wang"}
    typed |= {"contact_phone": "13900001111", "form_token": token}
    answers = race([partial(Client().post, "/p/enquiry/yard/", typed)] * TRIES)
    assert [answer.status_code for answer in answers] == [200] * TRIES, answers
    ref = Event.objects.get().ref
    assert all(ref in answer.content.decode() for answer in answers)
    assert Notice.objects.filter(user=cast_committed.alice).count() == 1
    Client().post("/p/enquiry/yard/", typed | {"title": "Another"})
    assert Event.objects.count() == 2, "what was changed and sent again is asked for anew"


def test_one_newer_programme_imported_twice_at_once_is_taken_over_once(cast_committed: Cast) -> None:
    sessions = [make_session(n, room=f"Hall {n}") for n in range(1, 9)]
    take_over(cast_committed.site, make_xml(*sessions))
    newer = make_xml(*(one | {"title": "New"} for one in sessions[:4]), *sessions[4:], make_session(9))
    done = race([lambda: counts(take_over(cast_committed.site, newer))] * TRIES)
    assert sorted(done, key=str) == [{"created": 1, "updated": 4, "unchanged": 4}, *[{"unchanged": 9}] * (TRIES - 1)]
    assert (Event.objects.count(), Session.objects.count()) == (1, 9)
    blocks = Block.objects.filter(placed=True).exclude(state="cancelled")
    assert Slot.objects.filter(holder_kind="conference.block").count() == blocks.count()
