"""Paper duty sheets: which were printed, which came back, and what stands on a blank one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext

from guanjia.conference.models import Block
from guanjia.conference.rules.states import Secrecy
from guanjia.duties.public import DutyLine, Evidence, duties_of
from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import local

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
    """Numbers that nobody entered and nobody voided."""
    return [paper.number for paper in papers_of(block_ids) if not paper.accounted]


def duty_paper(block: Block, number: str, address: str, at: datetime) -> dict[str, Any]:
    """Data of the form: the open duties of the meeting with boxes. A controlled meeting shows room and time only."""
    site = block.site
    open_lines = [line for line in duties_of(BLOCK, block.pk) if line.duty.is_live and not line.duty.performer]
    title = "" if block.event.secrecy == Secrecy.CONTROLLED else block.event.title
    return {
        "site": site.name,
        "title": gettext("Duty sheet"),
        "number": number,
        "printed": f"{local(site, at):%Y-%m-%d %H:%M}",
        "lang": (get_language() or "zh")[:2],
        "qr": qr_svg(address),
        "facts": [
            [gettext("Room"), block.room.name],
            [gettext("Time"), f"{local(site, block.starts_at):%Y-%m-%d %H:%M}–{local(site, block.ends_at):%H:%M}"],
            [gettext("Meeting"), title or "–"],
            [gettext("Headcount"), str(block.headcount)],
        ],
        "sections": [_section(line, block) for line in open_lines],
        "signatures": [gettext("Group leader"), gettext("Entered by")],
        "footer": gettext("Enter within the hour; a sheet that was not used is voided with a reason."),
    }


def _section(line: DutyLine, block: Block) -> dict[str, Any]:
    due = local(block.site, line.duty.due_at)
    done = gettext("Done by ________ at ____:____")
    if line.duty.ambient:
        heads = [gettext("No."), *(str(number) for number in range(1, POURS + 1))]
        rows = [[gettext("Time"), *([""] * POURS)], [gettext("Name"), *([""] * POURS)]]
        return {"title": line.title, "heads": heads, "rows": rows, "widths": [1] * (POURS + 1)}
    language = get_language() or "zh-hans"
    rows = [_row(item.text.say(language), item.proof, item.unit) for item in line.standard.items]
    return {
        "title": f"{line.title} · {line.post_name} · {gettext('Due')} {due:%H:%M}",
        "text": done,
        "heads": [gettext("Line"), gettext("In order"), gettext("Not in order"), gettext("Note")] if rows else [],
        "rows": rows,
        "widths": [5, 1, 1, 3],
    }


def _row(text: str, proof: str, unit: str) -> list[str]:
    if proof in {"number", "text"}:
        return [text, "", "", f"________ {unit}".strip()]
    return [text, BOX, BOX, ""]
