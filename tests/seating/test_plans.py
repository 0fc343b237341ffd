"""The order comes in, plans follow it, hands change them, absences move the least."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.guests import move_guest, send_substitute
from guanjia.conference.models import Guest
from guanjia.conference.public import Draft, GuestState
from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.events.public import relay
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.live.public import version
from guanjia.seating.actions import reseating
from guanjia.seating.actions.ordering import take_order
from guanjia.seating.actions.planning import choose_seat, confirm_plan, let_go, set_options, write_seats
from guanjia.seating.actions.printing import plan_pdf
from guanjia.seating.actions.reseating import cards_moved, drop_out, follow_guest
from guanjia.seating.actions.wishes import add_wish
from guanjia.seating.models import OrderLine, Reseating, SeatPlan
from guanjia.seating.queries.changes import foresee_absence, lines_of, pouring, rides_of
from guanjia.seating.queries.charts import picture_of
from guanjia.seating.queries.pages import page_of
from guanjia.seating.rules.order import Line, TieBy, pasted
from guanjia.seating.rules.refusals import PlanStale, SeatingRefused
from guanjia.seating.rules.states import PlanState, Scene
from guanjia.seating.subjects import plan_snapshots
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import make_event
from tests.seating.plans import AT, NAMES, ordered, planned, row, sign

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


def who(event: object, name: str) -> Guest:
    return Guest.objects.select_related("event__site", "site", "delegation").get(event=event, name=name)


def take(cast: Cast, event: object, text: str, **told: object) -> object:
    values = {
        "tie_by": TieBy.STROKES,
        "signed_by": "周秘书长",
        "signed_on": TODAY,
        "actor": cast.alice,
        "at": AT,
    } | told
    return take_order(event=event, lines=pasted(text), **values)


class TestOrder:
    def test_guests_get_the_organisers_numbers_and_missing_ones_are_added(self, cast: Cast) -> None:
        event = ordered(cast, *NAMES[:3])
        assert list(Guest.objects.filter(event=event).order_by("rank_no").values_list("name", flat=True)) == list(
            NAMES[:3]
        )
        second = sign(cast, event, "孙三", "赵一")
        assert second.number == 2 and who(event, "孙三").rank_no == 1 and who(event, "钱二").rank_no is None
        assert OrderLine.objects.filter(order__event=event).count() == 5, "the first list is kept"

    def test_ties_go_by_strokes_and_surname_readings(self, cast: Cast) -> None:
        event = make_event(cast.site)
        take(cast, event, "1 赵一\n2 单红\n2 王强\n2 仇平")
        assert [g.name for g in Guest.objects.filter(event=event).order_by("rank_no")] == [
            "赵一",
            "王强",
            "仇平",
            "单红",
        ]
        take(cast, event, "1 赵一\n2 单红\n2 王强\n2 仇平", tie_by=TieBy.PINYIN)
        assert [g.name for g in Guest.objects.filter(event=event).order_by("rank_no")] == [
            "赵一",
            "仇平",
            "单红",
            "王强",
        ]

    @pytest.mark.parametrize(
        ("text", "told", "field"),
        [
            ("1 赵一\n1 钱二", {}, "lines"),
            ("1 赵一", {"signed_by": " "}, "signed_by"),
            ("1 赵一", {"signed_on": date(2027, 1, 1)}, "signed_on"),
            ("", {}, "lines"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, cast: Cast, text: str, told: dict, field: str) -> None:
        event = make_event(cast.site)
        with pytest.raises(SeatingRefused) as refused:
            take(cast, event, text, **told)
        assert refused.value.field == field and not Guest.objects.filter(event=event).exists()

    def test_a_name_that_two_guests_bear_needs_the_organisation(self, cast: Cast) -> None:
        event = make_event(cast.site)
        take(cast, event, "1 王强，甲局\n2 王强，乙局")
        with pytest.raises(SeatingRefused, match="多位王强"):
            take(cast, event, "1 王强")

    def test_a_controlled_meeting_has_no_order_here(self, cast: Cast) -> None:
        with pytest.raises(SeatingRefused):
            take(cast, make_event(cast.site, secrecy="controlled"), "1 赵一")


class TestPlans:
    def test_a_rostrum_is_drawn_from_the_audience(self, cast: Cast) -> None:
        plan = planned(cast, ordered(cast, *NAMES[:5]))
        assert row(plan) == ["周五", "孙三", "赵一", "钱二", "李四"]
        page = page_of(picture_of(plan))
        assert page.drawing and len(page.spots) == 5 and not page.warnings and page.doubt == ""

    def test_a_choice_by_hand_stays_until_it_is_let_go(self, cast: Cast) -> None:
        plan = planned(cast, ordered(cast, *NAMES[:5]))
        guest = who(plan.event, "李四")
        plan = choose_seat(plan=plan, guest_id=guest.pk, key="R1-1", rev=1, actor=cast.alice, at=AT)
        assert row(plan) == ["李四", "孙三", "赵一", "钱二", "周五"]
        plan = set_options(plan=plan, options={"variant": "B"}, rev=2, actor=cast.alice, at=AT)
        assert row(plan)[0] == "李四", "hand-made choices are kept"
        plan = let_go(plan=plan, guest_id=guest.pk, rev=3, actor=cast.alice, at=AT)
        assert row(plan) == ["周五", "孙三", "赵一", "钱二", "李四"]
        with pytest.raises(PlanStale):
            choose_seat(plan=plan, guest_id=guest.pk, key="R1-1", rev=1, actor=cast.alice, at=AT)

    def test_the_other_side_of_a_table_is_refused(self, cast: Cast) -> None:
        plan = planned(cast, ordered(cast, "赵一主", "钱二客"), Scene.SIGNING)
        with pytest.raises(SeatingRefused, match="另一方"):
            choose_seat(plan=plan, guest_id=who(plan.event, "赵一").pk, key="G1", rev=1, actor=cast.alice, at=AT)

    def test_people_who_must_not_sit_together_are_named_with_the_least_change(self, cast: Cast) -> None:
        plan = planned(cast, ordered(cast, *NAMES[:5]))
        one, other = who(plan.event, "钱二"), who(plan.event, "李四")
        add_wish(event=plan.event, kind="apart", one=one, other=other, actor=cast.alice, at=AT)
        warnings = page_of(picture_of(plan)).warnings
        assert len(warnings) == 2 and "钱二" in warnings[0] and "李四" in warnings[0]
        with pytest.raises(SeatingRefused):
            add_wish(event=plan.event, kind="apart", one=one, other=None, actor=cast.alice, at=AT)

    def test_a_dinner_of_public_funds_has_three_companions_at_most(self, cast: Cast) -> None:
        names = [f"{name}客" for name in NAMES[:3]] + [f"陪同{n}主" for n in "甲乙丙丁"]
        event = ordered(cast, *names, regime="fiscal")
        with pytest.raises(SeatingRefused, match="第10条"):
            planned(cast, event, Scene.BANQUET, seats=[10])
        event.regime = "commercial"
        event.save(update_fields=["regime"])
        assert planned(cast, event, Scene.BANQUET, seats=[10]).seated.exclude(key="").count() == 7

    @pytest.mark.parametrize(("rare", "missing"), [("\U000323ae", True), ("𠮷", True), ("😀", True), ("㐂", False)])
    def test_a_card_that_no_font_has_is_named_before_printing(self, cast: Cast, rare: str, missing: bool) -> None:
        plan = planned(cast, ordered(cast, "赵一", f"钱{rare}"))
        assert any(rare in warning for warning in page_of(picture_of(plan)).warnings) is missing
        if missing:
            with pytest.raises(DocumentRefused, match=rare):
                plan_pdf(page_of(picture_of(plan)), AT)


class TestAbsence:
    def test_a_leader_drops_out_and_every_plan_follows(self, cast: Cast) -> None:
        event = ordered(cast, *NAMES[:5])
        rostrum, cars = planned(cast, event), planned(cast, event, Scene.CAR, cars=["chauffeur"])
        confirm_plan(plan=rostrum, name="周秘书长", rev=1, actor=cast.alice, at=AT)
        foreseen = foresee_absence(event, who(event, "周五"))
        assert [each.moved for each in foreseen] == [0, 0] and len(foreseen[0].lines) == 1
        made = drop_out(event=event, guest=who(event, "孙三"), reason="出差", actor=cast.alice, at=AT)
        assert [each.plan_id for each in made] == [rostrum.pk, cars.pk]
        rostrum.refresh_from_db()
        assert row(rostrum) == ["李四", "赵一", "钱二", "周五"] and rostrum.stage is PlanState.CHANGED
        assert (
            rostrum.reseated_at == AT and made[0].cards == [] and pouring(rostrum) == ["赵一", "钱二", "李四", "周五"]
        )
        again = follow_guest(guest=who(event, "孙三"), reason="", actor=cast.alice, at=AT)
        assert again == [], "a second time moves nobody"
        assert Entry.objects.filter(action="plan.reseat").count() == 2

    def test_seats_a_card_pouring_cars_gate_and_screens_are_right_at_once(self, cast: Cast, client: Client) -> None:
        event = ordered(cast, *NAMES[:5])
        rostrum, rides = planned(cast, event), planned(cast, event, Scene.CAR, cars=["chauffeur", "chauffeur"])
        screen = reverse("seating:screen", args=[cast.site.code, rostrum.pk])
        gate = reverse("seating:cars", args=[cast.site.code, event.ref])
        client.force_login(cast.bob)
        assert "孙三" in client.get(screen).content.decode()
        before = version(f"event:{event.pk}:seats")
        on_rostrum, in_cars = drop_out(event=event, guest=who(event, "孙三"), reason="", actor=cast.alice, at=AT)
        assert row(rostrum) == ["李四", "赵一", "钱二", "周五"], "seats"
        assert [line.to for line in lines_of(on_rostrum) if line.name == "孙三"] == [""], "one card goes"
        assert len(lines_of(on_rostrum)) == 3 and on_rostrum.cards == [], "two are moved, none is printed"
        assert pouring(rostrum) == ["赵一", "钱二", "李四", "周五"], "the order of pouring"
        seats = {name: spot for ride in rides_of(event) for name, spot in ride.people}
        assert list(seats) == ["赵一", "钱二", "李四", "周五"] and seats["李四"] == "1号车副驾驶", "cars"
        assert [line.name for line in lines_of(in_cars)] == ["孙三", "李四", "周五"], "least moves"
        shown = client.get(screen).content.decode()
        assert "孙三" not in shown and shown.index("李四") < shown.index("赵一"), "screens"
        assert version(f"event:{event.pk}:seats") > before, "and they are told"
        rides.refresh_from_db()
        assert plan_snapshots([rides.pk])[0].url == gate and rides.reseated_at == AT, "the gate owes the new list"
        client.force_login(cast.gus)
        assert gate in client.get(reverse("conference:event", args=[cast.site.code, event.ref])).content.decode()
        listed = client.get(gate).content.decode()
        assert "孙三" not in listed and "李四" in listed and "收回旧名单" in listed, "the list of the gate"
        assert client.get(reverse("seating:cars_paper", args=[cast.site.code, event.ref])).content[:4] == b"%PDF"
        assert client.get(reverse("seating:plan", args=[cast.site.code, rostrum.pk])).status_code == 403

    def test_one_absence_is_followed_once_and_of_a_hall_only_one_seat_is_touched(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        event = ordered(cast, *NAMES[:5])
        floor = planned(cast, event, Scene.FLOOR, rows_n=2, parts=[4])
        write_seats(floor, {f"01-0{n}": who(event, name).pk for n, name in enumerate(NAMES[:4], 1)})
        seen: list[int] = []
        monkeypatch.setattr(reseating, "follow", lambda **told: seen.append(told["plan"].pk))
        move_guest(guest=who(event, "周五"), to=GuestState.EXCUSED, actor=None, at=AT)
        move_guest(guest=who(event, "钱二"), to=GuestState.CONFIRMED, actor=None, at=AT)
        relay(now=AT + timedelta(seconds=5))
        assert seen == [], "who has no seat, or keeps it, moves nobody"
        monkeypatch.undo()
        made = drop_out(event=event, guest=who(event, "孙三"), reason="", actor=cast.alice, at=AT)
        assert [each.moves for each in made] == [[[who(event, "孙三").pk, "01-03", ""]]]
        assert [each.key for each in floor.seated.exclude(key="").order_by("key")] == ["01-01", "01-02", "01-04"]
        assert relay(now=AT + timedelta(seconds=9)) > 0 and Reseating.objects.count() == 1, "told again, done once"

    def test_who_stands_in_takes_the_very_seat_and_one_card_is_printed(self, cast: Cast) -> None:
        event = ordered(cast, *NAMES[:5])
        plan = planned(cast, event)
        made = send_substitute(guest=who(event, "孙三"), draft=Draft("陈代"), actor=cast.alice, at=AT)
        relay(now=AT + timedelta(seconds=5))
        assert row(plan) == ["周五", "陈代", "赵一", "钱二", "李四"]
        listed = Reseating.objects.get()
        assert listed.cards == [made.pk]
        assert [(line.name, bool(line.to)) for line in lines_of(listed)] == [("孙三", False), ("陈代", True)]
        move_guest(guest=who(event, "孙三"), to=GuestState.CONFIRMED, actor=cast.alice, at=AT + timedelta(hours=1))
        relay(now=AT + timedelta(hours=1, seconds=5))
        assert row(plan) == ["周五", "孙三", "赵一", "钱二", "李四"], "who comes after all sits there again"

    def test_an_answer_on_the_guests_own_page_moves_the_seats_too(self, cast: Cast) -> None:
        event = ordered(cast, *NAMES[:3])
        plan = planned(cast, event)
        move_guest(guest=who(event, "钱二"), to=GuestState.EXCUSED, actor=None, at=AT)
        relay(now=AT + timedelta(seconds=5))
        assert row(plan) == ["赵一", "孙三"]
        move_guest(guest=who(event, "钱二"), to=GuestState.CONFIRMED, actor=None, at=AT + timedelta(minutes=1))
        relay(now=AT + timedelta(minutes=2))
        assert row(plan) == ["孙三", "赵一", "钱二"]
        assert Reseating.objects.order_by("-pk")[0].cards == [who(event, "钱二").pk]

    def test_the_absence_stands_even_where_a_side_has_nobody_left(self, cast: Cast) -> None:
        event = ordered(cast, "赵一主", "钱二客")
        plan = planned(cast, event, Scene.SIGNING)
        assert drop_out(event=event, guest=who(event, "钱二"), reason="", actor=cast.alice, at=AT) == []
        assert who(event, "钱二").state == GuestState.EXCUSED
        assert any("钱二" in warning for warning in page_of(picture_of(plan)).warnings)
        with pytest.raises(SeatingRefused):
            drop_out(event=event, guest=who(event, "钱二"), reason="", actor=cast.alice, at=AT)

    def test_cards_moved_discharges_and_is_noted_once(self, cast: Cast) -> None:
        event = ordered(cast, *NAMES[:5])
        plan = planned(cast, event)
        made = drop_out(event=event, guest=who(event, "孙三"), reason="", actor=cast.alice, at=AT)[0]
        cards_moved(reseating=made, actor=cast.bob, at=AT)
        cards_moved(reseating=made, actor=cast.bob, at=AT)
        assert Entry.objects.filter(action="plan.cards_moved").count() == 1
        SubjectBattery.check_kind("seating.plan", [plan.pk, planned(cast, event, Scene.PHOTO).pk])


def test_a_line_of_a_sheet_is_a_line_of_the_list(cast: Cast) -> None:
    event = make_event(cast.site)
    order = take_order(
        event=event, lines=[Line("赵一", "甲局", "局长", 1), Line("钱二", "乙局", "", 2)], tie_by=TieBy.GIVEN,
        signed_by="周", signed_on=TODAY, actor=cast.alice, at=AT,
    )  # fmt: skip
    assert order.lines.count() == 2 and who(event, "赵一").delegation.name == "甲局"
    assert SeatPlan.objects.count() == 0
