"""The counter of an estate: couriers come all day, households collect by code, and now and then it goes wrong."""

from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from guanjia.custody.public import (
    CustodyRefused,
    Handover,
    Item,
    ItemKind,
    ItemState,
    Loanable,
    LoanKind,
    TakenBy,
    Thing,
    add_loanable,
    give_back,
    is_checked_by_two,
    lend,
    take_item,
    unbalanced,
)
from guanjia.foundation.files.public import store
from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import ESTATE, Home, Invariant, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import to_utc
from guanjia.frontdesk.parcels.actions.codes import CodeRefused, check_code, unlock
from guanjia.frontdesk.parcels.actions.collecting import bring_back, collect, gone_astray
from guanjia.frontdesk.parcels.actions.losses import Loss, hand_back, report_loss
from guanjia.frontdesk.parcels.actions.passes import Goods, ask_for_pass, consent, use_pass
from guanjia.frontdesk.parcels.actions.receiving import Arrival, assign, receive, turn_away
from guanjia.frontdesk.parcels.actions.storing import Deposit, fetch_thing, store_thing
from guanjia.frontdesk.parcels.models import GatePass, LossReport, Parcel
from guanjia.frontdesk.parcels.queries.losses import matches_for
from guanjia.frontdesk.parcels.queries.parcels import code_of, unlike_custody
from guanjia.frontdesk.parcels.queries.passes import owners_of
from guanjia.frontdesk.parcels.rules.accepting import Packaging
from guanjia.frontdesk.parcels.rules.passes import PassState
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Unit

SHARE = 0.02
NUMBERS = ("SF1{:012}", "YT{:013}", "JT{:013}", "7730{:011}", "JDVA{:011}")
KEYS = (
    ("K-01", LoanKind.KEY, "地下车库B1配电房钥匙", 4),
    ("K-02", LoanKind.KEY, "消防水泵房钥匙", 4),
    ("K-03", LoanKind.KEY, "天台门钥匙", 2),
    ("K-04", LoanKind.KEY, "3栋弱电间钥匙", 4),
    ("S-01", LoanKind.UMBRELLA, "爱心雨伞1号", 48),
    ("S-02", LoanKind.UMBRELLA, "爱心雨伞2号", 48),
    ("L-01", LoanKind.WHEELCHAIR, "轮椅", 4),
    ("T-01", LoanKind.TOOL, "手推平板车", 3),
    ("T-02", LoanKind.TOOL, "家用梯", 8),
)
LOST = (
    ("黑色折叠雨伞", "黑", "2栋大堂"),
    ("蓝色保温杯", "蓝", "儿童乐园"),
    ("棕色皮钱包", "棕", "东门岗亭"),
    ("白色蓝牙耳机", "白", "中心花园"),
)
GOODS = (("三人沙发", 1), ("双门冰箱", 1), ("书柜", 2), ("纸箱", 8), ("儿童床", 1))
STORED = (("行李箱", "luggage"), ("羽毛球拍", "toys"), ("棉被一包", "clothes"))
M = timedelta(minutes=1)


def cast(stage: Stage) -> None:
    """Hang the board full, and plant every day's couriers, borrowers and movers."""
    for code, kind, name, hours in KEYS:
        add_loanable(site=stage.site, kind=kind, code=code, name=name, place="前台钥匙板", hours=hours)
    homes = [home for home in estate_of(stage).homes if home.person_ids]
    if not homes:
        return
    for day in estate_of(stage).days:
        for _number in range(max(6, round(len(homes) * SHARE))):
            _plant(stage, day, 9, 19, _arrive(stage.rng.choice(homes), stage.rng.random()))
        for _number in range(2):
            _plant(stage, day, 8, 17, _borrow(stage.rng.choice(homes)))
        _plant(stage, day, 9, 11, _find(stage.rng.choice(LOST)))
        _plant(stage, day, 12, 18, _miss(stage.rng.choice(homes), stage.rng.choice(LOST)))
        _plant(stage, day, 9, 16, _leave(stage.rng.choice(homes), stage.rng.choice(STORED)))
        _plant(stage, day, 9, 16, _move_goods(stage.rng.choice(homes), stage.rng.choice(GOODS)))
    last = estate_of(stage).days[-1]
    _plant(stage, last, 15, 16, _mistake)


