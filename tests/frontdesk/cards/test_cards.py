"""W17: from the paper that is looked at to the door that forgets the card."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.events.public import relay
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import find_by
from guanjia.frontdesk.cards.models import CardStock
from guanjia.frontdesk.cards.public import (
    Card,
    CardClass,
    CardRefused,
    CardState,
    Evidence,
    cancel,
    chip_digest,
    doors_of,
    extend,
    hand_out,
    make_card,
    replace_card,
    report_lost,
    resume,
    suspend,
    take_in,
    verify_card,
)
from guanjia.frontdesk.cards.queries.cards import past_their_lease
from guanjia.frontdesk.cards.queries.doors import door_lines
from guanjia.frontdesk.cards.rules.cards import (
    CARD_MOVES,
    VISITOR_LONGEST,
    Request,
    is_tail,
    may_extend,
    refusal,
)
from guanjia.frontdesk.cards.rules.zones import ZoneRule, zones_of
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, Relation, end_occupancy, extend_occupancy
from guanjia.telemetry.public import wanted_grants
from guanjia.ui.card import Whom, panels
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.posts import make_entry, make_post
from tests.frontdesk.cards.household import D, H, Household, Wall
from tests.harness.race import race

S = timedelta(seconds=1)
LEASE_END = NINE + 30 * D


def asked(**fields: Any) -> Request:
    given = {
        "card_class": CardClass.OWNER, "relation": "owner", "evidence": Evidence.DEED, "evidence_tail": "12AB",
        "valid_from": NINE, "valid_until": None,
    }  # fmt: skip
    return Request(**(given | fields))


TENANT = {"card_class": CardClass.TENANT, "relation": "lessee", "evidence": Evidence.LEASE, "lease_ends_at": LEASE_END}
VISITOR = {"card_class": CardClass.VISITOR, "relation": "", "evidence": Evidence.OWNERS_WORD, "zone_count": 1}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, ""),
        ({"valid_until": NINE + S}, ""),
        ({"valid_until": NINE}, "valid_until"),
        ({"relation": "lessee"}, "card_class"),
        ({"relation": ""}, "card_class"),
        ({"evidence": Evidence.NONE}, "evidence"),
        ({"evidence": Evidence.LEASE}, "evidence"),
        ({"evidence_tail": ""}, "evidence_tail"),
        ({"evidence_tail": "330102199001011234"}, "evidence_tail"),
        (TENANT | {"valid_until": LEASE_END}, ""),
        (TENANT | {"valid_until": LEASE_END + S}, "valid_until"),
        (TENANT | {"valid_until": None}, "valid_until"),
        (TENANT | {"valid_until": LEASE_END, "lease_ends_at": None}, "valid_until"),
        (TENANT | {"valid_until": LEASE_END, "evidence": Evidence.OWNERS_WORD}, "evidence"),
        (VISITOR | {"valid_until": NINE + VISITOR_LONGEST}, ""),
        (VISITOR | {"valid_until": NINE + VISITOR_LONGEST + S}, "valid_until"),
        (VISITOR | {"valid_until": NINE}, "valid_until"),
        (VISITOR | {"valid_until": None}, "valid_until"),
        (VISITOR | {"valid_until": NINE + D, "zone_count": 0}, "zones"),
    ],
)
def test_who_gets_a_card(fields: dict[str, Any], field: str) -> None:
    assert refusal(asked(**fields))[0] == field


@pytest.mark.parametrize(("text", "fits"), [("12AB", True), ("123", False), ("12345", False), ("12-B", False)])
def test_only_the_tail_of_a_paper_is_noted(text: str, fits: bool) -> None:
    assert is_tail(text) is fits


@pytest.mark.parametrize(
    ("until", "lease", "may"),
    [(NINE + D, NINE + D, True), (NINE + D + S, NINE + D, False), (NINE, NINE + D, False), (NINE + D, None, False)],
)
def test_a_card_is_prolonged_as_far_as_the_lease(until: Any, lease: Any, may: bool) -> None:
    assert may_extend(CardClass.TENANT, until, lease, NINE) is may
    assert not may_extend(CardClass.FAMILY, until, lease, NINE)


ZONES = [
    ZoneRule(1, None, True, True),
    ZoneRule(2, None, False, False),
    ZoneRule(3, 7, True, False),
    ZoneRule(4, 8, True, True),
]


@pytest.mark.parametrize(
    ("card_class", "chosen", "opens"),
    [
        (CardClass.OWNER, set(), {1, 2, 3}),
        (CardClass.FAMILY, set(), {1, 3}),
        (CardClass.TENANT, set(), {1}),
        (CardClass.VISITOR, set(), set()),
        (CardClass.VISITOR, {1, 2}, {1}),
        (CardClass.VISITOR, {4}, set()),
    ],
)
def test_where_each_class_opens(card_class: CardClass, chosen: set[int], opens: set[int]) -> None:
    assert zones_of(card_class, 7, ZONES, chosen) == opens


def test_every_way_of_a_card_ends() -> None:
    assert {state for state, to in CARD_MOVES.items() if not to} == {CardState.CANCELLED_RETURNED, CardState.REFUSED}


@pytest.mark.django_db
def test_a_card_is_applied_for_verified_made_and_given_out_by_two(cast: Cast) -> None:
    home = Household(cast)
    card = home.apply(home.owner)
    assert (card.number, card.state, card.evidence_tail) == ("MK-20260305-0001", "applied", "12AB")
    with pytest.raises(MoveRefused):
        make_card(card=card, chip="04A1", actor=cast.rita, at=NINE)
    card = verify_card(card=card, actor=cast.rita, at=NINE)
    card = make_card(card=card, chip="04:a1:b2", actor=cast.rita, at=NINE)
    assert card.tail == "A1B2" and find_by(cast.site, "card", "04A1B2") == [home.owner]
    assert CardStock.objects.get().blanks == 19
    for who, signature, explained in ((cast.rita, "张三", True), (cast.hana, " ", True), (cast.hana, "张三", False)):
        with pytest.raises(CardRefused):
            hand_out(card=card, signature=signature, explained=explained, actor=who, at=NINE)
    card = hand_out(card=card, signature="张三", explained=True, actor=cast.hana, at=NINE)
    assert (card.state, card.handed_by) == ("active", cast.hana)
    assert [door.code for door in doors_of(card)] == ["gate", "lobby", "roof"]


@pytest.mark.django_db
def test_an_applicant_without_papers_is_refused(cast: Cast) -> None:
    home = Household(cast)
    with pytest.raises(CardRefused) as refused:
        home.apply(home.owner, evidence=Evidence.NONE)
    assert refused.value.field == "evidence" and not Card.objects.exists()


@pytest.mark.django_db
def test_a_stranger_gets_no_card_of_the_home(cast: Cast) -> None:
    home = Household(cast)
    with pytest.raises(CardRefused):
        home.apply(home.somebody("外人", Relation.EMERGENCY))


@pytest.mark.django_db
def test_a_lessees_card_ends_with_the_lease_and_not_later(cast: Cast) -> None:
    home = Household(cast)
    lessee = home.somebody("租户", Relation.LESSEE, until=date(2026, 4, 1))
    with pytest.raises(CardRefused) as refused:
        home.apply(lessee, CardClass.TENANT, valid_until=NINE + 60 * D)
    assert refused.value.field == "valid_until"
    card = home.active(lessee, CardClass.TENANT)
    end = card.valid_until
    assert end is not None and end.isoformat() == "2026-03-31T16:00:00+00:00", "midnight in Shanghai of 1 April"
    plan_dirty(now=NINE)
    tick(now=end - S, site=cast.site)
    assert Card.objects.get(pk=card.pk).state == "active"
    tick(now=end, site=cast.site)
    assert Card.objects.get(pk=card.pk).state == "expired" and past_their_lease(cast.site, end) == []


@pytest.mark.django_db
def test_a_renewed_lease_revives_a_lapsed_card_on_confirmation(cast: Cast) -> None:
    home = Household(cast)
    lessee = home.somebody("租户", Relation.LESSEE, until=date(2026, 4, 1))
    card = home.active(lessee, CardClass.TENANT)
    plan_dirty(now=NINE)
    lapsed = card.valid_until + H
    extend_occupancy(
        occupancy=Occupancy.objects.get(person=lessee), until=date(2026, 10, 1), actor=cast.rita, at=NINE + D
    )
    tick(now=lapsed, site=cast.site)
    card.refresh_from_db()
    assert card.state == "expired"
    with pytest.raises(CardRefused):
        extend(card=card, until=None, signature="", actor=cast.rita, at=lapsed)
    with pytest.raises(CardRefused):
        extend(card=card, until=lapsed + 365 * D, signature="租户", actor=cast.rita, at=lapsed)
    card = extend(card=card, until=None, signature="租户", actor=cast.rita, at=lapsed)
    assert card.state == "active" and card.valid_until.isoformat() == "2026-09-30T16:00:00+00:00"


@pytest.mark.django_db
def test_moving_out_ends_cards_whether_returned_or_not(cast: Cast) -> None:
    home = Household(cast)
    wall = Wall(home.gate, home.lobby)
    card = home.active(home.owner)
    waiting = home.apply(home.owner)
    wall.sync()
    assert wall.show(home.lobby, card.digest) == (True, "")
    end_occupancy(occupancy=Occupancy.objects.get(person=home.owner), on=date(2026, 3, 5), actor=cast.rita, at=NINE + H)
    relay(now=NINE + H)
    assert Card.objects.get(pk=card.pk).state == "cancelled_not_returned"
    assert Card.objects.get(pk=waiting.pk).state == "refused"
    wall.sync()
    assert wall.show(home.lobby, card.digest) == (False, "unknown")
    card = take_in(card=Card.objects.get(pk=card.pk), actor=cast.rita, at=NINE + 2 * H)
    assert card.state == "cancelled_returned"


@pytest.mark.django_db
def test_leaving_later_ends_the_card_on_that_day(cast: Cast) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    end_occupancy(occupancy=Occupancy.objects.get(person=home.owner), on=date(2026, 3, 20), actor=cast.rita, at=NINE)
    relay(now=NINE)
    card.refresh_from_db()
    assert card.state == "active" and card.valid_until.isoformat() == "2026-03-19T16:00:00+00:00"


@pytest.mark.django_db
def test_a_family_card_is_refused_in_a_closed_area(cast: Cast) -> None:
    home = Household(cast)
    wall = Wall(home.gate, home.roof)
    card = home.active(home.somebody("家属", Relation.FAMILY), CardClass.FAMILY)
    wall.sync()
    assert wall.show(home.gate, card.digest)[0] and wall.show(home.roof, card.digest) == (False, "unknown")


@pytest.mark.django_db
def test_a_visitors_card_opens_its_zone_for_its_time(cast: Cast) -> None:
    home = Household(cast)
    zone = home.zone("pool", [home.door("pool")])
    guest = home.somebody("访客", Relation.EMERGENCY)
    card = home.active(guest, CardClass.VISITOR, valid_until=NINE + 2 * H, zone_ids=(zone.pk,))
    pool = zone.doors.get()
    wall = Wall(pool, home.gate)
    wall.sync()
    assert wall.show(pool, card.digest)[0] and not wall.show(home.gate, card.digest)[0]
    wall.at = NINE + 2 * H
    assert wall.show(pool, card.digest) == (False, "expired")


@pytest.mark.django_db
def test_a_lost_card_is_replaced_in_one_act_and_raises_the_alarm_at_a_gate(cast: Cast) -> None:
    home = Household(cast)
    make_entry(make_post(cast.site, "security"), cast.gus, NINE - H, NINE + D)
    wall = Wall(home.gate)
    card = home.active(home.owner)
    wall.sync()
    new = replace_card(card=card, reason="丢失", actor=cast.rita, at=NINE + H)
    assert (Card.objects.get(pk=card.pk).state, new.state, new.replaces) == ("lost", "verified", card)
    new = make_card(card=new, chip="04FF", actor=cast.rita, at=NINE + H)
    wall.sync()
    wall.at = NINE + 2 * H
    assert wall.show(home.gate, card.digest) == (False, "unknown")
    relay(now=NINE + 2 * H)
    assert Notice.objects.filter(user=cast.gus, template="cards.dead_card_used", urgent=True).count() == 1
    assert [entry.action for entry in timeline(("cards.card", card.pk))].count("used_when_dead") == 1
    plan_dirty(now=NINE + 2 * H)
    assert Duty.objects.get(standard_code="cards.dead_card_used").post_code == "security"


@pytest.mark.django_db
def test_a_living_card_that_is_refused_raises_no_alarm(cast: Cast) -> None:
    home = Household(cast)
    wall = Wall(home.roof)
    card = home.active(home.somebody("家属", Relation.FAMILY), CardClass.FAMILY)
    wall.sync()
    wall.show(home.roof, card.digest)
    wall.show(home.roof, "0" * 64)
    relay(now=NINE)
    assert not Notice.objects.filter(template="cards.dead_card_used").exists()


@pytest.mark.django_db
def test_the_card_says_which_door_does_not_know_yet(cast: Cast) -> None:
    home = Household(cast)
    wall = Wall(home.gate)
    card = home.active(home.owner)
    assert {line.door.code: line.knows for line in door_lines(card, NINE)} == {
        "gate": False,
        "lobby": False,
        "roof": False,
    }
    wall.sync()
    assert {line.door.code: line.knows for line in door_lines(card, NINE)} == {
        "gate": True,
        "lobby": False,
        "roof": False,
    }
    report_lost(card=card, reason="丢失", actor=cast.rita, at=NINE)
    lines = door_lines(Card.objects.get(pk=card.pk), NINE)
    assert next((line.door.code, line.knows, line.opens) for line in lines) == ("gate", False, False)


@pytest.mark.django_db
def test_suspended_and_active_again(cast: Cast) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    with pytest.raises(CardRefused):
        suspend(card=card, reason="", actor=cast.rita, at=NINE)
    card = suspend(card=card, reason="业主出国", actor=cast.rita, at=NINE)
    assert wanted_grants(home.gate) == []
    card = resume(card=card, actor=cast.rita, at=NINE)
    assert [grant["key"] for grant in wanted_grants(home.gate)] == [card.digest]


@pytest.mark.django_db
def test_a_chip_belongs_to_one_living_card(cast: Cast) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    other = verify_card(card=home.apply(home.owner), actor=cast.rita, at=NINE)
    with pytest.raises(CardRefused) as refused:
        make_card(card=other, chip="04a1", actor=cast.rita, at=NINE)
    assert refused.value.field == "chip" and CardStock.objects.get().blanks == 19
    cancel(card=card, returned=True, reason="搬离", actor=cast.rita, at=NINE)
    other.refresh_from_db()
    assert make_card(card=other, chip="04a1", actor=cast.rita, at=NINE).digest == chip_digest(cast.site, "04A1")


@pytest.mark.django_db
def test_no_card_without_a_blank(cast: Cast) -> None:
    home = Household(cast)
    CardStock.objects.update(blanks=0)
    card = verify_card(card=home.apply(home.owner), actor=cast.rita, at=NINE)
    with pytest.raises(CardRefused):
        make_card(card=card, chip="04A1", actor=cast.rita, at=NINE)


@pytest.mark.django_db(transaction=True)
def test_the_last_blank_goes_into_one_card(cast_committed: Cast) -> None:
    cast = cast_committed
    home = Household(cast)
    CardStock.objects.update(blanks=1)
    cards = [verify_card(card=home.apply(home.owner), actor=cast.rita, at=NINE) for _number in range(2)]

    def make(card: Card, chip: str) -> Any:
        return lambda: make_card(card=card, chip=chip, actor=cast.rita, at=NINE)

    outcomes = race([make(cards[0], "0001"), make(cards[1], "0002")])
    assert sum(isinstance(each, Card) for each in outcomes) == 1
    assert CardStock.objects.get().blanks == 0


@pytest.mark.django_db
def test_cards_are_subjects(cast: Cast) -> None:
    home = Household(cast)
    SubjectBattery.check_kind("cards.card", [home.active(home.owner).pk, home.apply(home.owner).pk])


@pytest.mark.django_db
def test_the_panel_of_the_caller_card_takes_one_query(cast: Cast) -> None:
    home = Household(cast)
    home.active(home.owner)
    home.apply(home.owner)
    panel = next(each for each in panels(cast.rita, cast.site) if each.code == "cards")
    with CaptureQueriesContext(connection) as queries:
        rows = panel.rows(cast.site, Whom((home.owner.pk,), (home.unit.pk,)), cast.rita, NINE)
    assert len(rows) == 2 and len(queries) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("rita", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403), ("carl", 403)]
)
def test_who_sees_cards(cast: Cast, client: Client, who: str, status: int) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    client.force_login(getattr(cast, who))
    for page in (
        reverse("cards:cards", args=["yard"]),
        reverse("cards:card", args=["yard", card.number]),
        reverse("cards:zones", args=["yard"]),
        reverse("cards:form", args=["yard", card.number]),
    ):
        assert client.get(page).status_code == status


@pytest.mark.django_db
def test_a_card_goes_through_its_pages(cast: Cast, client: Client) -> None:
    home = Household(cast)
    client.force_login(cast.rita)
    apply = reverse("cards:apply", args=["yard"])
    assert "3-2-1201" in client.get(f"{apply}?unit={home.unit.pk}&person={home.owner.pk}").content.decode()
    form = {"recipient": "3-2-1201", "card_class": "owner", "evidence": "none", "evidence_tail": ""}
    assert client.post(apply, form).status_code == 422
    client.post(apply, form | {"evidence": "deed", "evidence_tail": "88X1"})
    card = Card.objects.get()
    act = lambda verb: reverse("cards:act", args=["yard", card.number, verb])  # noqa: E731
    client.post(act("verify"))
    client.post(act("make"), {"chip": "04C3D2"})
    client.post(act("hand"), {"signature": "张三", "explained": "1"})
    assert Card.objects.get().state == "issued", "whoever made it does not give it out"
    client.force_login(cast.mei)
    client.post(act("hand"), {"signature": "张三", "explained": "1"})
    page = client.get(reverse("cards:card", args=["yard", card.number])).content.decode()
    assert Card.objects.get().state == "active" and "04C3D2" not in page
    client.post(act("cancel"), {"reason": "搬离"})
    assert Card.objects.get().state == "cancelled_not_returned"
