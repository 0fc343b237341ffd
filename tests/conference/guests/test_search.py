"""Events and guests in the one search box, for whoever may see them; a guest who is erased is gone from everywhere."""

from datetime import timedelta

import pytest

from guanjia.conference.actions.admission import admit_by_hand
from guanjia.conference.actions.erasing import erase_guest_rows
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.persons.public import Person, erase
from guanjia.foundation.search.public import search
from guanjia.people.public import User
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(cast: Cast) -> Event:
    made = make_event(cast.site, title="水利工程评审会", starts_at=NINE)
    draft = Draft("单雄信", delegation="瓦岗", phone="13800138123", email="shan@example.org", diet="清真", needs="轮椅")
    add_guests(event=made, drafts=[draft], actor=cast.alice, at=NINE - timedelta(days=3))
    return made


def found(user: User, cast: Cast, text: str) -> dict[str, list[str]]:
    return {provider.kind: [hit.title for hit in hits] for provider, hits in search(user, cast.site, text)}


@pytest.mark.parametrize("text", ["水利", "评审", "工程评审", "HY-20260301", "水利 HY"])
def test_an_event_is_found_by_title_and_number(cast: Cast, event: Event, text: str) -> None:
    assert found(cast.bob, cast, text)["conference.event"] == ["水利工程评审会"]


@pytest.mark.parametrize("text", ["单雄", "shanxiong", "sxx", "8123"])
def test_a_guest_is_found_with_a_page_to_open(cast: Cast, event: Event, text: str) -> None:
    ((hit,),) = [hits for provider, hits in search(cast.alice, cast.site, text) if provider.kind == "persons.person"]
    assert hit.url == f"/s/yard/conference/e/{event.ref}/guests/{Guest.objects.get().pk}/"


@pytest.mark.parametrize("text", ["水利", "单雄信"])
def test_a_stranger_and_a_client_find_nothing(cast: Cast, event: Event, text: str) -> None:
    assert found(cast.cleo, cast, text) == {}
    assert [hits for _provider, hits in search(cast.charlie, cast.site, text)] == []
    assert [hits for _provider, hits in search(cast.charlie, cast.other_site, text)] == []


def test_a_controlled_meeting_is_found_by_those_who_plan(cast: Cast, event: Event) -> None:
    Event.objects.update(secrecy=Secrecy.CONTROLLED, title=event.ref)
    assert found(cast.alice, cast, event.ref) == {"conference.event": [event.ref]}
    assert "conference.event" not in found(cast.bob, cast, event.ref)


def test_an_erased_guest_stays_a_head_and_nothing_else(cast: Cast, event: Event) -> None:
    person = Person.objects.get(name="单雄信")
    done = erase(person, actor=cast.alice, at=NINE, reason="request", site=cast.site)
    guest = Guest.objects.get()
    assert done.erased["guests"] == 1
    assert (guest.name, guest.pinyin, guest.initials, guest.position, guest.diet, guest.needs) == ("",) * 6
    assert Guest.objects.filter(event=event).count() == 1
    assert found(cast.alice, cast, "单雄信") == {}
    assert erase_guest_rows(person, NINE) == 1


def test_the_door_reads_what_a_guest_needs(cast: Cast, event: Event) -> None:
    answer = admit_by_hand(
        site=cast.site, event_id=event.pk, guest_id=Guest.objects.get().pk, desk="1", actor=cast.alice, at=NINE
    )
    assert answer.admitted and answer.needs == "轮椅"