def _plant(stage: Stage, day: Any, first: int, last: int, deed: Any) -> None:
    moment = datetime.combine(day, time(first)) + stage.rng.randrange((last - first) * 60) * M
    stage.at(to_utc(stage.site, moment), deed)


def _crew(stage: Stage, post: str) -> Any:
    people = estate_of(stage).crew[post]
    return people[stage.rng.randrange(len(people))]


def _whose(home: Home) -> tuple[Unit, Person]:
    unit = Unit.objects.select_related("building", "site").get(pk=home.unit_id)
    return unit, Person.objects.get(pk=home.person_ids[0])


def _photo(stage: Stage) -> list[int]:
    content = BytesIO()
    Image.new("RGB", (64, 48), (120, 110, 90)).save(content, "JPEG")
    kept = store(
        site=stage.site, upload=content.getvalue(), name="快件.jpg", actor=_crew(stage, "frontdesk"), at=stage.now
    )
    return [kept.pk]


def _arrive(home: Home, luck: float) -> Any:
    """A courier: mostly plain, some damaged, some without a name, some refused, a household that collects."""

    def deed(stage: Stage) -> None:
        unit, person = _whose(home)
        desk = _crew(stage, "frontdesk")
        number = stage.rng.choice(NUMBERS).format(stage.rng.randrange(10**11))
        fields: dict[str, Any] = {"unit": unit, "person": person}
        if luck < 0.02:
            arrival = Arrival(tracking_number=number, unit=unit, content="battery")
            turn_away(site=stage.site, arrival=arrival, reason="电动车电池不予接收", actor=desk, at=stage.now)
            stage.counts["parcels_refused"] += 1
            return
        if luck < 0.05:
            fields |= {"packaging": Packaging.DAMAGED, "note": "外箱一角压扁", "file_ids": _photo(stage)}
        elif luck < 0.08:
            fields = {"label": "面单模糊"}
        parcel = receive(site=stage.site, arrival=Arrival(tracking_number=number, **fields), actor=desk, at=stage.now)
        stage.counts["parcels_in"] += 1
        if luck < 0.08 and "unit" not in fields:
            stage.at(stage.now + 90 * M, _recognise(parcel.pk, home))
        if stage.rng.random() < 0.88:
            hours = stage.rng.choice((1, 2, 3, 5, 9, 22, 26, 47))
            stage.at(stage.now + timedelta(hours=hours), _collect(parcel.pk, stage.rng.random()))

    return deed


def _recognise(pk: int, home: Home) -> Any:
    def deed(stage: Stage) -> None:
        parcel = Parcel.objects.select_related("site", "item").get(pk=pk)
        if not parcel.is_open or stage.rng.random() < 0.4:
            return
        unit, person = _whose(home)
        assign(parcel=parcel, unit=unit, person=person, actor=_crew(stage, "frontdesk"), at=stage.now)
        stage.counts["parcels_recognised"] += 1

    return deed


def _collect(pk: int, luck: float) -> Any:
    """Somebody of the household comes with the code; some mistype it, some send a neighbour, one guesses until it locks."""

    def deed(stage: Stage) -> None:
        parcel = Parcel.objects.select_related("site", "item__owner", "item__unit").get(pk=pk)
        if not parcel.is_open or not parcel.code_digest:
            return
        desk = _crew(stage, "frontdesk")
        code = code_of(parcel)
        wrong = f"{(int(code) + 1) % 10**6:06}"
        for _try in range(5 if luck < 0.01 else 1 if luck < 0.1 else 0):
            try:
                check_code(parcel=parcel, code=wrong, actor=desk, at=stage.now)
            except CodeRefused as refused:
                stage.counts["codes_wrong"] += 1
                if refused.locked:
                    unlock(parcel=parcel, reason="业主本人到场核实", actor=_crew(stage, "duty.manager"), at=stage.now)
                    stage.counts["parcels_locked"] += 1
        parcel.refresh_from_db()
        _hand(stage, parcel, code_of(parcel), luck, desk)

    return deed


