"""A week at the telephone and the first row: calls that are answered, missed, put through, sent back, promised; cars, keys, rescues."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q

from guanjia.duties.public import Duty
from guanjia.foundation.persons.public import Person, private_values
from guanjia.foundation.rehearsal.public import Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.desk.actions import calls as deeds
from guanjia.frontdesk.desk.actions.notes import Message, leave_note, move_note
from guanjia.frontdesk.desk.actions.quick import Facts, do_step, message_owner, move_case, open_case
from guanjia.frontdesk.desk.actions.ringing import answer_call, hang_up, ring_in
from guanjia.frontdesk.desk.models import Call, Note, QuickCase
from guanjia.frontdesk.desk.rules.calls import CallState
from guanjia.frontdesk.desk.rules.notes import NoteState
from guanjia.frontdesk.desk.rules.quick import STEPS, CaseKind, CaseState
from guanjia.posts.public import Post, on_post

CALLS_SHARE = 0.015
CASES_SHARE = 0.004
WORDS = (
    ("咨询物业费缴费方式", "已告知线上和前台两种缴费方式"),
    ("询问装修需要准备哪些材料", "已说明装修申请材料，发送清单"),
    ("反映楼道灯不亮", "已登记并转工程"),
    ("问快递是否代收", "已查询，告知取件码"),
    ("厨房漏水，水流到楼下", "已通知工程立即上门，提醒关总阀"),
    ("询问门禁卡补办流程", "已告知带身份证到前台办理"),
    ("楼上夜间噪音影响休息", "已联系楼上住户劝导"),
    ("预约有偿家政服务", "已登记需求，管家联系"),
)
NOTES = (
    "3栋业主请管家回电，商量漏水赔付",
    "装修公司送材料，请工程部确认进场时间",
    "业主来取上次寄存的雨伞，请前台留意",
)
CARS = ("南门消防通道", "3栋单元门口", "地库B1出口", "充电车位C12")
KINDS = (
    (CaseKind.MOVE_CAR,) * 6 + (CaseKind.LOCKED_OUT,) * 3 + (CaseKind.LIFT_TRAP, CaseKind.MEDICAL, CaseKind.FIND_PERSON)
)
OUTCOMES = {
    CaseKind.MOVE_CAR: "车已挪开，已告知求助人",
    CaseKind.LOCKED_OUT: "核对身份后联系备案开锁单位开门",
    CaseKind.LIFT_TRAP: "两名乘客安全救出，无人受伤",
    CaseKind.MEDICAL: "已移交120急救人员",
    CaseKind.FIND_PERSON: "在中心花园找到，已由家人接回",
}
Deed = Callable[[Stage], None]


def cast(stage: Stage) -> None:
    """Plant calls, messages and cases of every day; most calls come in the morning and the evening."""
    estate = estate_of(stage)
    lived_in = [home for home in estate.homes if home.person_ids]
    if not lived_in:
        return
    for day in estate.days:
        for _number in range(max(4, round(len(lived_in) * CALLS_SHARE))):
            stage.at(
                _moment(stage, day), _call(stage.rng.choice(lived_in), stage.rng.choice(WORDS), stage.rng.random())
            )
        for _number in range(max(1, round(len(lived_in) * CASES_SHARE))):
            stage.at(
                _moment(stage, day), _case(stage.rng.choice(lived_in), stage.rng.choice(KINDS), stage.rng.random())
            )
        stage.at(_moment(stage, day), _note(stage.rng.choice(lived_in), stage.rng.choice(NOTES)))


def _moment(stage: Stage, day: Any) -> datetime:
    hour = stage.rng.choice((8, 9, 9, 10, 11, 13, 14, 16, 17, 18, 18, 19, 20))
    return to_utc(stage.site, datetime.combine(day, time(hour, stage.rng.randrange(60), stage.rng.randrange(60))))


def _desk(stage: Stage) -> Any:
    """Somebody at the desk, the whole crew while nobody is rostered."""
    people = on_post(stage.site, "frontdesk", stage.now) or estate_of(stage).crew["frontdesk"]
    return people[0]


def _call(home: Any, words: tuple[str, str], chance: float) -> Deed:
    def deed(stage: Stage) -> None:
        person = Person.objects.get(pk=home.person_ids[0])
        phones = private_values(person, "phone")
        call = ring_in(site=stage.site, phone=phones[0] if phones else "13700137000", extension="801", at=stage.now)
        stage.counts["desk.calls"] += 1
        if chance < 0.06:
            stage.at(stage.now + timedelta(seconds=25), lambda later: _miss(later, call.pk))
            return
        wait = timedelta(seconds=20 if chance > 0.95 else 3 + 10 * chance)
        stage.at(stage.now + wait, lambda later: _talk(later, call.pk, home, words, chance))

    return deed


def _miss(stage: Stage, pk: int) -> None:
    call = hang_up(call=Call.objects.get(pk=pk), at=stage.now)
    stage.counts["desk.missed"] += 1
    stage.at(stage.now + timedelta(minutes=20), lambda later: _ring_back(later, call.pk, reached=True))


def _talk(stage: Stage, pk: int, home: Any, words: tuple[str, str], chance: float) -> None:
    desk, call = _desk(stage), Call.objects.select_related("site", "caller", "unit").get(pk=pk)
    answer_call(call=call, actor=desk, at=stage.now)
    name = call.caller.name if call.caller is not None else "匿名"
    record = deeds.CallRecord(caller_name=name, content=words[0], handling=words[1], unit_id=home.unit_id)
    deeds.write_down(call=call, record=record, actor=desk, at=stage.now)
    stage.counts["desk.urgent"] += bool(call.urgent_word)
    if chance < 0.25:
        by = stage.now + timedelta(hours=2 + round(chance * 20))
        deeds.promise_call_back(call=call, by=by, process="核实后回电", actor=desk, at=stage.now)
        late = timedelta(minutes=20) if chance < 0.09 else -timedelta(minutes=5)
        stage.at(by + late, lambda later: _ring_back(later, pk, reached=chance > 0.1))
        stage.counts["desk.promised"] += 1
    elif chance < 0.4:
        tries = 2 if chance < 0.28 else 1 if chance < 0.33 else 0
        stage.at(stage.now + timedelta(minutes=1), lambda later: _transfer(later, pk, tries))
    else:
        stage.at(stage.now + timedelta(minutes=3), lambda later: _finish(later, pk))


def _transfer(stage: Stage, pk: int, tries: int) -> None:
    desk, call = _desk(stage), Call.objects.select_related("site", "caller").get(pk=pk)
    tech = estate_of(stage).crew["technician"]
    receiver = tech[pk % len(tech)]
    given = {"to_post": "technician", "to_user": receiver, "purpose": "请工程答复"}
    deeds.transfer_call(call=call, **given, actor=desk, at=stage.now)
    if tries == 0:
        deeds.put_through(call=call, actor=desk, at=stage.now)
        stage.at(stage.now + timedelta(minutes=4), lambda later: _finish(later, pk))
        return
    deeds.take_back(call=call, actor=desk, at=stage.now)
    stage.counts["desk.bounced"] += tries == 1
    if tries > 1:
        stage.at(stage.now + timedelta(minutes=2), lambda later: _transfer(later, pk, tries - 1))
    else:
        manager = estate_of(stage).crew["duty.manager"][0]
        deeds.solve_call(call=call, actor=manager, at=stage.now, handling="值班经理接手答复")
        stage.at(stage.now + timedelta(minutes=5), lambda later: _finish(later, pk))


def _ring_back(stage: Stage, pk: int, *, reached: bool) -> None:
    call = Call.objects.select_related("site").get(pk=pk)
    if call.state not in (CallState.MISSED, CallState.PROMISED):
        return
    deeds.call_back(call=call, reached=reached, actor=_desk(stage), at=stage.now)
    stage.at(stage.now + timedelta(minutes=3), lambda later: _finish(later, pk))


def _finish(stage: Stage, pk: int) -> None:
    desk, call = _desk(stage), Call.objects.select_related("site").get(pk=pk)
    if call.state in (CallState.RECORDED, CallState.CALLED_BACK):
        deeds.solve_call(call=call, actor=desk, at=stage.now)
    if call.state == CallState.SOLVED:
        deeds.close_call(call=call, repeated=True, no_more_needs=True, actor=desk, at=stage.now)


def _note(home: Any, text: str) -> Deed:
    def deed(stage: Stage) -> None:
        posts = Post.objects.filter(site=stage.site, code="butler")
        to = {"to_post": "butler"} if posts.exists() else {"to_user": _desk(stage)}
        message = Message(text=text, from_person_id=home.person_ids[0], unit_id=home.unit_id, **to)
        note = leave_note(site=stage.site, message=message, actor=_desk(stage), at=stage.now)
        butler = estate_of(stage).crew["butler"][0]
        stage.at(stage.now + timedelta(minutes=20), lambda later: _read(later, note.pk, butler, NoteState.READ))
        stage.at(stage.now + timedelta(hours=6), lambda later: _read(later, note.pk, butler, NoteState.DONE))

    return deed


def _read(stage: Stage, pk: int, who: Any, to: NoteState) -> None:
    note = Note.objects.select_related("site").get(pk=pk)
    if note.is_open:
        move_note(note=note, to=to, actor=who, at=stage.now, result="已联系业主" if to is NoteState.DONE else "")


def _case(home: Any, kind: CaseKind, chance: float) -> Deed:
    def deed(stage: Stage) -> None:
        facts = Facts(
            place=stage.rng.choice(CARS) if kind is CaseKind.MOVE_CAR else home.code,
            words="6岁男孩，红色上衣，最后出现在儿童乐园" if kind is CaseKind.FIND_PERSON else "",
            plate=_plate(stage) if kind is CaseKind.MOVE_CAR else "",
            asker_id=home.person_ids[0],
            unit_id=home.unit_id,
        )
        case = open_case(site=stage.site, kind=kind, facts=facts, actor=_desk(stage), at=stage.now)
        stage.counts[f"desk.{kind.value}"] += 1
        codes = [step.code for step in STEPS[kind] if step.code not in {"message", "key", "police"}]
        if kind is CaseKind.MOVE_CAR and chance < 0.3:
            codes = ["call"]
        for number, code in enumerate(codes, 1):
            stage.at(
                stage.now + number * timedelta(seconds=50 + round(90 * chance)),
                lambda later, c=code: _step(later, case.pk, c),
            )
        end = timedelta(minutes=16 if codes == ["call"] else 3 * len(codes))
        stage.at(stage.now + end, lambda later: _settle(later, case.pk, handed=codes == ["call"]))

    return deed


def _plate(stage: Stage) -> str:
    """The plate of somebody who lives here, now and then of a stranger."""
    homes = estate_of(stage).homes
    for _try in range(8):
        home = homes[stage.rng.randrange(len(homes))]
        for person in Person.objects.filter(pk__in=home.person_ids):
            if plates := private_values(person, "plate"):
                return plates[0]
    return f"浙A{stage.rng.randrange(10_000, 99_999)}"


def _step(stage: Stage, pk: int, code: str) -> None:
    case = QuickCase.objects.select_related("site", "target").get(pk=pk)
    if not case.is_open:
        return
    if code == "call" and case.target is not None:
        message_owner(case=case, actor=_desk(stage), at=stage.now)
    do_step(case=case, code=code, actor=_desk(stage), at=stage.now)


def _settle(stage: Stage, pk: int, *, handed: bool) -> None:
    case = QuickCase.objects.select_related("site").get(pk=pk)
    if not case.is_open:
        return
    guard = estate_of(stage).crew["security"][0]
    if handed and case.state != CaseState.HANDED:
        move_case(case=case, to=CaseState.HANDED, actor=_desk(stage), at=stage.now)
        stage.counts["desk.handed"] += 1
        stage.at(stage.now + timedelta(minutes=9), lambda later: _settle(later, pk, handed=True))
        return
    actor = guard if handed else _desk(stage)
    move_case(case=case, to=CaseState.SETTLED, actor=actor, at=stage.now, outcome=OUTCOMES[case.kind_enum])


def report(stage: Stage) -> dict[str, object]:
    """How many calls, how they ended, which cases."""
    told: dict[str, object] = {name: count for name, count in sorted(stage.counts.items()) if name.startswith("desk.")}
    states = Call.objects.filter(site=stage.site).values("state").annotate(many=Count("pk"))
    return told | {"calls_by_state": {row["state"]: row["many"] for row in states.order_by("state")}}


def _broken_call_backs(site: Site) -> list[str]:
    """Missed calls and promises without a duty of their own, and such duties that are over while nobody rang back."""
    found = []
    owed = {"desk.call.missed": Q(state=CallState.MISSED), "desk.call.promise": Q(state=CallState.PROMISED)}
    for code, which in owed.items():
        rows = Duty.objects.filter(site=site, standard_code=code)
        known, live = (
            set(rows.values_list("subject_id", flat=True)),
            set(rows.filter(state__in=["open", "missed"]).values_list("subject_id", flat=True)),
        )
        for call in Call.objects.filter(which, site=site):
            if call.pk not in known or call.pk not in live:
                found.append(f"{call.number} waits for a call and nobody owes it")
    return found


def _broken_ends(site: Site) -> list[str]:
    """Spoken calls closed without both ticks, settled cases without an outcome."""
    ticked = Q(repeated=True, no_more_needs=True)
    calls = Call.objects.filter(site=site, state=CallState.CLOSED, answered_at__isnull=False).exclude(ticked)
    cases = QuickCase.objects.filter(site=site, state=CaseState.SETTLED, outcome="")
    return [f"{row.number} ended unasked" for row in [*calls, *cases]]


CALLED_BACK = Invariant("whoever was not answered or was promised a call is owed one", _broken_call_backs)
ASKED = Invariant("calls end after asking, cases with an outcome", _broken_ends)
