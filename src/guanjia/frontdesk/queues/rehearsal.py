"""Days at the counters: numbers taken in peaks, people who do not come, a counter that closes early, appointments."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, F

from guanjia.foundation.rehearsal.public import Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site, local, setting, to_utc
from guanjia.frontdesk.queues.actions.appointing import make_appointment
from guanjia.frontdesk.queues.actions.calling import call_again, call_next, close_counter, finish, open_counter, serve
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.actions.peaks import plan_peaks
from guanjia.frontdesk.queues.actions.taking import arrive, take_number
from guanjia.frontdesk.queues.models import Appointment, Business, Counter, Ticket
from guanjia.frontdesk.queues.queries.slots import free_times
from guanjia.frontdesk.queues.rules.slots import AppointmentState
from guanjia.frontdesk.queues.rules.tickets import Lane, Priority, TicketState

SHARE = 0.015
KINDS = (
    ("fee", "缴费咨询", "Fees", "A", Lane.ORDINARY, 6, "房号或缴费通知单"),
    ("card", "门禁卡业务", "Access cards", "B", Lane.EXPRESS, 4, "身份证、房产证或租赁合同"),
    ("house", "入住与过户", "Moving in and transfer", "C", Lane.APPOINTMENT, 25, "房产证、身份证、授权书"),
    ("renovation", "装修办理", "Renovation", "D", Lane.ORDINARY, 12, "装修申请表、施工方资料"),
)
WALK_IN = ("fee", "fee", "card", "card", "renovation")
FIRST = (Priority.NONE,) * 7 + (Priority.ELDERLY, Priority.ELDERLY, Priority.LIMITED, Priority.PREGNANT)
HOURS = (9, 9, 9, 10, 10, 11, 14, 14, 15, 16, 16)
Deed = Callable[[Stage], None]


def cast(stage: Stage) -> None:
    """Set the counters up, foresee the week's peaks, and bring people on every working day."""
    estate = estate_of(stage)
    kinds = {
        code: Business.objects.create(
            site=stage.site, code=code, name_zh=zh, name_en=en, letter=letter, lane=lane, minutes=minutes, papers=papers
        )
        for code, zh, en, letter, lane, minutes, papers in KINDS
    }
    for number, taken in ((1, ("fee", "renovation", "house")), (2, ("card", "fee"))):
        counter = Counter.objects.create(site=stage.site, code=str(number), name=f"{number}号窗口")
        counter.kinds.set([kinds[code] for code in taken])
    plan_peaks(site=stage.site, first=estate.days[0], days=len(estate.days) + 2, at=stage.now)
    for day in estate.days:
        _day(stage, day, len(estate.homes))


def _day(stage: Stage, day: Any, homes: int) -> None:
    stage.at(_at(stage, day, time(8, 55)), _open)
    for _number in range(max(5, round(homes * SHARE))):
        moment = time(stage.rng.choice(HOURS), stage.rng.randrange(60), stage.rng.randrange(60))
        priority, kind = stage.rng.choice(FIRST), stage.rng.choice(WALK_IN)
        stage.at(_at(stage, day, moment), _come(kind, priority))
    stage.at(_at(stage, day, time(9, 1)), _agree)
    stage.at(_at(stage, day, time(17, 30)), _close)


def _at(stage: Stage, day: Any, moment: time) -> datetime:
    return to_utc(stage.site, datetime.combine(day, moment))


def _crew(stage: Stage, number: int) -> Any:
    people = estate_of(stage).crew["frontdesk"]
    return people[number % len(people)]


def _open(stage: Stage) -> None:
    for number, counter in enumerate(Counter.objects.filter(site=stage.site)):
        open_counter(counter=counter, actor=_crew(stage, number), at=stage.now)


def _come(kind: str, priority: Priority) -> Deed:
    def deed(stage: Stage) -> None:
        business = Business.objects.select_related("site").get(site=stage.site, code=kind)
        take_number(business=business, at=stage.now, priority=priority)
        stage.counts["queue.taken"] += 1
        _serve_who_is_free(stage)

    return deed


def _serve_who_is_free(stage: Stage) -> None:
    """Every open counter that has nobody calls its next number."""
    for number, counter in enumerate(Counter.objects.filter(site=stage.site, is_open=True).select_related("site")):
        try:
            ticket = call_next(counter=counter, actor=_crew(stage, number), at=stage.now)
        except QueueRefused:
            continue
        if ticket is None:
            continue
        if stage.rng.random() < 0.05:
            for turn in range(1, 4):
                stage.at(stage.now + turn * timedelta(seconds=40), _again(ticket.pk, number))
            stage.counts["queue.no_show"] += 1
        else:
            stage.at(stage.now + timedelta(seconds=30), _begin(ticket.pk, number))