def _hand(stage: Stage, parcel: Parcel, code: str, luck: float, desk: Any) -> None:
    name = parcel.item.owner.name if parcel.item.owner is not None else "住户"
    proxy = luck > 0.93
    two = is_checked_by_two(parcel.item, stage.now)
    files = _photo(stage) if two else []
    handover = Handover(
        to_name="邻居代领" if proxy else name,
        as_whom=TakenBy.PROXY if proxy else TakenBy.SELF,
        relation="邻居" if proxy else "",
        condition="完好",
        signature="代领人签" if proxy else name,
        witness_id=_crew(stage, "security").pk if two else None,
        photo_count=len(files),
    )
    try:
        collect(parcel=parcel, handover=handover, code=code, file_ids=files, actor=desk, at=stage.now)
    except (MoveRefused, CustodyRefused):
        stage.counts["handovers_refused"] += 1
    else:
        stage.counts["parcels_out"] += 1


def _mistake(stage: Stage) -> None:
    """One parcel turns out to be in the wrong hands; it is brought back, and two persons check from then on."""
    rows = Parcel.objects.select_related("site", "item").filter(site=stage.site, item__state=ItemState.RETURNED)
    parcel = rows.order_by("-item__ended_at", "-pk").first()
    if parcel is None:
        return
    said = "误交给隔壁住户，已当面致歉，承诺当日追回"
    gone_astray(parcel=parcel, reason=said, actor=_crew(stage, "frontdesk"), at=stage.now)
    stage.counts["parcels_astray"] += 1

    def back(stage: Stage) -> None:
        parcel.item.refresh_from_db()
        bring_back(parcel=parcel, actor=_crew(stage, "frontdesk"), at=stage.now)

    stage.at(stage.now + 70 * M, back)


def _borrow(home: Home) -> Any:
    def deed(stage: Stage) -> None:
        free = list(Loanable.objects.filter(site=stage.site, out_item=None, lost_at=None).order_by("code"))
        if not free:
            return
        unit, person = _whose(home)
        desk, loanable = _crew(stage, "frontdesk"), stage.rng.choice(free)
        item = lend(
            loanable=loanable, holder=person.name, signature=person.name, owner=person, unit=unit, keeper=desk,
            actor=desk, at=stage.now,
        )  # fmt: skip
        stage.counts["loans_out"] += 1
        late = stage.rng.random() < 0.2
        stage.at(stage.now + timedelta(hours=loanable.hours + 1 if late else 1), _return(item.pk, person.name))

    return deed


def _return(pk: int, name: str) -> Any:
    def deed(stage: Stage) -> None:
        item = Item.objects.select_related("site").get(pk=pk)
        give_back(item=item, signature=name, condition="完好", actor=_crew(stage, "frontdesk"), at=stage.now)
        stage.counts["loans_back"] += 1

    return deed


def _find(what: tuple[str, str, str]) -> Any:
    def deed(stage: Stage) -> None:
        guard = _crew(stage, "security")
        thing = Thing(name=what[0], colour=what[1], place=what[2], valuable="钱包" in what[0])
        take_item(site=stage.site, kind=ItemKind.LOST_PROPERTY, thing=thing, keeper=guard, actor=guard, at=stage.now)
        stage.counts["things_found"] += 1

    return deed


