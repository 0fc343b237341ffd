"""Paper duty sheets: which were printed, which came back, and what stands on a blank one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import get_language, gettext

from guanjia.conference.models import Block
from guanjia.conference.rules.states import BlockState, Secrecy
from guanjia.duties.public import DutyLine, Evidence, duties_of
from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import local, to_utc

PRINT, VOID = "duty_paper.print", "duty_paper.void"
BLOCK = "conference.block"
BOX = "□"
POURS = 8


@dataclass(frozen=True, slots=True)
class DutyPaper:
    """One sheet. `entered` counts the duties that were entered from it; `void` is the reason it was not used."""

    number: str
    block_id: int
    printed_at: datetime
    printed_by_id: int | None
    entered: int
    void: str

    @property
    def accounted(self) -> bool:
        """It came back, or it is said why not."""
        return bool(self.entered or self.void)


def papers_of(block_ids: Collection[int]) -> list[DutyPaper]:
    """The sheets of these meetings in the order printed; two queries."""
    rows = Entry.objects.filter(subject_kind=BLOCK, subject_id__in=block_ids, action__in=[PRINT, VOID])
    printed, void = [], {}
    for row in rows.select_related("text").order_by("id"):
        if row.action == PRINT:
            printed.append(row)
        else:
            void[row.changes["sheet"]] = row.reason or "–"
    numbers = [row.changes["sheet"] for row in printed]
    sites = {row.site_id for row in printed}
    used = list(
        Evidence.objects.filter(site__in=sites, sheet_number__in=numbers).values_list("sheet_number", flat=True)
    )
    return [
        DutyPaper(number, row.subject_id, row.at, row.actor_id, used.count(number), void.get(number, ""))
        for row, number in zip(printed, numbers, strict=True)
    ]


def lost_papers(block_ids: Collection[int]) -> list[str]:
    """Numbers that nobody entered and nobody voided, each once."""
    return list(dict.fromkeys(paper.number for paper in papers_of(block_ids) if not paper.accounted))


def printed_for(block: Block, number: str) -> list[int]:
    """The meetings that share this sheet with the block, in order printed, wherever they lie by now."""
    rows = Entry.objects.filter(subject_kind=BLOCK, action=PRINT, site=block.site, changes__sheet=number)
    return list(rows.order_by("id").values_list("subject_id", flat=True))


def same_room_and_day(block: Block) -> list[Block]:
    """The meetings of the block's room that begin on its local day, in order; cancelled ones left out."""
    day = local(block.site, block.starts_at).date()
    begin = to_utc(block.site, datetime.combine(day, time()))
    end = to_utc(block.site, datetime.combine(day + timedelta(days=1), time()))
    rows = Block.objects.filter(site=block.site, room=block.room, starts_at__gte=begin, starts_at__lt=end)
    return list(rows.exclude(state=BlockState.CANCELLED).select_related("event", "room", "site").order_by("starts_at"))


def duty_paper(blocks: Sequence[Block], number: str, address: str, at: datetime) -> dict[str, Any]:
    """Data of the form: the open duties of the meetings with boxes. A controlled meeting shows room and time only."""
    block, site = blocks[0], blocks[0].site
    open_lines = [
        (each, line)
        for each in blocks
        for line in duties_of(BLOCK, each.pk)
        if line.duty.is_live and not line.duty.performer
    ]
    return {
        "site": site.name,
        "title": gettext("Duty sheet"),
        "number": number,
        "printed": f"{local(site, at):%Y-%m-%d %H:%M}",
        "lang": (get_language() or "zh")[:2],
        "qr": qr_svg(address),
        "facts": [
            [gettext("Room"), block.room.name],
            *(fact for each in blocks for fact in _facts(each)),
        ],
        "sections": [_section(line, each, several=len(blocks) > 1) for each, line in open_lines],
        "signatures": [gettext("Group leader"), gettext("Entered by")],
        "footer": gettext("Enter within the hour; a sheet that was not used is voided with a reason."),
    }


def _facts(block: Block) -> list[list[str]]:
    site, title = block.site, "" if block.event.secrecy == Secrecy.CONTROLLED else block.event.title
    return [
        [gettext("Time"), f"{local(site, block.starts_at):%Y-%m-%d %H:%M}–{local(site, block.ends_at):%H:%M}"],
        [gettext("Meeting"), title or "–"],
        [gettext("Headcount"), str(block.headcount)],
    ]


def _section(line: DutyLine, block: Block, *, several: bool) -> dict[str, Any]:
    """One duty; where a sheet serves several meetings the title begins with the start of the one it belongs to."""
    due = local(block.site, line.duty.due_at)
    of = f"{local(block.site, block.starts_at):%H:%M} · " if several else ""
    done = gettext("Done by ________ at ____:____")
    if line.duty.ambient:
        heads = [gettext("No."), *(str(number) for number in range(1, POURS + 1))]
        rows = [[gettext("Time"), *([""] * POURS)], [gettext("Name"), *([""] * POURS)]]
        return {"title": f"{of}{line.title}", "heads": heads, "rows": rows, "widths": [1] * (POURS + 1)}
    language = get_language() or "zh-hans"
    rows = [_row(item.text.say(language), item.proof, item.unit) for item in line.standard.items]
    return {
        "title": f"{of}{line.title} · {line.post_name} · {gettext('Due')} {due:%H:%M}",
        "text": done,
        "heads": [gettext("Line"), gettext("In order"), gettext("Not in order"), gettext("Note")] if rows else [],
        "rows": rows,
        "widths": [5, 1, 1, 3],
    }


def _row(text: str, proof: str, unit: str) -> list[str]:
    if proof in {"number", "text"}:
        return [text, "", "", f"________ {unit}".strip()]
    return [text, BOX, BOX, ""]
