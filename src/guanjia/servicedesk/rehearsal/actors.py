"""A week of requests (W19): what residents report, what the crew does about it, and what goes wrong."""

from datetime import datetime, time, timedelta

from guanjia.foundation.rehearsal.public import Home, Stage, estate_of
from guanjia.foundation.sites.public import local, to_utc
from guanjia.posts.public import Qualification
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.public import (
    Ask,
    Channel,
    OrderRefused,
    OrderState,
    Outcome,
    RequestRefused,
    RequestState,
    Word,
    accept_order,
    acknowledge_request,
    arrive_order,
    call_back,
    cancel_request,
    close_request,
    complete_order,
    complete_request,
    dispatch_order,
    end_incident,
    give_up_calling,
    likely_same,
    link_incident,
    log_request,
    make_order,
    merge_request,
    move_order,
    no_access,
    open_incident,
    set_appointment,
    tell_progress,
)
from guanjia.servicedesk.rehearsal.past import take_over
from guanjia.servicedesk.rules.requests import FIVE_TREASURES

S = RequestState
SHARE = 0.012
SAID = (
    ("单元门关不严", "door.entrance"), ("对讲听不见声音", "door.entrance"), ("暖气不热", "heating.cold"),
    ("家里停电，空开跳闸", "power.none"), ("水压很小", "water.none"), ("半夜装修太吵", "noise"),
    ("消防通道被车堵住", "parking.block"), ("楼道里有狗粪没人打扫", "dog"), ("地下室有老鼠", "pest"),
    ("电梯运行有异响", "lift.fault"), ("请问装修手续怎么办理", "rule.question"), ("物业费账单看不懂", "fee.question"),
    ("希望增加快递柜", "suggestion"), ("感谢保安帮忙搬东西", "compliment"), ("厨房漏水", "water.leak"),
)  # fmt: skip
LATER_TODAY = (
    ("厨房水压小，晚上家里有人", "water.none"), ("插座松动，下班后在家", "power.none"), ("暖气阀门漏气，请晚点来", "heating.cold"),
)  # fmt: skip
WAYS = (Channel.CALL, Channel.CALL, Channel.COUNTER, Channel.PORTAL, Channel.GROUP)
DONE = ("已修复，试用正常", "更换配件后恢复", "现场处理完毕，已清理", "已调试，业主在场确认")


def cast_requests(stage: Stage) -> None:
    """Reports of every day spread over its waking hours; a mass outage on the second day; a duplicate now and then."""
    estate = estate_of(stage)
    homes = [home for home in estate.homes if home.person_ids]
    if not homes:
        return
    _certify(stage)
    take_over(stage)
    for number, day in enumerate(estate.days):
        count = max(3, round(len(homes) * SHARE))
        for _ in range(count):
            home, at = stage.rng.choice(homes), _moment(stage, day, 8, 21)
            words, kind = stage.rng.choice(SAID)
            stage.at(at, _asking(home, words, kind, stage.rng.choice(WAYS)))
        for hour in range(9, 20, 2):
            moment = _moment(stage, day, hour, hour + 1)
            stage.at(moment, _asking(stage.rng.choice(homes), *stage.rng.choice(LATER_TODAY), Channel.CALL, in_hours=3))
        if number % 3 == 1:
            _outage(stage, homes, _moment(stage, day, 9, 17))


def _certify(stage: Stage) -> None:
    """Technicians hold what electrical work and lifts ask for; the certificate of the second one ran out before."""
    lapsed = local(stage.site, stage.now).date() - timedelta(days=1)
    for number, user in enumerate(estate_of(stage).crew.get("technician", [])):
        for kind in ("electrician", "lift"):
            Qualification.objects.get_or_create(
                site=stage.site, user=user, kind=kind, defaults={"expires_on": lapsed if number == 1 else None}
            )