def _miss(home: Home, what: tuple[str, str, str]) -> Any:
    def deed(stage: Stage) -> None:
        unit, person = _whose(home)
        desk = _crew(stage, "frontdesk")
        loss = Loss(
            words=what[0], colour=what[1], place=what[2], person=person, unit=unit,
            lost_from=stage.now - timedelta(hours=6), lost_until=stage.now - timedelta(hours=5),
        )  # fmt: skip
        row = report_loss(site=stage.site, loss=loss, actor=desk, at=stage.now)
        stage.counts["losses"] += 1
        found = matches_for(LossReport.objects.select_related("site", "person").get(pk=row.pk))
        if found and stage.rng.random() < 0.8:
            handover = Handover(
                checked="说出内装物和特征", signature=person.name, witness_id=_crew(stage, "security").pk
            )
            item = Item.objects.select_related("site").get(pk=found[0].item.pk)
            hand_back(loss=row, item=item, handover=handover, actor=desk, at=stage.now)
            stage.counts["losses_found"] += 1

    return deed


def _leave(home: Home, what: tuple[str, str]) -> Any:
    def deed(stage: Stage) -> None:
        unit, person = _whose(home)
        desk = _crew(stage, "frontdesk")
        deposit = Deposit(name=what[0], content=what[1], unit=unit, person=person, signature=person.name, shelf="寄存1")
        item = store_thing(site=stage.site, deposit=deposit, actor=desk, at=stage.now)
        stage.counts["stored"] += 1
        if stage.rng.random() < 0.7:
            stage.at(stage.now + timedelta(hours=stage.rng.choice((2, 5, 20))), _fetch(item.pk, person.name))

    return deed


def _fetch(pk: int, name: str) -> Any:
    def deed(stage: Stage) -> None:
        item = Item.objects.select_related("site").get(pk=pk)
        two = is_checked_by_two(item, stage.now)
        witness = _crew(stage, "security").pk if two else None
        handover = Handover(to_name=name, checked="寄存凭条", signature=name, condition="完好", witness_id=witness)
        fetch_thing(item=item, handover=handover, actor=_crew(stage, "frontdesk"), at=stage.now)
        stage.counts["stored_out"] += 1

    return deed


def _move_goods(home: Home, goods: tuple[str, int]) -> Any:
    def deed(stage: Stage) -> None:
        unit, person = _whose(home)
        desk = _crew(stage, "frontdesk")
        try:
            row = ask_for_pass(
                site=stage.site, unit=unit, applicant=person, goods=Goods(lines=[goods], vehicle_note="自家车搬运"),
                actor=desk, at=stage.now,
            )  # fmt: skip
        except CustodyRefused:
            return
        stage.counts["passes"] += 1
        owners = owners_of(row, stage.now)
        if row.stage is PassState.REQUESTED and owners and stage.rng.random() < 0.7:
            consent(gate_pass=row, owner=owners[0], how="电话确认", actor=desk, at=stage.now)
        if row.stage is PassState.APPROVED and stage.rng.random() < 0.8:
            stage.at(stage.now + 40 * M, _leave_by_gate(row.pk))

    return deed


def _leave_by_gate(pk: int) -> Any:
    def deed(stage: Stage) -> None:
        row = GatePass.objects.select_related("site").get(pk=pk)
        use_pass(gate_pass=row, actor=_crew(stage, "security"), at=stage.now)
        stage.counts["passes_used"] += 1

    return deed


COUNTED = (
    "parcels_in", "parcels_out", "parcels_refused", "parcels_recognised", "codes_wrong", "parcels_locked",
    "parcels_astray", "handovers_refused", "loans_out", "loans_back", "things_found", "losses", "losses_found",
    "stored", "stored_out", "passes", "passes_used",
)  # fmt: skip


def report(stage: Stage) -> dict[str, object]:
    """How often what happened at the counter."""
    return {name: stage.counts[name] for name in COUNTED}


TROUPE = Troupe("parcels", cast, report, play=ESTATE)
INVARIANTS = (Invariant("custody in is out", unbalanced), Invariant("parcels are as their things", unlike_custody))