def _again(pk: int, number: int) -> Deed:
    def deed(stage: Stage) -> None:
        ticket = _find(pk)
        if ticket.state == TicketState.CALLED:
            call_again(ticket=ticket, actor=_crew(stage, number), at=stage.now)
        if ticket.state != TicketState.CALLED:
            _serve_who_is_free(stage)

    return deed


def _begin(pk: int, number: int) -> Deed:
    def deed(stage: Stage) -> None:
        ticket = _find(pk)
        if ticket.state != TicketState.CALLED:
            return
        serve(ticket=ticket, actor=_crew(stage, number), at=stage.now)
        length = timedelta(minutes=ticket.business.minutes * stage.rng.uniform(0.4, 1.6))
        stage.at(stage.now + length, _end(pk, number))

    return deed


def _end(pk: int, number: int) -> Deed:
    def deed(stage: Stage) -> None:
        ticket = _find(pk)
        if ticket.state == TicketState.SERVING:
            finish(ticket=ticket, actor=_crew(stage, number), at=stage.now)
            stage.counts["queue.served"] += 1
        _serve_who_is_free(stage)

    return deed


def _find(pk: int) -> Ticket:
    return Ticket.objects.select_related("business", "site", "counter").get(pk=pk)


def _agree(stage: Stage) -> None:
    """Somebody makes an appointment for later today and comes; now and then too late."""
    house = Business.objects.select_related("site").get(site=stage.site, code="house")
    free = free_times(house, local(stage.site, stage.now).date(), stage.now)
    lived_in = [home for home in estate_of(stage).homes if home.person_ids]
    if not free or not lived_in:
        return
    starts_at, home = stage.rng.choice(free), stage.rng.choice(lived_in)
    made = make_appointment(business=house, starts_at=starts_at, at=stage.now, person_id=home.person_ids[0])
    late = timedelta(minutes=stage.rng.choice((-5, 0, 5, 25)))
    stage.at(starts_at + late, lambda later: _arrive(later, made.pk))
    stage.counts["queue.appointments"] += 1


def _arrive(stage: Stage, pk: int) -> None:
    made = Appointment.objects.select_related("business__site", "site").get(pk=pk)
    if made.state == AppointmentState.BOOKED:
        arrive(appointment=made, at=stage.now)
        _serve_who_is_free(stage)


def _close(stage: Stage) -> None:
    for number, counter in enumerate(Counter.objects.filter(site=stage.site, is_open=True).select_related("site")):
        left = close_counter(counter=counter, actor=_crew(stage, number), at=stage.now)
        stage.counts["queue.stranded"] += len(left)


def report(stage: Stage) -> dict[str, object]:
    """How many numbers were taken and served, and how they stand."""
    told: dict[str, object] = {name: count for name, count in sorted(stage.counts.items()) if name.startswith("queue.")}
    states = Ticket.objects.filter(site=stage.site).values("state").annotate(many=Count("pk")).order_by("state")
    return told | {"numbers_by_state": {row["state"]: row["many"] for row in states}}


def _served_twice(site: Site) -> list[str]:
    """Counters with two people at once, numbers that ended before they began, and numbers passed beyond the cap."""
    found = []
    busy = Ticket.objects.filter(site=site, state__in=[TicketState.CALLED, TicketState.SERVING])
    for row in busy.values("counter", "on").annotate(many=Count("pk")).filter(many__gt=1):
        found.append(f"counter {row['counter']} has {row['many']} people at once")
    done = Ticket.objects.filter(site=site, state=TicketState.DONE)
    found += [f"{row.label} ended before it began" for row in done.filter(ended_at__lt=F("serving_at"))]
    cap = setting(site, "queues.fairness_cap")
    found += [f"{row.label} was passed {row.passed} times" for row in Ticket.objects.filter(site=site, passed__gt=cap)]
    spans = done.order_by("counter", "serving_at").values_list("counter", "serving_at", "ended_at", "label")
    last: tuple[Any, ...] = (None, None, None, "")
    for span in spans:
        if span[0] == last[0] and last[2] is not None and span[1] < last[2]:
            found.append(f"{span[3]} and {last[3]} at counter {span[0]} at the same time")
        last = span
    return found


SERVED_ONCE = Invariant(
    "no number is served twice, no counter serves two, nobody is passed beyond the cap", _served_twice
)
