"""Rooms compared for a scheme: the one held for the event among them, indoors and outdoors, parking."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from guanjia.conference.actions.scheme import draw_scheme, offer_scheme
from guanjia.conference.models import Intake
from guanjia.conference.queries.schemes import Offer, layouts_of, offers
from guanjia.conference.rules.needs import MeetingKind
from guanjia.conference.rules.parking import cars_expected, needs_plan
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.surroundings import rank
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, drawn, enquiry, plan
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db


def compared(event: Any, held: Any = None, heads: int = 20) -> list[Offer]:
    end = NINE + timedelta(hours=3)
    return offers(event=event, starts_at=NINE, ends_at=end, headcount=heads, styles=["theatre"], held=held)


def test_the_room_held_for_the_event_is_compared_with_the_others(cast: Cast, client: Any) -> None:
    mine, other = make_room(cast.site, name="Mine"), make_room(cast.site, name="Other")
    scheme = drawn(cast, mine)
    found = {offer.room: offer.held for offer in compared(scheme.event, scheme)}
    assert found == {mine: True, other: False}
    stranger = enquiry(cast)
    assert [offer.room for offer in compared(stranger)] == [other]
    client.force_login(cast.alice)
    page = client.get(reverse("conference:scheme", args=["yard", scheme.event.ref])).content.decode()
    assert "Mine" in page and page.count("badge") > 0


def test_a_room_whose_hold_was_let_go_is_an_ordinary_one(cast: Cast) -> None:
    mine = make_room(cast.site)
    scheme = drawn(cast, mine)
    scheme.held_until = None
    assert compared(scheme.event, scheme) == []


@pytest.mark.parametrize(
    ("wish", "outdoor", "place"),
    [
        ("", True, 0),
        ("", False, 0),
        ("indoors", True, None),
        ("indoors", False, 0),
        ("outdoors", True, 0),
        ("outdoors", False, 1),
    ],
)
def test_indoors_and_outdoors_as_the_client_wants(wish: str, outdoor: bool, place: int | None) -> None:
    assert rank(outdoor=outdoor, wish=wish) == place


@pytest.mark.parametrize(("wish", "names"), [("indoors", ["In"]), ("outdoors", ["Out", "In"]), ("", ["In", "Out"])])
def test_what_the_client_wants_comes_before_the_score(cast: Cast, wish: str, names: list[str]) -> None:
    make_room(cast.site, name="In", access_score=5)
    make_room(cast.site, name="Out", outdoor=True, access_score=0)
    event = enquiry(cast, surroundings=wish)
    found = compared(event)
    assert [offer.room.name for offer in found] == names
    assert all(bool(offer.warnings) is offer.room.outdoor for offer in found)


@pytest.mark.parametrize(("said", "asked", "cars"), [(None, False, 0), (None, True, 7), (0, True, 0), (45, False, 45)])
def test_cars_as_said_or_one_for_three_people(said: int | None, asked: bool, cars: int) -> None:
    assert cars_expected(said=said, headcount=20, asked=asked) == cars
    assert cars_expected(said=None, headcount=21, asked=True) == 7


@pytest.mark.parametrize(("cars", "plan_needed"), [(40, False), (41, True), (0, False)])
def test_more_cars_than_spaces_need_a_plan(cars: int, plan_needed: bool) -> None:
    assert needs_plan(cars=cars, spaces=40) is plan_needed


def test_parking_is_judged_with_the_spaces_of_the_site(cast: Cast) -> None:
    Site.objects.filter(pk=cast.site.pk).update(settings={"conference.parking_spaces": 10})
    cast.site.refresh_from_db()
    make_room(cast.site, access_score=5)
    event = enquiry(cast, cars=20)
    (offer,) = compared(event)
    label, score, why = offer.reasons[1]
    assert (label, score) == ("Access and parking", 3.75)
    assert "10 parking spaces for 20 cars" in why


@pytest.mark.parametrize("measure", ["extra_spaces", "shuttle", "valet"])
def test_a_crowd_of_cars_needs_one_of_three_measures(cast: Cast, measure: str) -> None:
    room = make_room(cast.site)
    scheme = drawn(cast, room, cars=41)
    with pytest.raises(Refused, match="41 cars"):
        offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    draw_scheme(event=scheme.event, plan=plan(room, parking={measure: "yes"}), actor=cast.alice, at=BEFORE)
    assert offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)


def test_as_many_cars_as_spaces_need_none(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site), cars=40)
    assert offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)


@pytest.mark.parametrize(
    ("kind", "heads", "style"),
    [
        (MeetingKind.TRAINING, 40, "classroom"),
        (MeetingKind.LAUNCH, 200, "theatre"),
        (MeetingKind.ASSEMBLY, 300, "theatre"),
        (MeetingKind.COMMITTEE, 12, "roundtable"),
        (MeetingKind.ORDINARY, 40, "u_shape"),
        (MeetingKind.BOARD, 12, "boardroom"),
    ],
)
def test_the_layout_follows_kind_and_size(cast: Cast, kind: MeetingKind, heads: int, style: str) -> None:
    assert layouts_of(enquiry(cast, kind=kind), heads)[0].style == style


def test_what_the_client_said_of_the_surroundings_is_kept(cast: Cast) -> None:
    intake = Intake.objects.get(event=enquiry(cast, surroundings="outdoors", cars=12))
    assert (intake.surroundings, intake.cars) == ("outdoors", 12)
