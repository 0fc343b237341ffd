"""Numbers are taken, called by turn, served, missed, moved (W15)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from guanjia.duties.public import Duty, plan_dirty
from guanjia.frontdesk.queues.actions.appointing import appoint, make_appointment, move_appointment
from guanjia.frontdesk.queues.actions.calling import (
    call_again,
    call_next,
    close_counter,
    finish,
    open_counter,
    pass_on,
    serve,
)
from guanjia.frontdesk.queues.actions.keeping import TICKET, QueueRefused
from guanjia.frontdesk.queues.actions.peaks import PEAK, add_peak, call_off_peak, plan_peaks
from guanjia.frontdesk.queues.actions.taking import arrive, give_back, return_late, set_priority, take_number
from guanjia.frontdesk.queues.models import Appointment, Business, Counter, PeakPlan, Ticket
from guanjia.frontdesk.queues.queries.history import minutes_of, usual_count
from guanjia.frontdesk.queues.queries.row import forecast, in_turn, places
from guanjia.frontdesk.queues.queries.slots import free_times
from guanjia.frontdesk.queues.rules.slots import AppointmentState
from guanjia.frontdesk.queues.rules.tickets import Lane, Priority
from guanjia.kernel.states import MoveRefused
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.queues import make_business, make_counter
from tests.harness.race import race

pytestmark = pytest.mark.django_db
S, M, H = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
P = Priority


@pytest.fixture
def fee(cast: Cast) -> Business:
    return make_business(cast.site)


@pytest.fixture
def counter(cast: Cast, fee: Business) -> Counter:
    return make_counter(cast.site, fee, open_for=cast.rita)


def taken(business: Business, after: timedelta = 0 * S, priority: Priority = P.NONE, **more: Any) -> Ticket:
    return take_number(business=business, at=NINE + after, priority=priority, **more)


def called(counter: Counter, cast: Cast, after: timedelta = M) -> Ticket:
    ticket = call_next(counter=counter, actor=cast.rita, at=NINE + after)
    assert ticket is not None
    return ticket


def served(counter: Counter, cast: Cast, after: timedelta = M, length: timedelta = 4 * M) -> Ticket:
    ticket = called(counter, cast, after)
    serve(ticket=ticket, actor=cast.rita, at=NINE + after)
    return finish(ticket=ticket, actor=cast.rita, at=NINE + after + length)


def test_numbers_count_by_day_and_business(cast: Cast, fee: Business) -> None:
    card = make_business(cast.site, "card", "B")
    assert [taken(fee).label, taken(card).label, taken(fee).label] == ["A001", "B001", "A002"]
    assert take_number(business=fee, at=NINE + 24 * H).label == "A001"


def test_a_number_runs_from_taking_to_the_end(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee)
    ticket = served(counter, cast)
    assert (ticket.state, ticket.served_by, ticket.counter) == ("done", cast.rita, counter)
    assert call_next(counter=counter, actor=cast.rita, at=NINE + H) is None


def test_special_first_but_never_more_than_the_cap_before_an_ordinary_number(
    cast: Cast, fee: Business, counter: Counter
) -> None:
    first = taken(fee)
    for number in range(1, 6):
        taken(fee, number * S, P.ELDERLY)
    order = [served(counter, cast, number * 10 * M).label for number in range(1, 7)]
    assert order == ["A002", "A003", "A004", "A001", "A005", "A006"]
    first.refresh_from_db()
    assert first.passed == 3


def test_a_closed_or_busy_counter_calls_nobody(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee), taken(fee)
    called(counter, cast)
    with pytest.raises(QueueRefused):
        call_next(counter=counter, actor=cast.rita, at=NINE + 2 * M)
    with pytest.raises(QueueRefused):
        call_next(counter=make_counter(cast.site, fee, code="2"), actor=cast.rita, at=NINE + 2 * M)


def test_called_three_times_then_given_up_and_back_at_the_end(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee)
    ticket = called(counter, cast)
    for times in (2, 3):
        assert call_again(ticket=ticket, actor=cast.rita, at=NINE + times * M).calls == times
    assert call_again(ticket=ticket, actor=cast.rita, at=NINE + 4 * M).state == "no_show"
    with pytest.raises(QueueRefused):
        call_again(ticket=ticket, actor=cast.rita, at=NINE + 5 * M)
    taken(fee, 5 * M)
    return_late(ticket=ticket, at=NINE + 6 * M, actor=cast.rita)
    assert [each.label for each in in_turn(cast.site, NINE + 6 * M)] == ["A002", "A001"]


def test_a_counter_that_closes_gives_everybody_their_place_back(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee), taken(fee, M)
    current = called(counter, cast, 2 * M)
    serve(ticket=current, actor=cast.rita, at=NINE + 3 * M)
    left = close_counter(counter=counter, actor=cast.rita, at=NINE + 4 * M)
    assert [each.label for each in left] == ["A001", "A002"], "nobody else takes this business"
    current.refresh_from_db()
    assert (current.state, current.place_at, current.counter) == ("moved", NINE, None)
    other = make_counter(cast.site, fee, code="2", open_for=cast.hana)
    assert called(other, cast, 5 * M) == current
    assert close_counter(counter=counter, actor=cast.rita, at=NINE + 6 * M) == []


def test_sent_on_to_another_business_the_place_stays(cast: Cast, fee: Business, counter: Counter) -> None:
    card = make_business(cast.site, "card", "B")
    first, _second = taken(fee), taken(card, M)
    pass_on(ticket=called(counter, cast, 2 * M), business=card, actor=cast.rita, at=NINE + 3 * M)
    assert in_turn(cast.site, NINE + 3 * M)[0] == first
    foreign = make_business(cast.other_site)
    with pytest.raises(QueueRefused):
        pass_on(ticket=first, business=foreign, actor=cast.rita, at=NINE + 3 * M)


def test_an_express_counter_takes_simple_business_first(cast: Cast, fee: Business) -> None:
    quick = make_business(cast.site, "quick", "Q", Lane.EXPRESS)
    express = make_counter(cast.site, fee, quick, code="2", open_for=cast.hana)
    taken(fee), taken(quick, M), taken(quick, 2 * M)
    assert served(express, cast, 3 * M).label == "A001", "while nobody else takes the fee it is not left aside"
    taken(fee, 4 * M)
    make_counter(cast.site, fee, open_for=cast.rita)
    assert [served(express, cast, n * 10 * M).label for n in (1, 2, 3)] == ["Q001", "Q002", "A002"]


def test_priority_is_given_at_the_desk_while_one_waits(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee)
    late = taken(fee, M)
    set_priority(ticket=late, priority=P.PREGNANT, actor=cast.rita, at=NINE + M)
    assert called(counter, cast, 2 * M).label == "A002"
    late.refresh_from_db()
    with pytest.raises(QueueRefused):
        set_priority(ticket=late, priority=P.NONE, actor=cast.rita, at=NINE + 3 * M)


def test_a_number_given_back_is_not_called(cast: Cast, fee: Business, counter: Counter) -> None:
    ticket = taken(fee)
    give_back(ticket=ticket, at=NINE + M)
    assert call_next(counter=counter, actor=cast.rita, at=NINE + 2 * M) is None
    with pytest.raises(MoveRefused):
        give_back(ticket=ticket, at=NINE + M)


def test_a_day_has_an_end(cast: Cast, fee: Business) -> None:
    cast.site.settings = {"queues.most_a_day": 10}
    cast.site.save()
    fee.refresh_from_db()
    for _number in range(10):
        taken(fee)
    with pytest.raises(QueueRefused):
        taken(fee)


def test_complex_business_is_by_appointment_for_whoever_comes_alone(cast: Cast) -> None:
    house = make_business(cast.site, "house", "H", Lane.APPOINTMENT)
    with pytest.raises(QueueRefused):
        taken(house)
    assert taken(house, actor=cast.rita).label == "H001"


def test_the_wait_is_a_duty(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee)
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="queues.wait")
    assert duty.due_at == NINE + 20 * M
    called(counter, cast, 20 * M)
    plan_dirty(now=NINE + 20 * M)
    duty.refresh_from_db()
    assert duty.state == "on_time"


def test_the_forecast_learns_from_what_was_served(cast: Cast, fee: Business, counter: Counter) -> None:
    for number in range(3):
        taken(fee)
        served(counter, cast, number * 10 * M, 4 * M)
    assert minutes_of(cast.site, NINE + H)["fee"] == 4
    for _number in range(3):
        taken(fee, H)
    waits = places(cast.site, NINE + H)
    assert [(place.ahead, place.minutes) for place in waits] == [(0, 5), (1, 5), (2, 10)]
    assert [(count, minutes) for _kind, count, minutes in forecast(cast.site, NINE + H)] == [(3, 15)]
    close_counter(counter=counter, actor=cast.rita, at=NINE + H)
    assert [minutes for _kind, _count, minutes in forecast(cast.site, NINE + H)] == [None]


def test_an_appointment_becomes_a_number_with_its_place(cast: Cast, fee: Business, counter: Counter) -> None:
    at = NINE + 90 * M
    free = free_times(fee, date(2026, 3, 5), NINE)
    assert at not in free and NINE + 88 * M in free
    made = make_appointment(business=fee, starts_at=NINE + 88 * M, at=NINE)
    assert NINE + 88 * M not in free_times(fee, date(2026, 3, 5), NINE)
    with pytest.raises(QueueRefused):
        make_appointment(business=fee, starts_at=NINE + 88 * M, at=NINE)
    taken(fee, 89 * M)
    arrive(appointment=made, at=NINE + 95 * M)
    assert called(counter, cast, 96 * M) == made.ticket
    with pytest.raises(MoveRefused):
        arrive(appointment=made, at=NINE + 95 * M)


def test_a_day_off_has_no_appointments(cast: Cast, fee: Business) -> None:
    assert free_times(fee, date(2026, 3, 8), NINE) == []
    with pytest.raises(QueueRefused):
        make_appointment(business=fee, starts_at=NINE + 72 * H, at=NINE)


def test_what_takes_long_gets_a_time_of_its_own(cast: Cast, fee: Business, counter: Counter) -> None:
    taken(fee)
    ticket = called(counter, cast)
    serve(ticket=ticket, actor=cast.rita, at=NINE + M)
    with pytest.raises(QueueRefused):
        appoint(ticket=ticket, starts_at=NINE + S, actor=cast.rita, at=NINE + 2 * M)
    made = appoint(ticket=ticket, starts_at=NINE + 24 * M, actor=cast.rita, at=NINE + 2 * M)
    assert ticket.state == "appointed" and made.state == "booked"
    assert move_appointment(appointment=made, to=AppointmentState.CANCELLED, at=NINE + 3 * M).state == "cancelled"


def test_peaks_are_foreseen_once_with_their_duties(cast: Cast) -> None:
    cast.site.settings = {"queues.fee_day": 6}
    cast.site.save()
    made = plan_peaks(site=cast.site, first=date(2026, 3, 5), days=2, at=NINE)
    assert [peak.cause for peak in made] == ["fee", "commuting", "commuting", "fee", "commuting"]
    assert plan_peaks(site=cast.site, first=date(2026, 3, 5), days=2, at=NINE) == []
    plan_dirty(now=NINE)
    first = made[0]
    ready = Duty.objects.get(standard_code="queues.peak.prepare", subject_id=first.pk)
    review = Duty.objects.get(standard_code="queues.peak.review", subject_id=first.pk)
    assert (ready.due_at, review.due_at) == (first.starts_at - 15 * M, first.ends_at + 45 * M)
    call_off_peak(peak=first, actor=cast.rita, at=NINE + M)
    plan_dirty(now=NINE + M)
    ready.refresh_from_db()
    assert ready.state == "withdrawn"


def test_a_big_event_is_a_peak(cast: Cast) -> None:
    given = {"site": cast.site, "on": date(2026, 3, 6), "words": "社区文化节", "actor": cast.rita, "at": NINE}
    add_peak(begins=time(10), ends=time(12), count=80, **given)
    assert (PeakPlan.objects.get().cause, PeakPlan.objects.get().expected_count) == ("event", 80)
    for begins, ends, on in ((time(12), time(10), date(2026, 3, 6)), (time(8), time(9), date(2026, 3, 5))):
        with pytest.raises(QueueRefused):
            add_peak(begins=begins, ends=ends, **(given | {"on": on}))


def test_the_usual_number_is_the_median_of_earlier_weeks(cast: Cast, fee: Business) -> None:
    assert usual_count(cast.site, date(2026, 3, 12), time(9), time(10)) is None
    for _number in range(4):
        taken(fee, M)
    take_number(business=fee, at=NINE - 7 * 24 * H + M)
    assert usual_count(cast.site, date(2026, 3, 12), time(9), time(10)) == 2


def test_numbers_and_peaks_are_subjects(cast: Cast, fee: Business) -> None:
    SubjectBattery.check_kind(TICKET, [taken(fee).pk, taken(fee).pk])
    peaks = plan_peaks(site=cast.site, first=date(2026, 3, 6), days=1, at=NINE)
    SubjectBattery.check_kind(PEAK, [peak.pk for peak in peaks])


def test_sitting_down_twice_is_once(cast: Cast, fee: Business) -> None:
    counter = make_counter(cast.site, fee)
    assert (
        open_counter(counter=counter, actor=cast.rita, at=NINE).rev
        == open_counter(counter=counter, actor=cast.rita, at=NINE).rev
    )
    assert open_counter(counter=counter, actor=cast.hana, at=NINE).user == cast.hana


@pytest.mark.django_db(transaction=True)
def test_two_counters_never_call_the_same_number(cast_committed: Cast) -> None:
    cast = cast_committed
    fee = make_business(cast.site)
    counters = [make_counter(cast.site, fee, code=str(n), open_for=cast.rita) for n in range(4)]
    for number in range(3):
        taken(fee, number * S)
    outcomes = race([lambda c=c: call_next(counter=c, actor=cast.rita, at=NINE + M) for c in counters])
    labels = [each.label for each in outcomes if isinstance(each, Ticket)]
    assert sorted(labels) == ["A001", "A002", "A003"] and outcomes.count(None) == 1, outcomes


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_differ(cast_committed: Cast) -> None:
    fee = make_business(cast_committed.site)
    outcomes = race([lambda: taken(fee)] * 5)
    assert sorted(each.label for each in outcomes) == ["A001", "A002", "A003", "A004", "A005"]


@pytest.mark.django_db(transaction=True)
def test_two_want_the_last_time(cast_committed: Cast) -> None:
    fee = make_business(cast_committed.site)
    when: datetime = NINE + 24 * M
    outcomes = race([lambda: make_appointment(business=fee, starts_at=when, at=NINE)] * 3)
    assert sum(isinstance(each, Appointment) for each in outcomes) == 1
    assert sum(isinstance(each, QueueRefused) for each in outcomes) == 2
