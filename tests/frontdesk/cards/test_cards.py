"""W17: from the paper that is looked at to the door that forgets the card."""

from datetime import date, timedelta

import pytest

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
    Evidence,
    doors_of,
    extend,
    hand_out,
    make_card,
    replace_card,
    report_lost,
    take_in,
    verify_card,
)
from guanjia.frontdesk.cards.queries.cards import past_their_lease
from guanjia.frontdesk.cards.queries.doors import door_lines
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, Relation, end_occupancy, extend_occupancy
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.posts import make_entry, make_post
from tests.frontdesk.cards.household import D, H, Household, Wall

S = timedelta(seconds=1)


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
    Card.objects.filter(pk=card.pk).update(valid_until=NINE)
    with pytest.raises(CardRefused):  # its time ends at this very moment
        hand_out(card=Card.objects.get(pk=card.pk), signature="张三", explained=True, actor=cast.hana, at=NINE)
    Card.objects.filter(pk=card.pk).update(valid_until=None)
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
