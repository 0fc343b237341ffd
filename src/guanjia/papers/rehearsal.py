"""The papers of an estate: a few documents come in, go out and come back or do not; forms are filled, signed, reserved."""

from datetime import datetime, time, timedelta
from typing import Any

from guanjia.foundation.rehearsal.public import Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.papers.actions.records import Paperwork, archive_record, hand_on, register_record
from guanjia.papers.actions.sheets import Filling, fill_sheet, reserve_sheets, sign_sheet
from guanjia.papers.models import Record, Sheet, Transfer
from guanjia.papers.rules.records import Access, RecordClass, RecordState
from guanjia.papers.rules.sheets import SheetState

PAPERS = (
    ("街道办关于春季消防检查的通知", RecordClass.NOTICE, "街道办事处", Access.OPEN),
    ("3栋外墙维修施工合同", RecordClass.CONTRACT, "工程部", Access.RESTRICTED),
    ("业主委员会例会纪要", RecordClass.MINUTES, "业委会", Access.OPEN),
    ("1-2-501 产权资料复印件", RecordClass.OWNER, "业主", Access.RESTRICTED),
)
PATROL = {"place": "3栋大堂及车库入口", "problem": "消防通道停有两辆电动车", "handling": "已通知车主挪走并拍照"}
OPINION = {
    "name": "王建国",
    "matter": "建议在东门增设快递架",
    "process": "已与保安队现场查看位置",
    "result": "本月内安装",
    "comment": "同意",
}


def cast(stage: Stage) -> None:
    """A document a day; two forms on the first day, and numbers reserved for the dark."""
    desk = estate_of(stage).crew["frontdesk"]
    stage.at(stage.now, lambda now: _reserve(now, desk[0]))
    for place, day in enumerate(estate_of(stage).days):
        morning = to_utc(stage.site, datetime.combine(day, time(9, 20)))
        stage.at(morning, _comes_in(PAPERS[place % len(PAPERS)], desk))
        stage.at(morning + timedelta(hours=2), _fills(place, desk[0]))


def _reserve(stage: Stage, clerk: Any) -> None:
    for code in ("TMPL-001", "TMPL-002"):
        reserve_sheets(site=stage.site, code=code, count=5, actor=clerk, at=stage.now)


def _comes_in(paper: tuple[str, RecordClass, str, Access], desk: list[Any]) -> Any:
    title, kind, origin, access = paper

    def deed(stage: Stage) -> None:
        today = local(stage.site, stage.now).date()
        what = Paperwork(title=title, kind=kind, made_on=today, origin=origin, access=access, shelf="A-02")
        row = register_record(site=stage.site, paperwork=what, actor=desk[0], at=stage.now)
        stage.counts["documents"] += 1
        if access is Access.RESTRICTED:
            hand_on(
                row=row,
                taker="工程部 陈工",
                signature="陈工",
                purpose="核对",
                due_on=today + timedelta(days=1),
                witness=estate_of(stage).crew["duty.manager"][0],
                actor=desk[0],
                at=stage.now,
            )
        else:
            archive_record(row=row, shelf="A-03", actor=desk[0], at=stage.now)

    return deed


def _fills(place: int, clerk: Any) -> Any:
    code, values = (("TMPL-025", PATROL), ("TMPL-017", OPINION))[place % 2]

    def deed(stage: Stage) -> None:
        moment = f"{local(stage.site, stage.now):%Y-%m-%dT%H:%M}"
        given = {"at": moment} | values if code == "TMPL-025" else dict(values)
        sheet = fill_sheet(site=stage.site, code=code, filling=Filling(values=given), actor=clerk, at=stage.now)
        if code == "TMPL-025":
            sign_sheet(sheet=sheet, names=[str(clerk)], actor=clerk, at=stage.now)
        stage.counts["forms"] += 1

    return deed


def report(stage: Stage) -> dict[str, object]:
    """Counts of the papers."""
    return {name: stage.counts[name] for name in ("documents", "forms")}


def _astray(site: Site) -> list[str]:
    held = Transfer.objects.filter(returned_at=None).values("record")
    rows = Record.objects.filter(site=site, state=RecordState.OUT).exclude(pk__in=held)
    return [f"{row.number} is out and nobody has it" for row in rows]


def _unsigned(site: Site) -> list[str]:
    rows = Sheet.objects.filter(site=site, state=SheetState.SIGNED, signed=[])
    return [f"{row.number} is signed by nobody" for row in rows]


INVARIANTS = (
    Invariant("a document that is out is in somebody's hands", _astray),
    Invariant("a form that counts as signed bears a name", _unsigned),
)
