"""Guests of a conference are announced to the gates, follow every change, and are nobody twice (VISI-011)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.gates import AHEAD, AT_GATES, Announced, announce_all, announce_guests
from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.actions.guests import Draft, add_guests, move_guest
from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.rules.gates import gate_span
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.sites.models import Site
from guanjia.frontdesk.visitors.public import Visit, VisitKind, VisitState, admit, arrive, sign_out
from guanjia.frontdesk.visitors.queries.mustering import everybody_inside
from guanjia.people.public import enter
from tests.cast import Cast
from tests.conference.guests.lists import in_a_room
from tests.factories.conference import NINE

H = timedelta(hours=1)
DAY = timedelta(days=1)
BEFORE = NINE - 20 * H


def test_the_pass_lasts_from_two_hours_before_to_three_hours_after() -> None:
    assert gate_span([(NINE + H, NINE + 2 * H), (NINE, NINE + H)]) == (NINE - 2 * H, NINE + 5 * H)
    assert gate_span([]) is None


@pytest.fixture
def event(cast: Cast) -> Event:
    """A meeting tomorrow from nine to eleven with three guests, at a site whose gates ask."""
    cast.site.settings[AT_GATES.key] = True
    cast.site.save()
    Site.objects.filter(pk=cast.site.pk).update(held_at=BEFORE)
    return in_a_room(cast, Draft("李敏", phone="13800138001"), Draft("王芳"), Draft("赵刚")).event


def booked(state: VisitState = VisitState.BOOKED) -> list[str]:
    return sorted(
        Visit.objects.filter(source_kind="conference.guest", state=state).values_list("person__name", flat=True)
    )


@pytest.mark.django_db
def test_guests_stand_in_the_gates_list_once_and_follow_their_list(cast: Cast, event: Event) -> None:
    assert announce_guests(event_id=event.pk, at=NINE + 5 * H) == Announced(), "the pass would be over that moment"
    assert announce_all(site=event.site, at=BEFORE) == Announced(made=3)
    assert announce_all(site=event.site, at=BEFORE) == Announced()
    visit = Visit.objects.filter(person__name="李敏").get()
    assert (visit.kind, visit.expected_at, visit.pass_until) == (VisitKind.CONFERENCE, NINE - 2 * H, NINE + 5 * H)
    assert visit.purpose == event.title and booked() == ["李敏", "王芳", "赵刚"]
    guest = Guest.objects.get(name="王芳")
    move_guest(guest=guest, to=GuestState.EXCUSED, actor=cast.alice, at=BEFORE)
    add_guests(event=event, drafts=[Draft("钱七")], actor=cast.alice, at=BEFORE)
    assert announce_all(site=event.site, at=BEFORE) == Announced(made=1, withdrawn=1)
    guest.refresh_from_db()
    move_guest(guest=guest, to=GuestState.CONFIRMED, actor=cast.alice, at=BEFORE)
    assert announce_all(site=event.site, at=BEFORE) == Announced(made=1)
    block = Block.objects.get(event=event)
    shift_block(block_id=block.pk, rev=None, room_id=block.room_id, starts_at=NINE + H, actor=cast.alice, at=BEFORE)
    assert announce_all(site=event.site, at=BEFORE) == Announced(moved=4)
    visit.refresh_from_db()
    assert visit.pass_from == NINE - H and visit.serial == 2
    event.refresh_from_db()
    cancel_event(event=event, reason="主办方取消", actor=cast.alice, at=BEFORE)
    assert announce_all(site=event.site, at=BEFORE) == Announced(withdrawn=4) and booked() == []


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["setting off", "too early", "over", "controlled", "another site"])
def test_who_is_not_announced(cast: Cast, event: Event, case: str) -> None:
    site, at = event.site, BEFORE
    if case == "setting off":
        site.settings[AT_GATES.key] = False
    elif case == "too early":
        at = NINE - AHEAD - timedelta(minutes=1)
    elif case == "over":
        at = NINE + 6 * H
        assert announce_guests(event_id=event.pk, at=NINE + 5 * H) == Announced()
    elif case == "controlled":
        Event.objects.update(secrecy=Secrecy.CONTROLLED)
    else:
        site = cast.other_site
        site.settings[AT_GATES.key] = True
    assert announce_all(site=site, at=at) == Announced() and not Visit.objects.exists()
    assert announce_all(site=event.site, at=NINE - AHEAD).made == (0 if case in {"setting off", "controlled"} else 3)


@pytest.mark.django_db
def test_a_guest_at_the_gate_needs_no_name_typed_and_is_called_once(cast: Cast, event: Event, client: Client) -> None:
    announce_all(site=event.site, at=BEFORE)
    visit = Visit.objects.select_related("site", "person").get(person__name="李敏")
    guest = Guest.objects.get(name="李敏")
    page = client.get(guest_path(guest)).content.decode()
    assert f"/p/pass/{visit.token}/" in page
    arrive(visit=visit, where="东门", actor=cast.gus, at=NINE - H)
    admit(visit=visit, actor=cast.gus, at=NINE - H)
    enter(site=event.site, kind="attendee", ref=("conference.guest", guest.pk), person_id=visit.person_id, at=NINE)
    inside = [each for each in everybody_inside(event.site) if each.person == visit.person]
    assert len(inside) == 1 and inside[0].ref_kind == "visitors.visit"
    move_guest(guest=guest, to=GuestState.EXCUSED, actor=cast.alice, at=NINE)
    assert announce_guests(event_id=event.pk, at=NINE).withdrawn == 0
    visit.refresh_from_db()
    assert visit.stage is VisitState.ADMITTED and visit.leave_by == visit.pass_until


@pytest.mark.django_db
def test_a_guest_goes_out_for_lunch_and_comes_again_the_next_day(cast: Cast, event: Event, client: Client) -> None:
    announce_all(site=event.site, at=BEFORE)
    visit = Visit.objects.select_related("site", "person").get(person__name="李敏")
    Visit.objects.filter(pk=visit.pk).update(pass_until=NINE + 2 * DAY)
    visit.refresh_from_db()
    for out in (3 * H, 6 * H, DAY + H):
        visit = admit(visit=visit, actor=cast.gus, at=NINE + out - H)
        assert visit.leave_by == NINE + (20 * H if out < DAY else 44 * H), "when the night is over, not days later"
        visit = sign_out(visit=visit, need_met=True, actor=cast.gus, at=NINE + out)
    page = reverse("visitor_pass", args=[visit.token])
    for at, shown in ((NINE + 2 * DAY, True), (NINE + 2 * DAY + H, False)):
        Site.objects.filter(pk=event.site.pk).update(held_at=at)
        assert ("<img" in client.get(page).content.decode()) is shown