def _moment(stage: Stage, day: object, first: int, last: int) -> datetime:
    minutes = stage.rng.randrange(first * 60, last * 60)
    return to_utc(stage.site, datetime.combine(day, time(minutes // 60, minutes % 60)))  # type: ignore[arg-type]


def _crew(stage: Stage, post: str) -> object:
    crew = estate_of(stage).crew
    people = crew.get(post) or crew.get("frontdesk") or next(iter(crew.values()), [None])
    return stage.rng.choice(people)


def _asking(home: Home, words: str, kind: str, way: Channel, in_hours: int = 0):  # type: ignore[no-untyped-def]
    """Somebody asks; with `in_hours` somebody may come only then, for two hours."""

    def deed(stage: Stage) -> None:
        desk = None if way is Channel.PORTAL else _crew(stage, "frontdesk")
        comes = stage.now + timedelta(hours=in_hours)
        ask = Ask(
            title=words, kind=kind, channel=way, unit_id=home.unit_id, person_id=home.person_ids[0],
            appointment=(comes, comes + timedelta(hours=2)) if in_hours else None,
        )  # fmt: skip
        row = log_request(site=stage.site, ask=ask, actor=desk, at=stage.now)
        stage.counts["requests"] += 1
        stage.at(stage.now + timedelta(minutes=stage.rng.randrange(2, 40)), _look_at(row.pk))

    return deed


def _row(pk: int) -> ServiceRequest:
    return ServiceRequest.objects.select_related("site", "person", "unit", "place").get(pk=pk)


def _later(stage: Stage, least: int, most: int) -> datetime:
    return stage.now + timedelta(minutes=stage.rng.randrange(least, most))


def _look_at(pk: int):  # type: ignore[no-untyped-def]
    """The desk: the same fault again is merged, words are answered, work is given out; now and then nobody wants it more."""

    def deed(stage: Stage) -> None:
        row, desk = _row(pk), _crew(stage, "frontdesk")
        if row.stage is not S.NEW:
            return
        same = likely_same(row).exclude(opened_at__gt=row.opened_at).first()
        if same is not None and row.sort.visit and not row.sort.home and stage.rng.random() < 0.7:
            merge_request(request=row, into=same, actor=desk, at=stage.now)
            stage.counts["requests merged"] += 1
            return
        acknowledge_request(request=row, actor=desk, at=stage.now)
        if not row.sort.visit:
            stage.at(_later(stage, 5, 300), _answer(pk))
        elif stage.rng.random() < 0.04:
            cancel_request(request=row, reason="业主自行解决", actor=desk, at=stage.now)
            stage.counts["requests cancelled"] += 1
        else:
            stage.at(_later(stage, 1, 20), _give_out(pk))

    return deed


def _answer(pk: int):  # type: ignore[no-untyped-def]
    def deed(stage: Stage) -> None:
        row, desk = _row(pk), _crew(stage, "frontdesk")
        if row.stage in {S.ACKNOWLEDGED, S.REOPENED}:
            complete_request(request=row, result="已电话答复并说明", actor=desk, at=stage.now)
            stage.at(_later(stage, 30, 1500), _call(pk))

    return deed


def _give_out(pk: int):  # type: ignore[no-untyped-def]
    """The desk makes the order; half of them it leaves to the dispatch board, the others it gives out by itself."""

    def deed(stage: Stage) -> None:
        row = _row(pk)
        if (
            row.stage not in {S.ACKNOWLEDGED, S.REOPENED}
            or row.orders.exclude(state__in=("completed", "verified", "closed", "cancelled")).exists()
        ):
            return
        order = make_order(request=row, actor=_crew(stage, "dispatcher"), at=stage.now)
        wait = _later(stage, 45, 120) if stage.rng.random() < 0.5 else stage.now
        stage.at(wait, _hand_to(order.pk))
        stage.at(_later(stage, 5, 60), _go(order.pk))

    return deed


def _hand_to(pk: int):  # type: ignore[no-untyped-def]
    """Give it to somebody on its post, unless the board has; who lacks the certificate is refused, and another gets it."""

    def deed(stage: Stage) -> None:
        order = _order(pk)
        if order.stage is not OrderState.NEW:
            return
        comes = order.request.appointment_from
        if comes is not None and comes > stage.now + timedelta(hours=1):
            stage.at(comes - timedelta(hours=1), _hand_to(pk))
            return
        crew = estate_of(stage).crew
        people = list(crew.get(order.post) or crew.get("frontdesk") or [])
        stage.rng.shuffle(people)
        for user in people:
            try:
                dispatch_order(order=order, to_user=user, actor=_crew(stage, "dispatcher"), at=stage.now)
            except OrderRefused:
                stage.counts["work without certificate refused"] += 1
            else:
                return

    return deed


def _order(pk: int) -> WorkOrder:
    rows = WorkOrder.objects.select_related(
        "site", "place", "assignee", "request__site", "request__unit", "request__person"
    )
    return rows.get(pk=pk)


def _go(pk: int):  # type: ignore[no-untyped-def]
    """The worker: nobody at home, a part missing, or done."""

    def deed(stage: Stage) -> None:
        order = _order(pk)
        comes = order.request.appointment_from if order.request else None
        if order.stage is OrderState.NEW or (comes is not None and comes > stage.now):
            stage.at(max(_later(stage, 20, 60), comes or stage.now), _go(pk))
            return
        if order.stage is not OrderState.DISPATCHED or order.assignee is None:
            return
        who, chance = order.assignee, stage.rng.random()
        accept_order(order=order, actor=who, at=stage.now)
        if chance < 0.06 and order.request.unit_id:
            no_access(order=order, words="敲门无人应答，已留条", actor=who, at=stage.now)
            stage.counts["no access"] += 1
            stage.at(_later(stage, 120, 600), _new_appointment(pk))
            return
        arrive_order(order=order, ticked=FIVE_TREASURES, actor=who, at=stage.now)
        move_order(order=order, to=OrderState.IN_PROGRESS, actor=who, at=stage.now)
        if chance > 0.92:
            move_order(order=order, to=OrderState.ON_HOLD, actor=who, at=stage.now, reason="缺配件，已申请采购")
            stage.counts["part missing"] += 1
            row = _row(order.request_id)
            tell_progress(request=row, words="配件预计明日到货，到货后第一时间上门", actor=who, at=stage.now)
            stage.at(_later(stage, 600, 1800), _part_came(pk))
            return
        stage.at(_later(stage, 15, 120), _finish(pk))

    return deed


def _new_appointment(pk: int):  # type: ignore[no-untyped-def]
    def deed(stage: Stage) -> None:
        order = _order(pk)
        if order.stage is not OrderState.ON_HOLD:
            return
        row, desk = _row(order.request_id), _crew(stage, "frontdesk")
        begins = stage.now + timedelta(hours=2)
        set_appointment(request=row, begins=begins, ends=begins + timedelta(hours=2), actor=desk, at=stage.now)
        stage.at(begins + timedelta(minutes=20), _part_came(pk))

    return deed


def _part_came(pk: int):  # type: ignore[no-untyped-def]
    def deed(stage: Stage) -> None:
        order = _order(pk)
        if order.stage is not OrderState.ON_HOLD or order.assignee is None:
            return
        move_order(order=order, to=OrderState.IN_PROGRESS, actor=order.assignee, at=stage.now)
        stage.at(_later(stage, 20, 90), _finish(pk))

    return deed


def _finish(pk: int):  # type: ignore[no-untyped-def]
    """Done; somebody tries to close it without the owner's word and is refused, the owner is asked later."""

    def deed(stage: Stage) -> None:
        order = _order(pk)
        if order.stage is not OrderState.IN_PROGRESS:
            return
        complete_order(order=order, result=stage.rng.choice(DONE), actor=order.assignee, at=stage.now)
        row = _row(order.request_id)
        if row.stage is not S.COMPLETED:
            return
        try:
            close_request(request=row, word=Word.CALL_BACK, actor=order.assignee, at=stage.now)
        except RequestRefused:
            stage.counts["closing without the owner's word refused"] += 1
        if stage.rng.random() < 0.4:
            close_request(
                request=row, word=Word.CODE, code=row.confirm_code, rating=5, actor=order.assignee, at=stage.now
            )
            stage.counts["requests closed"] += 1
            stage.at(_later(stage, 120, 1500), _call(row.pk))
        else:
            stage.at(_later(stage, 60, 1500), _call(row.pk))

    return deed


def _call(pk: int, tries: int = 0):  # type: ignore[no-untyped-def]
    """Called back: satisfied mostly; not satisfied is looked at again; nobody answers three times and a supervisor closes."""

    def deed(stage: Stage) -> None:
        row, desk, chance = _row(pk), _crew(stage, "frontdesk"), stage.rng.random()
        if row.stage not in {S.COMPLETED, S.VERIFIED, S.CLOSED} or (tries and row.stage is S.CLOSED):
            return
        if chance < 0.15 or (tries and chance < 0.6):
            call_back(request=row, outcome=Outcome.NO_ANSWER, actor=desk, at=stage.now)
            stage.counts["calls without answer"] += 1
            if row.missed_calls >= 3 and row.stage is not S.CLOSED:
                give_up_calling(
                    request=row, reason="三次回访无人接听", actor=_crew(stage, "duty.manager"), at=stage.now
                )
                stage.counts["closed unreached"] += 1
            else:
                stage.at(_later(stage, 120, 700), _call(pk, tries + 1))
        elif chance > 0.96 and row.reopened_count < 2:
            call_back(request=row, outcome=Outcome.DISSATISFIED, words="问题又出现了", actor=desk, at=stage.now)
            stage.counts["requests reopened"] += 1
            stage.at(_later(stage, 10, 60), _answer(pk) if not row.sort.visit else _give_out(pk))
        else:
            was_open = row.stage is not S.CLOSED
            call_back(
                request=row, outcome=Outcome.SATISFIED, rating=stage.rng.choice((4, 5, 5)), actor=desk, at=stage.now
            )
            stage.counts["requests closed"] += was_open

    return deed


def _outage(stage: Stage, homes: list[Home], at: datetime) -> None:
    """A building without water: several homes report it, the desk reads one text out, one closing informs all."""
    building = stage.rng.choice(homes).code.split("-")[0]
    hit = [home for home in homes if home.code.split("-")[0] == building][:8]

    def begin(stage: Stage) -> None:
        desk = _crew(stage, "frontdesk")
        rows = [
            log_request(
                site=stage.site,
                ask=Ask(
                    title="家里停水了",
                    kind="water.none",
                    channel=Channel.CALL,
                    unit_id=home.unit_id,
                    person_id=home.person_ids[0],
                ),
                actor=desk,
                at=stage.now,
            )
            for home in hit
        ]
        stage.counts["requests"] += len(rows)
        incident = open_incident(
            site=stage.site, kind="water.none", title=f"{building} 栋停水", building_id=rows[0].building_id, actor=desk, at=stage.now,
            read_out=f"{building} 栋加压泵故障，正在抢修，预计两小时内恢复供水，给您带来不便请谅解。",
            expected_at=stage.now + timedelta(hours=2),
        )  # fmt: skip
        for row in rows:
            link_incident(request=_row(row.pk), incident=incident, actor=desk, at=stage.now)
        stage.counts["mass incidents"] += 1
        stage.at(stage.now + timedelta(minutes=100), lambda stage: _over(stage, incident.pk))

    stage.at(at, begin)


def _over(stage: Stage, pk: int) -> None:
    from guanjia.servicedesk.models import Incident  # noqa: PLC0415 - only here

    incident = Incident.objects.select_related("site").get(pk=pk)
    for row in end_incident(
        incident=incident, words="水泵已修复，供水恢复", actor=_crew(stage, "dispatcher"), at=stage.now
    ):
        stage.at(_later(stage, 30, 900), _call(row.pk))
